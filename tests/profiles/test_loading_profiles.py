"""Profiles from JSON, TOML, settings and mappings; what is wrong in them is named with its place."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from grantdocs.errors import DataError
from grantdocs.model.facts import AmountKind
from grantdocs.profiles import as_json, as_toml, load

FULL: dict[str, Any] = {
    "award_number": "LLI-444",
    "other_numbers": ["2020/17"],
    "title": {"en": "Green paths to school", "lv": "Zaļās takas uz skolu"},
    "acronym": "GreenPaths",
    "programme": "interreg-latvia-lithuania-2014-2020",
    "currency": "EUR",
    "total_cost": "120000.00",
    "union_contribution": "102000.00",
    "rate": "0.85",
    "start": "2020-03-01",
    "end": "2022-02-28",
    "partners": [
        {"name": {"en": "Upper Town Library"}, "role": "lead", "country": "LV", "total_cost": "70000.10"},
        {"name": "Lower Town Library"},
    ],
    "sites": ["https://example.org/greenpaths"],
    "contact": {"name": "The office", "e-mail of it": "office@example.org"},
    "copies": [{"register": "cfla", "digest": "sha256:" + "0" * 64, "date": "2024-01-31", "row": 7}],
}


def test_json_and_toml_and_mapping_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(FULL), encoding="utf-8")
    profile = load(FULL)
    (tmp_path / "a.toml").write_text(as_toml(profile), encoding="utf-8")

    assert as_json(profile) == FULL
    assert load(tmp_path / "a.json").digest == profile.digest
    assert as_json(load(tmp_path / "a.toml")) == FULL


def test_values_are_exact() -> None:
    profile = load(FULL)

    assert profile.amounts == {
        AmountKind.TOTAL_COST: Decimal("120000.00"), AmountKind.UNION_CONTRIBUTION: Decimal("102000.00")
    }  # fmt: skip
    assert profile.numbers == ("LLI-444", "2020/17")
    assert (profile.start, profile.end) == (dt.date(2020, 3, 1), dt.date(2022, 2, 28))
    assert profile.partners[0].amounts == {AmountKind.TOTAL_COST: Decimal("70000.10")}


def test_numbers_of_toml_and_json_stay_exact(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("total_cost = 34158.10\nrate = 0.85\nstart = 2020-03-01\n", encoding="utf-8")
    (tmp_path / "p.json").write_text('{"total_cost": 34158.10, "rate": 0.85, "start": "2020-03-01"}', encoding="utf-8")

    for name in ("p.toml", "p.json"):
        profile = load(tmp_path / name)
        assert profile.amounts[AmountKind.TOTAL_COST] == Decimal("34158.10")
        assert (profile.rate, profile.start) == (Decimal("0.85"), dt.date(2020, 3, 1))


@pytest.mark.parametrize(
    ("changed", "pointer", "said"),
    [
        ({"totalcost": "1"}, "/totalcost", "did you mean 'total_cost'?"),
        ({"award_nr": "1"}, "/award_nr", "did you mean 'award_number'?"),
        ({"rate": "85"}, "/rate", ""),
        ({"total_cost": "34 158,00"}, "/total_cost", ""),
        ({"start": "01.03.2020"}, "/start", ""),
        ({"end": "2019-01-01"}, "/end", "before it starts"),
        ({"programme": "interreg-latvia-lithuania-2014-2021"}, "/programme", "did you mean"),
        ({"partners": [{"name": "A", "role": "leader"}]}, "/partners/0/role", "did you mean 'lead'?"),
        ({"partners": [{"role": "lead"}]}, "/partners/0", "name"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_faults_are_named_with_their_place(changed: dict[str, Any], pointer: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        load({**FULL, **changed})

    assert caught.value.pointer == pointer
    assert said in caught.value.message


@pytest.mark.parametrize(("name", "text"), [("p.json", "{"), ("p.toml", "a ="), ("p.json", "[1]"), ("none.json", None)])
def test_files_that_are_no_profile(tmp_path: Path, name: str, text: str | None) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=name):
        load(tmp_path / name)


def test_fault_in_a_profile_that_stands_in_settings_is_named_with_their_file() -> None:
    with pytest.raises(DataError, match=r"^grantdocs.toml at /totalcost: .*did you mean 'total_cost'"):
        load({"totalcost": "1"}, called="grantdocs.toml")
