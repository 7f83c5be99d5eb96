"""The verdict table row by row, and that one bad rule costs no other its verdict."""

from __future__ import annotations

import pytest

from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Citation, Level, Pack, Rule
from grantdocs.rules import judge
from grantdocs.rules.evaluate import touches, verdict
from grantdocs.testing import document_of, facts_of

PASS, FAIL, OPEN, NONE = Verdict.PASS, Verdict.FAIL, Verdict.CANNOT_TELL, Verdict.NOT_APPLICABLE
HAS_FUND = {"properties": {"funds": {"contains": {"properties": {"id": {"const": "ERDF"}}}}}, "required": ["funds"]}
EVEN = {"properties": {"figures": {"items": {"properties": {"excess": {"const": 0}}}}}}
IS_PROJECT = {"properties": {"document": {"properties": {"is_project": {"const": True}}}}}


def a_rule(id_="rule", kind="presence", expect=HAS_FUND, needs=("/funds",), applies=IS_PROJECT, **more) -> Rule:
    messages = {"en": {"pass": "there", "fail": "missing", "cannot-tell": "open"}}
    law = (Citation(document="The law"),)
    return Rule(id_, "pack", "A title", Level.ERROR, kind, law, applies, needs, expect, messages, **more)


def findings(facts: dict, *rules: Rule, text: str = ""):
    document = document_of(text)
    return judge(facts_of(facts, document), document, [Pack("pack", "1.0.0", "Pack", "sha256:0", rules)])


def gap(pointer: str) -> dict:
    return {"extraction": {"gaps": [{"reason": "unread", "pointer": pointer, "detail": "it was not read"}]}}


@pytest.mark.parametrize(
    ("kind", "applies", "open_", "holds", "gap_", "wanted"),
    [
        ("presence", False, False, False, False, NONE),
        ("presence", False, True, False, True, OPEN),
        ("presence", True, True, True, False, PASS),
        ("presence", True, True, False, False, OPEN),
        ("presence", True, False, True, False, PASS),
        ("presence", True, False, True, True, PASS),
        ("presence", True, False, False, False, FAIL),
        ("presence", True, False, False, True, OPEN),
        ("consistency", False, False, True, False, NONE),
        ("consistency", False, True, True, True, OPEN),
        ("consistency", True, True, False, False, OPEN),
        ("consistency", True, True, True, False, PASS),
        ("consistency", True, False, False, False, FAIL),
        ("consistency", True, False, False, True, FAIL),
        ("consistency", True, False, True, False, PASS),
        ("consistency", True, False, True, True, OPEN),
    ],
)
def test_verdict_table(kind, applies, open_, holds, gap_, wanted) -> None:
    assert verdict(kind, applies=applies, open_=open_, holds=holds, gap=gap_) is wanted


@pytest.mark.parametrize(
    ("kind", "facts", "wanted"),
    [
        ("presence", {"document": {"is_project": False}}, NONE),
        ("presence", {"document": {"is_project": False}} | gap("/document/is_project"), OPEN),
        ("presence", {"document": {"is_project": False}} | gap("/document"), OPEN),
        ("presence", {"document": {"is_project": False}} | gap("/funds"), NONE),
        ("presence", {"funds": [{"id": "ERDF"}]}, PASS),
        ("presence", {"funds": [{"id": "ERDF"}]} | gap("/funds"), PASS),
        ("presence", {"funds": [{"id": "ESF"}]}, FAIL),
        ("presence", {}, FAIL),
        ("presence", gap("/funds"), OPEN),
        ("presence", gap("/funds/3/id"), OPEN),
        ("presence", gap(""), OPEN),
        ("presence", gap("/fundsX"), FAIL),
        ("presence", gap("/amounts"), FAIL),
        ("consistency", {"figures": [{"kind": "sum", "unit": "minor", "claimed": 2, "computed": 1}]}, FAIL),
        ("consistency", {"figures": [{"kind": "sum", "unit": "minor", "claimed": 2, "computed": 1}]} | gap(""), FAIL),
        ("consistency", {"figures": [{"kind": "sum", "unit": "minor", "claimed": 1, "computed": 1}]}, PASS),
        (
            "consistency",
            {"figures": [{"kind": "sum", "unit": "minor", "claimed": 1, "computed": 1}]} | gap("/figures"),
            OPEN,
        ),
        (
            "consistency",
            {"figures": [{"kind": "sum", "unit": "minor", "claimed": 1, "computed": 1}]} | gap("/dates"),
            PASS,
        ),
    ],
)
def test_verdict_from_facts(kind, facts, wanted) -> None:
    consistent = {"kind": "consistency", "expect": EVEN, "needs": ("/figures",)}
    rule = a_rule(**(consistent if kind == "consistency" else {}))

    assert [finding.verdict for finding in findings(facts, rule)] == [wanted]


