"""Audits of many publications: sources, workers that can be killed, a store that loses nothing.

`grantdocs.audit(["archive/"], out="audit/")` calls the package itself, which stands for its function `audit`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grantdocs.audit.progress import Progress
    from grantdocs.audit.records import Item, Record, Settings, Status
    from grantdocs.audit.run import Audit, audit
    from grantdocs.audit.verification import Verification, verify

__all__ = ["Audit", "Item", "Progress", "Record", "Settings", "Status", "Verification", "audit", "verify"]

_HOMES = {
    "Progress": "progress",
    **dict.fromkeys(("Audit", "audit"), "run"),
    **dict.fromkeys(("Verification", "verify"), "verification"),
    **dict.fromkeys(("Item", "Record", "Settings", "Status"), "records"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'grantdocs.audit' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"grantdocs.audit.{_HOMES[name]}"), name)


class _Callable(ModuleType):
    """The name of the package is that of the function in the library, whichever of the two was imported first."""

    def __call__(self, *arguments: Any, **options: Any) -> Audit:
        from grantdocs.audit.run import audit as call

        return call(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
