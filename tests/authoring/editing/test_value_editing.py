"""Edits of any value: over every record of the demo, in both line ends, and in layouts that people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths import ROOT
from testamur.authoring.editing.record_text import read_record
from testamur.authoring.editing.value_editing import remove_value, set_value
from testamur.errors import UsageError
from testamur.records.parsing import yaml_subset
from testamur.records.parsing.kinds import KINDS
from thoroughness import examples

KIND = {kind.folder: kind.name for kind in KINDS.values()}
RECORDS = [
    path
    for folder in ("", "achievements", "offerings", "pathways", "endorsements", "known-issuers", "demand")
    for path in sorted((ROOT / "credentials" / folder).glob("*.yml"))
]
VISIT = """\
# Ana typed this
name: Harbour Visit  # as on the door
achievementType: Badge
description: >-
  A visit
  to the harbour.
outcomes:
  # the first is examined
  - Read a chart  # aloud
  - Tie a knot
  - Ring the bell

# how long
workload: {hours: 5 } # about
level:
  eqf: 3  # ours
  confirmedBy: QQI
  # and no other
criteria: 'Come, and look.'
tag: [sea, land]
"""


def value(data):
    return yaml_subset.parse(data, "record.yml").value


def lines_of(record, name):
    """Where the lines of a top-level field begin and end."""
    key, item = record.field(name)
    return record.line_start(key.start_mark.index), record.line_end(record.end(item))


def other(found):
    """Another value of the same kind."""
    if isinstance(found, bool):
        return not found
    if isinstance(found, int | float):
        return found + 1
    if isinstance(found, str):
        return f"{found}, as it was"
    return [*found[:-1], {**found[-1], "more": "x"} if isinstance(found[-1], dict) else "another: one"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_in_every_record_of_the_demo_each_field_changes_alone(path, ending):
    data = path.read_text(encoding="utf-8").replace("\n", ending).encode()
    record = read_record(data)
    kind = KIND.get(path.parent.name, "issuer")
    for name, found in record.value.items():
        if isinstance(found, dict):
            continue  # a map of languages or of details: these change one by one, below
        start, end = lines_of(record, name)
        changed = set_value(data, (name,), other(found), kind=kind).decode()
        assert value(changed.encode()) == {**record.value, name: other(found)}
        assert changed.startswith(record.text[:start])
        assert changed.endswith(record.text[end:])
        assert changed.count("\n") == changed.count(ending)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_in_every_record_of_the_demo_each_field_can_be_taken_out_alone(path):
    data = path.read_bytes()
    record = read_record(data)
    for name in record.value:
        start, end = lines_of(record, name)
        left = remove_value(data, (name,)).decode()
        assert value(left.encode()) == {key: item for key, item in record.value.items() if key != name}
        assert left == record.text[:start] + record.text[end:]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("path", "new", "old", "line"),
    [
        (("name",), "Tour", "name: Harbour Visit  #", "name: Tour  #"),
        (("outcomes",), ["Read a chart", "Ring the bell"], "  - Tie a knot\n", ""),
        (("outcomes",), ["Read a chart", "Tie a knot", "Ring the bell", "Row"], "the bell\n", "the bell\n  - Row\n"),
        (("outcomes",), ["Read a chart", "Tie a bow", "Ring the bell"], "Tie a knot", "Tie a bow"),
        (("outcomes",), ["Row", "Read a chart", "Tie a knot", "Ring the bell"], "  - Read", "  - Row\n  - Read"),
        (("workload", "hours"), 7.5, "{hours: 5 }", "{hours: 7.5 }"),
        (("level", "eqf"), 4, "eqf: 3 ", "eqf: 4 "),
        (("level", "qfEhea"), "short-cycle", "eqf: 3  # ours\n", "eqf: 3  # ours\n  qfEhea: short-cycle\n"),
        (("criteria",), "Look: twice.", "'Come, and look.'", "'Look: twice.'"),
        (("tag",), ["sea"], "[sea, land]", "[sea]"),
        (("participation",), "online", "and look.'\n", "and look.'\nparticipation: online\n"),
        (("validFor",), "P3Y", "tag: [sea, land]\n", "tag: [sea, land]\nvalidFor: P3Y\n"),
        (("assessment", "supervision"), "supervised", "look.'\n", "look.'\nassessment: {supervision: supervised}\n"),
        (("description",), "A day.", ">-\n  A visit\n  to the harbour.\n", "A day.\n"),
    ],
)  # fmt: skip
def test_a_value_that_is_set_changes_its_own_place(path, new, old, line, ending):
    before = VISIT.replace("\n", ending)
    after = VISIT.replace(old, line)
    assert after != VISIT
    assert set_value(before.encode(), path, new, kind="achievement").decode() == after.replace("\n", ending)


@pytest.mark.parametrize(
    ("path", "old", "left"),
    [
        (("level", "eqf"), "  eqf: 3  # ours\n", ""),
        (("workload", "hours"), "workload: {hours: 5 } # about\n", ""),
        (("level", "confirmedBy"), "  confirmedBy: QQI\n", ""),
        (("tag",), "tag: [sea, land]\n", ""),
    ],
)
def test_a_value_is_taken_out_with_the_mapping_that_held_nothing_else(path, old, left):
    assert remove_value(VISIT.encode(), path).decode() == VISIT.replace(old, left)


def test_what_is_not_there_is_taken_out_without_a_change():
    assert remove_value(VISIT.encode(), ("assessment", "type")) == VISIT.encode()


def test_the_same_value_again_changes_no_byte():
    assert set_value(VISIT.encode(), ("criteria",), "Come, and look.", kind="achievement") == VISIT.encode()


def test_a_record_in_braces_stays_in_braces():
    before = b"{name: A, achievementType: Badge, description: B, criteria: C }\n"
    found = set_value(before, ("assessment",), {"type": ["project"]}, kind="achievement")
    assert found == before.replace(b"criteria: C", b"criteria: C, assessment: {type: [project]}")


def test_what_no_record_may_hold_is_refused():
    with pytest.raises(UsageError, match="a record cannot contain this"):
        set_value(VISIT.encode(), ("name",), "a\u202eb", kind="achievement")


TEXTS = st.text("aé🎓 ,:#'\"[]{}|\\-\n", min_size=1).map(str.strip).filter(bool)


@examples(80, 1000)
@given(st.sampled_from(["name", "description", "criteria", "prerequisites"]), TEXTS)
def test_a_text_set_reads_back_and_all_other_values_stay_the_same(name, text):
    assert value(set_value(VISIT.encode(), (name,), text, kind="achievement")) == {**value(VISIT.encode()), name: text}


@examples(80, 1000)
@given(st.lists(TEXTS.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=5))
def test_a_list_set_reads_back_and_keeps_what_is_around_it(texts):
    found = set_value(VISIT.encode(), ("outcomes",), texts, kind="achievement")
    assert value(found) == {**value(VISIT.encode()), "outcomes": texts}
    assert b"# Ana typed this" in found
    assert b"# how long" in found
