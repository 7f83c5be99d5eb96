"""Loading packs: our own, a stranger's, and bad ones that are named with file and place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from grantdocs._resources import rules_folder
from grantdocs.errors import RulePackError, ScopeError
from grantdocs.rules import packs

OWN = rules_folder() / "packs"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OWN / "erasmus-plus-2021", tmp_path / "erasmus-plus-2021"))


def change(file: Path, **values: object) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**data, **values}), encoding="utf-8")


def test_own_packs_are_listed_by_id() -> None:
    assert {"figures", "eu-cpr-2014", "eu-mga-2021"} <= set(packs.pack_ids())
    assert [pack.id for pack in packs.packs()] == list(packs.pack_ids())


def test_pack_of_a_folder(copy: Path) -> None:
    pack = packs.pack(str(copy))

    assert pack.id == "erasmus-plus-2021"
    assert pack.digest == packs.pack("erasmus-plus-2021").digest


def test_digest_follows_the_rules_and_not_the_layout(copy: Path) -> None:
    before = packs.load(copy).digest
    file = copy / "award-number.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8"))), encoding="utf-8")
    packs.load.cache_clear()
    same = packs.load(copy).digest
    change(file, title="Another title")
    packs.load.cache_clear()

    assert before == same != packs.load(copy).digest


@pytest.mark.parametrize("name", ["no-such-pack", "", "..", "../packs/figures", "figures/../figures", "./nowhere"])
def test_unknown_pack_names_those_there_are(name: str) -> None:
    with pytest.raises(ScopeError, match="figures"):
        packs.pack(name)


@pytest.mark.parametrize(
    ("file", "values", "pointer"),
    [
        ("award-number.json", {"level": "fatal"}, "/level"),
        ("award-number.json", {"expects": {}}, ""),
        ("award-number.json", {"citations": []}, "/citations"),
        ("award-number.json", {"citations": [{"article": "17"}]}, "/citations/0"),
        ("award-number.json", {"needs": ["awards"]}, "/needs/0"),
        ("award-number.json", {"applies": {"not": {}}}, "/applies"),
        ("award-number.json", {"expect": {"type": "nonsense"}}, "/expect/type"),
        ("award-number.json", {"messages": {"pass": "p", "fail": "f"}}, "/messages"),
        ("award-number.json", {"id": "other"}, "/id"),
        ("award-number.cases.json", {"cases": [{"description": "x", "verdict": "pass"}]}, "/cases/0"),
        ("pack.json", {"version": "1"}, "/version"),
        ("locales/lv.json", {"rules": {"award-number": {"title": "x"}}}, "/rules/award-number"),
    ],
)  # fmt: skip
def test_bad_file_is_named_with_its_place(copy: Path, file: str, values: dict, pointer: str) -> None:
    change(copy / file, **values)
    packs.load.cache_clear()

    with pytest.raises(RulePackError) as caught:
        packs.check(copy)

    assert Path(caught.value.path).name == Path(file).name
    assert caught.value.pointer == pointer


def test_file_that_is_no_json_is_named(copy: Path) -> None:
    (copy / "award-number.json").write_text("{", encoding="utf-8")
    packs.load.cache_clear()

    with pytest.raises(RulePackError, match=r"award-number\.json: not JSON"):
        packs.check(copy)


def test_strangers_pack_by_entry_point(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(copy / "pack.json", id="our-office")
    monkeypatch.setattr(packs, "_foreign", lambda: {"our-office": copy})

    assert packs.pack("our-office").rules[0].name == "our-office/award-number"
    assert packs.pack_ids()[-1] == "our-office"


@pytest.mark.parametrize("target", [str, Path, lambda path: lambda: path], ids=["text", "path", "function"])
def test_entry_point_may_name_a_folder_in_several_ways(tmp_path: Path, target) -> None:
    assert packs._folder(target(tmp_path)) == tmp_path
