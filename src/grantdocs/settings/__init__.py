"""What a project has decided: its settings, the failures that it knows, and those that it accepts for a time.

>>> import datetime as dt
>>> from grantdocs import settings
>>> chosen = settings.load({"language": "lv", "strict": True})
>>> chosen.options["language"]
'lv'

`grantdocs.check(path, **chosen.options)` judges by them, and `settings.apply(report, chosen, today=dt.date.today())`
marks what is known or accepted.
"""

from grantdocs.settings.applying import apply, idle
from grantdocs.settings.baseline import Baseline, Known, gone, mark, read_baseline, updated
from grantdocs.settings.loading import ENVIRONMENT, find, in_force, load
from grantdocs.settings.messages import told
from grantdocs.settings.settings import Ignore, Origin, Settings

__all__ = [
    "ENVIRONMENT", "Baseline", "Ignore", "Known", "Origin", "Settings", "apply", "find", "gone", "idle", "in_force",
    "load", "mark", "read_baseline", "told", "updated",
]  # fmt: skip
