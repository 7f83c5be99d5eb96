"""Loads what judging needs when it is imported, for that is all that a fork server can be asked to do."""

from __future__ import annotations

import gc
import warnings

from grantdocs.confinement import warm

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    next(warm())  # what every document needs; the words of further languages take fractions of a second
gc.collect()
gc.freeze()
