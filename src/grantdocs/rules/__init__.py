"""Rules as data: packs of JSON Schema over the facts, judged into findings with evidence, law and remedy."""

from __future__ import annotations

from grantdocs.rules.choice import packs_for
from grantdocs.rules.evaluate import judge, judge_instance
from grantdocs.rules.packs import pack

__all__ = ["judge", "judge_instance", "pack", "packs_for"]
