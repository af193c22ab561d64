import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.authoring.editing.field_editing import remove_fields, set_text
from testamur.errors import UsageError
from testamur.records.parsing import yaml_subset
from thoroughness import examples

AWARD = """\
# Ana typed this
achievement: visit
learner: l-1  # Ada
validUntil: "2029-05-14" # three years
awardedDate: 2026-05-14
results:
  # of the second try
  chart: "87"
  # and no other

# kept
evidence:
- {name: 'Ada’s report', id: https://work.example/1}
- name: |
    Talk
  description: >-
    Two
    lines.
visibility: public
"""


def value(data):
    return yaml_subset.parse(data, "award.yml").value


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("path", "text", "old", "new"),
    [
        (("validUntil",), "2030-01-01", '"2029-05-14"', '"2030-01-01"'),
        (("awardedDate",), "2026-05-15", "awardedDate: 2026-05-14", "awardedDate: 2026-05-15"),
        (("language",), "en", "visibility: public\n", "visibility: public\nlanguage: en\n"),
        (("evidence", 0, "name"), "Ada's talk", "'Ada’s report'", "'Ada''s talk'"),
        (("evidence", 0, "id"), "https://work.example/2", "https://work.example/1", '"https://work.example/2"'),
        (("evidence", 1, "name"), "Talk: one", "|\n    Talk\n", '"Talk: one"\n'),
        (("evidence", 1, "description"), "A, [b]", ">-\n    Two\n    lines.\n", '"A, [b]"\n'),
    ],
)
def test_setting_a_text_changes_only_that_text(path, text, old, new, ending):
    before, after = AWARD.replace("\n", ending), AWARD.replace(old, new).replace("\n", ending)
    assert set_text(before.encode(), path, text).decode() == after


def test_a_new_field_is_inserted_in_the_order_of_the_schema():
    without = AWARD.replace('validUntil: "2029-05-14" # three years\n', "")
    found = set_text(without.encode(), ("validUntil",), "2030-01-01").decode()
    assert found == without.replace("awardedDate: 2026-05-14\n", "awardedDate: 2026-05-14\nvalidUntil: 2030-01-01\n")


def test_a_new_field_can_be_added_to_an_inline_mapping():
    found = set_text(b"{achievement: a, awardedDate: 2026-05-14 }\n", ("validUntil",), "2030-01-01")
    assert found == b"{achievement: a, awardedDate: 2026-05-14, validUntil: 2030-01-01 }\n"


def test_a_new_field_of_the_issuer_is_inserted_before_its_keys():
    issuer = b"base: https://badges.harbour.example # final\nname: Harbour\n\nverificationMethod: # two\n  - {}\n"
    found = set_text(issuer, ("ledgerId",), "dk3q-9d2m-xw4t-8hzn", kind="issuer")
    assert found == issuer.replace(b"Harbour\n", b"Harbour\nledgerId: dk3q-9d2m-xw4t-8hzn\n")


@pytest.mark.parametrize("path", [("evidence", 5, "name"), ("evidence", 0, "genre"), ("results",)])
def test_a_value_that_is_not_text_cannot_be_set(path):
    with pytest.raises(UsageError, match="edit the file itself"):
        set_text(AWARD.encode(), path, "x")


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_removing_fields_removes_their_comments(ending):
    left = (
        '# Ana typed this\nachievement: visit\nvalidUntil: "2029-05-14" # three years\nawardedDate: 2026-05-14\n'
        "\n# kept\nvisibility: public\n"
    )
    found = remove_fields(AWARD.replace("\n", ending).encode(), ["learner", "results", "evidence"])
    assert found.decode() == left.replace("\n", ending)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{achievement: a, learner: b, results: {c: d}}", "{achievement: a}"),
        ("{learner: b, achievement: a, results: {c: d}, }", "{achievement: a, }"),
        ("{learner: b, results: {c: d}, achievement: a}", "{achievement: a}"),
        ("achievement: a\nlearner: b", "achievement: a\n"),
        ("achievement: a\n", "achievement: a\n"),
    ],
)
def test_fields_are_removed_from_any_layout(before, after):
    assert remove_fields(before.encode(), ["learner", "results", "evidence"]).decode() == after


@examples(80, 1000)
@given(
    st.sampled_from(["validUntil", "awardedDate", "visibility", "learner"]),
    st.text("aé🎓 ,:#'\"[]{}|\\\n", min_size=1).map(str.strip).filter(bool),
)
def test_a_text_set_reads_back_and_all_other_values_stay_the_same(name, text):
    assert value(set_text(AWARD.encode(), (name,), text)) == {**value(AWARD.encode()), name: text}
