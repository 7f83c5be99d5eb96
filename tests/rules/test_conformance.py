"""Whether facts hold against a schema: the same with and without the fast library, and never for long."""

from __future__ import annotations

from typing import Any

import pytest

from grantdocs.rules import conformance
from grantdocs.rules.conformance import errors, holds

FACTS = {"format": "pdf", "funds": [{"id": "ERDF"}, {"id": "CF", "notes": None}], "size": 2.0, "name": "Käsi ķ 12"}
SCHEMAS: list[tuple[dict[str, Any], list[str]]] = [
    ({"properties": {"format": {"const": "pdf"}}}, []),
    ({"properties": {"format": {"enum": ["docx"]}}}, ["/format"]),
    ({"required": ["images"]}, [""]),
    ({"properties": {"images": {"contains": {"const": 1}}}}, []),
    ({"properties": {"funds": {"contains": {"properties": {"id": {"const": "ESF"}}}}}}, ["/funds"]),
    ({"properties": {"funds": {"items": {"properties": {"id": {"const": "ERDF"}}}}}}, ["/funds/1/id"]),
    ({"properties": {"funds": {"items": {"not": {"required": ["notes"]}}}}}, ["/funds/1"]),
    ({"properties": {"funds": {"minItems": 3, "uniqueItems": True}}}, ["/funds"]),
    ({"properties": {"funds": {"contains": True, "minContains": 2, "maxContains": 2}}}, []),
    ({"anyOf": [{"required": ["x"]}, {"properties": {"funds": {"items": {"required": ["notes"]}}}}]}, ["/funds/0"]),
    ({"oneOf": [{"required": ["funds"]}, {"required": ["size"]}]}, [""]),
    ({"if": {"required": ["funds"]}, "then": {"properties": {"size": {"minimum": 3}}}}, ["/size"]),
    ({"properties": {"size": {"type": "integer"}}}, []),
    ({"properties": {"size": {"const": 2}}}, []),
    ({"properties": {"name": {"pattern": r"^\w+ \w \d+$"}}}, []),
    ({"properties": {"name": {"pattern": "^[a-z]+$"}}}, ["/name"]),
]


@pytest.mark.parametrize("fast", [True, False], ids=["jsonschema-rs", "jsonschema alone"])
@pytest.mark.parametrize(("schema", "places"), SCHEMAS)
def test_places_of_errors(monkeypatch, fast: bool, schema: dict[str, Any], places: list[str]) -> None:
    if not fast:
        monkeypatch.setattr(conformance, "_fast", lambda _schema: None)
    monkeypatch.setattr(conformance, "_kept", {})

    assert errors(schema, FACTS) == places
    assert holds(schema, FACTS) == (not places)


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"name": {"pattern": "x"}}},
        {"anyOf": [{"items": {"patternProperties": {"x": {}}}}]},
        {"$ref": "https://example.org/schema.json"},
        {"properties": {"x": {"format": "date"}}},
    ],
)
def test_what_libraries_treat_differently_is_left_to_one(schema: dict[str, Any]) -> None:
    assert conformance._fast(schema) is None


def test_keys_of_facts_are_no_keywords() -> None:
    pytest.importorskip("jsonschema_rs")
    assert conformance._fast({"properties": {"format": {"const": "pdf"}, "pattern": {"const": 1}}}) is not None


def test_schema_is_compiled_once(monkeypatch) -> None:
    made = []
    monkeypatch.setattr(conformance, "_kept", {})
    monkeypatch.setattr(conformance, "_fast", made.append)
    schema = {"required": ["funds"]}

    assert holds(schema, FACTS)
    assert errors(schema, FACTS) == []
    assert made == [schema]


def test_pattern_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(TimeoutError):
        errors({"pattern": "^(?:a|aa)+$"}, "a" * 60 + "!")


def test_reference_is_never_fetched() -> None:
    from referencing.exceptions import Unresolvable

    with pytest.raises(Unresolvable):
        errors({"$ref": "https://example.org/schema.json"}, {})
