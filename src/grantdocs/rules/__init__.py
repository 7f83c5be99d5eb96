"""Rules as data: packs of JSON Schema over the facts, judged into findings with evidence, law and remedy."""

from __future__ import annotations

from grantdocs.rules.choice import charges, narrowed, packs_for
from grantdocs.rules.evaluate import judge, judge_instance
from grantdocs.rules.judging import judge_charges
from grantdocs.rules.packs import pack

__all__ = ["charges", "judge", "judge_charges", "judge_instance", "narrowed", "pack", "packs_for"]
