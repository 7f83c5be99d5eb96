"""Loading packs: our own, a stranger's, and bad ones that are named with file and place."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grantdocs._resources import rules_folder
from grantdocs.errors import RulePackError, ScopeError
from grantdocs.rules import packs
from grantdocs.rules.checking import check

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
    with pytest.raises(ScopeError, match=r"figures|holds no rule pack"):
        packs.pack(name)


@pytest.mark.parametrize(
    ("file", "values", "pointer"),
    [
        ("award-number.json", {"level": "fatal"}, "/level"),
        ("award-number.json", {"expects": {}}, "/expects"),
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
        check(copy)

    assert Path(caught.value.path).name == Path(file).name
    assert caught.value.pointer == pointer


def test_file_that_is_no_json_is_named(copy: Path) -> None:
    (copy / "award-number.json").write_text("{", encoding="utf-8")
    packs.load.cache_clear()

    with pytest.raises(RulePackError, match=r"award-number\.json: not JSON"):
        check(copy)


@pytest.mark.parametrize(
    ("file", "values", "pointer", "meant"),
    [
        ("award-number.json", {"expct": {}}, "/expct", "did you mean 'expect'"),
        ("award-number.json", {"level": "eror"}, "/level", "did you mean 'error'"),
        ("award-number.json", {"binds": ["postr"]}, "/binds/0", "did you mean 'poster'"),
        ("award-number.json", {"status": "preview", "level": "error"}, "/level", "there are note, warning"),
        ("award-number.json", {"needs": ["/award"]}, "/needs/0", "did you mean '/awards'"),
        ("award-number.json", {"needs": ["/document/kinds"]}, "/needs/0", "did you mean '/document/kind'"),
        (
            "award-number.json",
            {"expect": {"properties": {"awards": {"contains": {"required": ["award_no"]}}}}},
            "/expect/properties/awards/contains/required/0",
            "did you mean 'award_number'",
        ),
        (
            "award-number.json",
            {"applies": {"properties": {"document": {"properties": {"kind": {"const": "postcard"}}}}}},
            "/applies/properties/document/properties/kind/const",
            "did you mean 'poster'",
        ),
        (
            "award-number.json",
            {"expect": {"anyOf": [{"properties": {"statements": {"contains": {"properties": {"family": {"const": "emblem-statement-2012"}}}}}}]}},
            "/expect/anyOf/0/properties/statements/contains/properties/family/const",
            "did you mean 'emblem-statement-2021'",
        ),
        ("award-number.json", {"arguments": {"number": "/awards/0/nr"}}, "/arguments/number", "/awards/0/nr"),
        ("award-number.json", {"arguments": {"number": "0/amount"}}, "/arguments/number", "leads nowhere"),
        ("award-number.json", {"messages": {"pass": "$numbr", "fail": "f", "cannot-tell": "c"}}, "/messages/pass", "no argument '$numbr'"),
        ("award-number.json", {"remedy": {"kind": "insert-statement", "family": "emblem-statment-2021"}}, "/remedy/family", "did you mean 'emblem-statement-2021'"),
        ("award-number.cases.json", {"cases": [{"description": "x", "verdict": "pass", "facts": {"award": []}}]}, "/cases/0/facts/award", "did you mean 'awards'"),
        ("award-number.cases.json", {"cases": [{"description": "x", "verdict": "fail", "facts": {"amounts": [{"minor": "1"}]}}]}, "/cases/0/facts/amounts/0/minor", "not of type"),
        ("locales/lv.json", {"rules": {"award-numbers": {"title": "x", "messages": {"pass": "", "fail": "", "cannot-tell": ""}}}}, "/rules/award-numbers", "did you mean 'award-number'"),
    ],
)  # fmt: skip
def test_error_says_what_was_meant(copy: Path, file: str, values: dict, pointer: str, meant: str) -> None:
    change(copy / file, **values)
    packs.load.cache_clear()

    with pytest.raises(RulePackError) as caught:
        check(copy)

    assert Path(caught.value.path).name == Path(file).name
    assert caught.value.pointer == pointer
    assert meant in caught.value.message


def test_rule_without_cases_is_not_proved(copy: Path) -> None:
    (copy / "award-number.cases.json").unlink()

    with pytest.raises(RulePackError, match="cases that prove the rule are missing"):
        check(copy)


def test_unknown_pack_may_be_a_misspelled_one() -> None:
    with pytest.raises(ScopeError, match="did you mean figures"):
        packs.pack("figurs")


@pytest.mark.parametrize("inside", ["packs", "."], ids=["folder packs", "right in it"])
def test_folder_may_hold_several_packs(tmp_path: Path, inside: str) -> None:
    for id_ in ("our-office", "our-town"):
        made = Path(shutil.copytree(OWN / "erasmus-plus-2021", tmp_path / inside / id_))
        change(made / "pack.json", id=id_)

    assert [pack.id for pack in packs.packs_of(str(tmp_path))] == ["our-office", "our-town"]
    with pytest.raises(ScopeError, match="our-office, our-town"):
        packs.pack(str(tmp_path))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Put a tiny wheel on the path: files of a package, and a dist-info with its entry point."""

    def install(value: str, code: str = "", pack: str = "packs/our-office") -> None:
        package = tmp_path / "our_rules"
        package.mkdir()
        (package / "__init__.py").write_text(code, encoding="utf-8")
        made = Path(shutil.copytree(OWN / "erasmus-plus-2021", package / pack, dirs_exist_ok=True))
        change(made / "pack.json", id="our-office")
        info = tmp_path / "our_rules-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-rules\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[grantdocs.packs]\nours = {value}\n", encoding="utf-8")

    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "our_rules", raising=False)
    packs._foreign.cache_clear()
    yield install
    packs._foreign.cache_clear()
    sys.modules.pop("our_rules", None)


@pytest.mark.parametrize(
    ("value", "code", "pack"),
    [
        ("our_rules", "", "packs/our-office"),
        ("our_rules", "", "."),
        ("our_rules:FOLDER", "from pathlib import Path\nFOLDER = Path(__file__).parent / 'data'", "data"),
        ("our_rules:folder", "import os\ndef folder():\n    return os.path.dirname(__file__)", "packs/x"),
    ],
    ids=["package with packs", "package that is one", "path", "function"],
)
def test_strangers_pack_by_entry_point(installed: Callable[..., None], value: str, code: str, pack: str) -> None:
    installed(value, code, pack)

    assert packs.pack("our-office").rules[0].name == "our-office/award-number"
    assert packs.pack_ids()[-1] == "our-office"


@pytest.mark.parametrize(
    ("value", "code", "reason"),
    [
        ("our_rules:NOTHING", "", "cannot be loaded"),
        ("our_rules", "raise OSError('no disk')", "no disk"),
        ("our_rules:FOLDER", "FOLDER = '/nowhere'", "holds no pack"),
    ],
)
def test_entry_point_that_leads_nowhere_is_named(installed, value: str, code: str, reason: str) -> None:
    installed(value, code)

    with pytest.raises(RulePackError, match=rf"entry point ours = {value}.*{reason}"):
        packs.pack("our-office")


def test_strangers_pack_is_checked_when_it_is_used(installed: Callable[..., None], tmp_path: Path) -> None:
    installed("our_rules")
    change(tmp_path / "our_rules/packs/our-office/award-number.json", needs=["/award"])

    with pytest.raises(RulePackError, match=r"award-number\.json at /needs/0.*did you mean '/awards'"):
        packs.pack("our-office")
