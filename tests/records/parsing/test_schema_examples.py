"""Examples from the schemas: a person can type them into a record as they are shown."""

import pytest

from testamur.records.parsing import schema, schema_examples, yaml_subset
from testamur.records.parsing.kinds import KINDS

FIELDS = [
    (kind, name)
    for kind in KINDS
    for name, inner in schema.bundled(kind)["properties"].items()
    if inner.get("examples")
]


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_an_example_is_read_as_the_value_that_it_shows(kind, name):
    bundle = schema.bundled(kind)
    field = bundle["properties"][name]
    parsed = yaml_subset.parse(f"{name}: {schema_examples.example(bundle, field)}\n".encode(), "credentials/x.yml")
    assert (parsed.problems, parsed.value) == ([], {name: field["examples"][0]})


@pytest.mark.parametrize(("schema_", "shown"), [
    ({"examples": ["Harbour Visit"]}, "Harbour Visit"), ({"examples": ["#0b6e4f"]}, '"#0b6e4f"'),
    ({"examples": ["true"]}, '"true"'), ({"examples": ["2026-05-14"]}, "2026-05-14"), ({"enum": ["public"]}, "public"),
    ({"type": "boolean"}, "true"), ({"type": "string"}, ""),
])  # fmt: skip
def test_quotes_stand_only_where_they_are_needed(schema_, shown):
    assert schema_examples.example({}, schema_) == shown


def test_an_example_of_the_field_counts_before_that_of_what_it_refers_to():
    bundle = {"$defs": {"name": {"description": "A name.", "examples": ["other"]}}}
    field = {"$ref": "#/$defs/name", "examples": ["own"]}
    assert schema_examples.example(bundle, field) == "own"
    assert schema_examples.described(bundle, ["$defs", "name"])["examples"] == ["other"]
