"""What a publication says that changes, and how it is judged."""

from __future__ import annotations

from collections.abc import Callable

from grantdocs.model.findings import Report

DATES = "The project runs from 1 March 2024 to 1 February 2023."
MONEY = "Total budget of the project: EUR 60 000, of which the Union contribution is EUR 70 000."
PROJECT = 'The Erasmus+ project No 2023-1-LV01-KA210-ADU-000158023 "Open shelves" is funded by the European Union.'

Judge = Callable[..., Report]
