"""The degree or programme that a pathway leads to, as its record says it."""

import datetime

import pytest

from record_problems import TODAY, found, problems
from registries import make_registry
from testamur.records import registry
from testamur.records.model.pathways import Programme

FILE = "pathways/way.yml"


def text(**fields):
    fields = {"name": "BSc", "institution": "Shore", **fields}
    lines = "".join(f"  {name}: {value}\n" for name, value in fields.items() if value)
    return f"name: Way\nsteps: [{{achievement: visit}}]\nleadsTo:\n{lines}"


def test_a_programme_is_read(tmp_path):
    content = text(credits="4.5", url="https://shore.example/bsc", until="2028-08-31")
    way = registry.load(make_registry(tmp_path, {FILE: content}), today=TODAY).pathways["way"]
    assert way.leads_to == Programme(
        name="BSc",
        institution="Shore",
        credits=4.5,
        url="https://shore.example/bsc",
        until=datetime.date(2028, 8, 31),
    )


def test_an_agreement_that_is_over_is_a_warning(tmp_path):
    (warning,) = problems(tmp_path, {FILE: text(until="2026-10-31")})
    assert (warning.severity, warning.code, warning.field) == ("warning", "date-over", "leadsTo.until")
    assert problems(tmp_path, {FILE: text(until="2026-11-01")}) == []


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"name": ""}, "missing-field", "leadsTo"),
        ({"institution": ""}, "missing-field", "leadsTo"),
        ({"credits": "0"}, "number", "leadsTo.credits"),
        ({"credits": "601"}, "number", "leadsTo.credits"),
        ({"url": "http://shore.example"}, "url", "leadsTo.url"),
        ({"until": "soon"}, "date-format", "leadsTo.until"),
        ({"grade": "A"}, "unknown-field", "leadsTo.grade"),
    ],
)
def test_what_is_wrong_with_a_programme_is_told_with_its_field(tmp_path, fields, code, field):
    assert [(code, field) for code, _, field in found(tmp_path, {FILE: text(**fields)})] == [(code, field)]