@pytest.mark.parametrize(
    ("pointer", "other", "wanted"),
    [
        ("", "/funds", True),
        ("/funds", "", True),
        ("/funds", "/funds/0", True),
        ("/funds/0/id", "/funds", True),
        ("/funds", "/funds", True),
        ("/fund", "/funds", False),
        ("/funds/1", "/funds/10", False),
        ("/dates", "/funds", False),
    ],
)
def test_touches_looks_at_whole_steps(pointer: str, other: str, wanted: bool) -> None:
    assert touches(pointer, other) is wanted


def test_gap_of_an_alternative_that_applies_looks_at() -> None:
    either = {"anyOf": [{"properties": {"rates": {"minItems": 1}}}, {"properties": {"dates": {"minItems": 1}}}]}

    assert findings(gap("/dates"), a_rule(applies=either))[0].verdict is OPEN
    assert findings(gap("/links"), a_rule(applies=either))[0].verdict is NONE


@pytest.mark.parametrize(
    "expect",
    [
        {"properties": {"funds": {"$ref": "https://example.org/never-fetched.json"}}},
        {"properties": {"funds": {"type": "no-such-type"}}},
        {"properties": {"document": {"properties": {"title": {"pattern": "(unclosed"}}}}},
    ],
)
def test_rule_that_cannot_be_evaluated_cannot_tell(expect, caplog: pytest.LogCaptureFixture) -> None:
    facts = {"funds": [{"id": "ERDF"}], "document": {"is_project": True, "title": "A title"}}

    broken, sound = findings(facts, a_rule("broken", expect=expect), a_rule("sound"))

    assert (broken.verdict, sound.verdict) == (OPEN, PASS)
    assert "pack/broken" in caplog.text


def test_pattern_that_takes_too_long_cannot_tell(caplog: pytest.LogCaptureFixture) -> None:
    slow = {"properties": {"document": {"properties": {"title": {"pattern": r"^(\w|\w\w)+!$"}}}}}
    facts = {"document": {"is_project": True, "title": "a" * 60 + "!?"}}

    assert findings(facts, a_rule(expect=slow))[0].verdict is OPEN


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"document": {"is_project": False}} | gap("/figures"), NONE),
        ({"document": {"is_project": False}} | gap(""), OPEN),
        ({"document": {"is_project": True}} | gap("/figures"), OPEN),
        ({"document": {"is_project": True}} | gap("/dates"), NONE),
    ],
)
def test_gap_cannot_open_what_another_condition_closes(facts, wanted) -> None:
    both = {"properties": {**IS_PROJECT["properties"], "figures": {"minItems": 1}}}

    assert (
        findings(facts, a_rule(kind="consistency", applies=both, expect=EVEN, needs=("/figures",)))[0].verdict is wanted
    )


def test_message_takes_the_language_and_falls_back() -> None:
    rule = a_rule(titles={"lv": "Nosaukums"})
    document = document_of("")
    pack = Pack("pack", "1.0.0", "Pack", "", (rule,))

    (finding,) = judge(facts_of({}, document), document, [pack], language="lv")

    assert (finding.title, finding.message) == ("Nosaukums", "missing")


def test_fingerprint_stays_when_lines_move_and_changes_with_the_words() -> None:
    rule = a_rule()
    facts = {"funds": [{"id": "ERDF", "text": "the Fund"}]}
    (here,) = findings(facts, rule, text="Paid by the Fund.")
    (moved,) = findings(facts, rule, text="News\nof today\nPaid by the Fund.")
    (other,) = findings({"funds": [{"id": "ERDF", "text": "ERDF"}]}, rule, text="Paid by ERDF.")

    assert here.evidence[0].location != moved.evidence[0].location
    assert here.fingerprint == moved.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("language", "wanted"), [("en", "Whether this has to be judged"), ("lv", "Nevar pateikt"), ("xx", "Whether this")]
)
def test_message_where_it_is_open_whether_the_rule_applies(language: str, wanted: str) -> None:
    document = document_of("")
    facts = facts_of({"document": {"is_project": False}} | gap(""), document)

    (finding,) = judge(facts, document, [Pack("pack", "1.0.0", "Pack", "", (a_rule(),))], language=language)

    assert finding.message.startswith(wanted)
    assert "A title" in finding.message


ON_POSTERS = {"properties": {"document": {"properties": {"kind": {"const": "poster"}}}}}


@pytest.mark.parametrize(
    ("kind", "unclear", "fund", "wanted"),
    [
        ("poster", False, False, FAIL),
        ("poster", True, False, OPEN),
        ("poster", True, True, PASS),
        ("document", False, False, NONE),
        ("document", True, False, OPEN),
        ("document", True, True, OPEN),
    ],
)
def test_kind_that_is_only_likely_fails_nothing(kind: str, unclear: bool, fund: bool, wanted: Verdict) -> None:
    facts = {"document": {"kind": kind}, "funds": [{"id": "ERDF"}] if fund else []}
    found = findings(facts | (gap("/document/kind") if unclear else {}), a_rule(applies=ON_POSTERS))

    assert found[0].verdict is wanted
    if wanted is OPEN:
        assert [item.pointer for item in found[0].evidence] == ["/extraction/gaps/0"]
