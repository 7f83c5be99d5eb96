"""Loads what judging needs when it is imported, for that is all that a fork server can be asked to do."""

from __future__ import annotations

import gc
import warnings

from grantdocs.confinement import warm
from grantdocs.web.bounds import Bounds
from grantdocs.web.judging import Job, Wanted, judge
from grantdocs.web.uploads import Upload
from grantdocs.web.words import languages, words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    # The words of languages that the page does not speak take fractions of a second, and wait until they are needed.
    warm(languages())
    for each in languages():
        text = Upload("", words(each)["home"]["lead"].encode())
        judge(Job((text,), Wanted.PAGE, each, "", Bounds()), lambda _: None)
gc.collect()
gc.freeze()
