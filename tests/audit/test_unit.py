"""The unit of work: one document in, one record out, the same bytes each time."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import jsonschema
import pytest

from grantdocs._resources import schema
from grantdocs.audit import unit
from grantdocs.audit.likeness import likeness
from grantdocs.audit.records import Item, Record, Settings, Status
from grantdocs.audit.unit import audit_one
from grantdocs.errors import ScopeError
from grantdocs.readers import Limits, read

PAGE = (
    b"<html lang='en'><body><h1>Green paths</h1><p>The project Green paths is carried out under the Interreg V-A "
    b"Latvia-Lithuania Programme 2014-2020. Its total budget is EUR 120 000.00."
)
CAPTURE = Item(
    "https://town.test/news.php?file=leaflet.pdf", data=PAGE, media_type="text/html", captured="2021-02-03T04:05:06Z",
    archive="site.warc.gz", offset=7, digest="sha256:x", size=len(PAGE),
)  # fmt: skip


PROJECT = Settings(assume={"is_project": True, "programmes": ["interreg-latvia-lithuania-2014-2020"]})


def test_a_capture_is_judged_and_says_where_it_comes_from() -> None:
    record = audit_one(CAPTURE, PROJECT)
    assert (record.status, record.verdict, record.reason) == (Status.JUDGED, "fail", "")
    assert (record.uri, record.offset, record.media_type) == (CAPTURE.uri, 7, "text/html")
    facts = json.loads(record.facts)
    jsonschema.validate(facts, schema("facts"))
    assert {key: facts["document"][key] for key in ("uri", "archive", "captured", "digest")} == {
        "uri": CAPTURE.uri, "archive": "site.warc.gz", "captured": "2021-02-03T04:05:06Z", "digest": record.digest,
    }  # fmt: skip
    assert json.loads(record.report)["document"] == facts["document"]


def test_the_same_item_gives_the_same_record_through_a_pickle() -> None:
    first = audit_one(CAPTURE, Settings())
    again = audit_one(*pickle.loads(pickle.dumps((CAPTURE, Settings()))))
    assert pickle.loads(pickle.dumps(again)) == first


def test_a_file_says_nothing_of_captures(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    record = audit_one(Item("page.html", path=str(path)), Settings())
    assert record.uri == "page.html"
    assert not {"archive", "captured"} & set(json.loads(record.facts)["document"])
    assert str(tmp_path) not in record.report


def test_what_is_missing_from_a_truncated_capture_cannot_be_told() -> None:
    cut = Item(CAPTURE.uri, data=PAGE, truncated="length")
    before, after = (json.loads(audit_one(item, PROJECT).report)["findings"] for item in (CAPTURE, cut))
    absent = {f["rule"] for f in before if f["verdict"] == "fail" and f["evidence"][0]["role"] == "searched"}
    told = {f["rule"]: f["verdict"] for f in after}
    assert absent
    assert {told[rule] for rule in absent} == {"cannot-tell"}


@pytest.mark.parametrize(
    ("item", "settings", "reason"),
    [
        (Item("a.html", data=b""), Settings(), "is empty"),
        (Item("a.bin", data=b"\0\1\2\3" * 99), Settings(), "is neither text"),
        (Item("a.html", path="gone/a.html"), Settings(), "does not exist"),
        (Item("a.html", data=PAGE), Settings(limits=Limits(max_bytes=10)), "is larger than"),
    ],
)
def test_what_no_reader_can_read(item: Item, settings: Settings, reason: str) -> None:
    record = audit_one(item, settings)
    assert record.status is Status.UNREAD
    assert record.reason.startswith(reason)
    assert record.report is None


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (MemoryError(), Status.MEMORY, "needs more memory"),
        (ZeroDivisionError("x"), Status.CRASHED, "ZeroDivisionError in "),
        (RecursionError("x"), Status.CRASHED, "RecursionError in "),
    ],
)
def test_trouble_is_told(error: Exception, status: Status, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(unit, "check", fail)
    record = audit_one(CAPTURE, Settings())
    assert record.status is status
    assert record.reason.startswith(reason)


def test_want_of_memory_in_a_reader_is_told_from_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("grantdocs.readers.html.READER.read.__code__", fail.__code__)
    assert audit_one(CAPTURE, Settings()).status is Status.MEMORY


def test_wrong_settings_are_nobody_elses_fault() -> None:
    with pytest.raises(ScopeError):
        audit_one(CAPTURE, Settings(packs=("no-such-pack",)))
    with pytest.raises(ScopeError):
        audit_one(CAPTURE, Settings(assume={"colour": "green"}))


def test_likeness_of_texts() -> None:
    text = " ".join(f"word{number} of the town's long story" for number in range(60))
    near = text.replace("word30", "changed") + " And one more line."
    other = " ".join(f"another{number} tale from elsewhere entirely" for number in range(60))
    assert likeness_of(text) == likeness_of(text.upper())
    assert apart(text, near) <= 8 < apart(text, other)
    assert likeness_of("a few words") is None


def test_menus_and_footers_are_not_likened() -> None:
    story = "".join(f"<p>Bench number {number} was set up by the river." for number in range(9))
    menu = "<nav>" + "".join(f"<a href='/{number}'>Item {number} of the menu</a>" for number in range(60)) + "</nav>"
    foot = "<footer>Town of X, Great Square 1, open from eight to five every day but Sunday</footer>"
    bare, framed = (read(f"<html><body>{page}".encode(), name="a.html") for page in (story, menu + story + foot))
    assert likeness(bare) == likeness(framed) is not None
    assert likeness(read(f"<html><body>{menu}{foot}".encode(), name="a.html")) is None


def apart(one: str, other: str) -> int:
    return (int(likeness_of(one), 16) ^ int(likeness_of(other), 16)).bit_count()


def likeness_of(text: str) -> str:
    return likeness(read(text.encode(), name="a.txt"))


def test_personal_data_are_masked_unless_asked_for() -> None:
    page = PAGE.replace(b"</h1>", b", ask ann@x.lv, tel. 29123456, personas kods 010190-12345</h1>")
    item = Item("a.html", data=page, size=len(page))
    masked, bare = audit_one(item, Settings()), audit_one(item, Settings(mask=False))
    title = json.loads(masked.facts or "")["document"]["title"]
    assert title == "Green paths, ask •••@•.••, tel. ••••••••, personas kods ••••••-•••••"
    assert "010190-12345" in (bare.facts or "")
    assert "010190-12345" not in (masked.facts or "") + (masked.report or "")
    assert "120 000.00" in (masked.facts or "")
    assert masked.verdict == bare.verdict


def test_keys_change_with_what_decides() -> None:
    keys = {
        settings.key("sha256:a")
        for settings in (Settings(), Settings(packs=("figures",)), Settings(language="lv"), Settings(timeout=1),
                         Settings(assume={"is_project": True}), Settings(limits=Limits(max_pages=1)))
    }  # fmt: skip
    assert len(keys) == 6
    assert Settings().key("sha256:a") == Settings().key("sha256:a") != Settings().key("sha256:b")


def test_a_record_of_an_item_keeps_what_is_known() -> None:
    record = Record.of(CAPTURE, Status.DUPLICATE, duplicate_of="https://town.test/")
    assert (record.uri, record.digest, record.size, record.captured) == (
        CAPTURE.uri, "sha256:x", len(PAGE), CAPTURE.captured,
    )  # fmt: skip
