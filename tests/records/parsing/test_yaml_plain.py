"""Plain records, read without a parser: the full reader would say the same, and whatever is not plain is left to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registries import FILES
from testamur.records.parsing import yaml_guard, yaml_plain, yaml_subset
from testamur.records.parsing.parsed import Parsed
from thoroughness import examples

AWARD = """\
# yaml-language-server: $schema=../../../schemas/award.schema.json
achievement: data-analysis
learner: l-4821
awardedDate: 2026-05-14

results:
  final-project: "87"
  essay: 'B, or so'
"""


def full(text):
    """What the full reader makes of a text, with this module put aside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_plain, "read", lambda _: None)
        return yaml_subset.parse(text.encode(), "credentials/x.yml")


def test_an_award_is_read_with_its_results():
    assert yaml_plain.read(AWARD) == {
        "achievement": "data-analysis",
        "learner": "l-4821",
        "awardedDate": "2026-05-14",
        "results": {"final-project": "87", "essay": "B, or so"},
    }


PLAIN = [
    *(text for name, text in FILES.items() if name.startswith(("awards", "learners"))),
    AWARD,
    AWARD.replace("\n", "\r\n"),
    AWARD.rstrip("\n"),
    "name: Zoë Ó Briain\n",
    "name: 李小龙",
    "name: Ада\n",
    'results: {final: "87", essay: good work, quiz: 12, done: true, part: 1.50}\n',
    "a: true\nb: false\nc: 0\nd: 12.5\ne: 012\nf: 1e3\ng: 1_000\nh: yes\ni: 9999999999999999999\n",
    'name: ""\nb: \' x \'\nc: "# no comment: {a}"\n',
    "history:\n  - {date: 2026-06-01, act: revoked}\n  - {date: 2026-06-02, act: erased}\nvisibility: public\n",
    "evidence:\n  - name: Final, at 1:30\n    id: https://www.harbour.example/work/87\n  - name: 'More: this'\n",
    "history:\r\n  - {date: 2026-06-01, act: revoked}\r\n  - date: 2026-06-02\r\n    act: erased\r\n",
    "# only\n\nname: it's (a) test, a/b + c@d - e.\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_record_is_read_as_the_full_reader_reads_it(text):
    parsed = full(text)
    assert parsed.problems == []
    assert repr(yaml_plain.read(text)) == repr(parsed.value)  # True is not 1, and 1.0 is not 1


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "# only a comment\n", "name:\n", "name: \n", "name: null\n", "name: ~\n", "a: 1\na: 2\n",
        "true: 1\n", "null: 1\n", "1: a\n", "name: a: b\n", "name: a #b\n", "name: #b\n", "name: a  b\n", "name: a \n",
        "name: a\n b\n", "name: a\n  b\n", "name: &a x\n", "name: *a\n", "name: !x y\n", "name: |\n  a\n", "- a\n",
        "name: [a]\n", "a: {}\n", "a: {b: null}\n", "a: {b: c, b: d}\n", "a: {b: {c: d}}\n", "a: {b: c,d: e}\n",
        "a: {1: b}\n", "a: {true: b}\n", "a:\n  b: null\n", "a:\n  b: 1\n  b: 2\n", "a:\n   b: 1\n",
        'a: "x\\n"\n', 'a: "x"y\n', "a: 'it''s'\n", "a: \"x\n", "a: x\n---\nb: y\n", "a: x\n...\n", "? a\n: b\n",
        "a: x\rb: y\n", "a:\n- {b: c}\n", "a:\n  - b\n", "a:\n  - {}\n", "a:\n  - b: c\n   d: e\n",
        "a:\n  - b: c\n    b: d\n", "a:\n  - b: null\n", "a:\n  - b: c\n  d: e\n", "a: b:\n", "a: b::c\n", "a: :b\n",
        "a: x\tb\n", "a: \u202e\n", "a: \u00a0x\n", "a: e\u0301\n", "a: x\u2028y\n", "\ufeffa: x\n",
        "a: x\0\n", "# \x1b\na: x\n", "<<: x\n", "a: '" + "[" * 21 + "'\n",
    ],
)  # fmt: skip
def test_whatever_is_not_plain_is_left_to_the_full_reader(text):
    assert yaml_plain.read(text) is None


def test_a_long_record_is_left_to_the_full_reader():
    assert yaml_plain.read("name: " + "x" * 5000) is None


PIECES = st.sampled_from([
    "a", "name", "x-1", "true", "null", "~", "0", "1.5", "-1", "2026-05-14", ": ", ":", " ", "  ", "\n", "\n  ", "\r\n",
    "{", "}", "[", "]", ", ", ",", '"', "'", '"a: b"', "'it'", "#", " # c", "-", "- ", "---", "...", "? ", "!", "&",
    "*", "%", "|", ">", "é", "李", "e\u0301", "\u00a0", "\u2028", "\ufeff", "\t", "\\", "/", "_", ".", "<<",
    "\n    ", "\n  - ", "name: x\n", "a: {b: c}\n", 'r:\n  q: "1"\n',
])  # fmt: skip


@examples(200, 4000)
@given(
    st.lists(PIECES, max_size=12),
    st.sampled_from(["", "a: ", "name: x\n", "m: {a: ", "m:\n  a: ", "m:\n  - {a: ", "m:\n  - a: "]),
)
def test_what_is_read_without_the_parser_is_what_the_parser_reads(pieces, start):
    text = start + "".join(pieces)
    value = yaml_plain.read(text)
    if value is not None:
        parsed = full(text)
        assert (parsed.problems, repr(parsed.value)) == ([], repr(value))


def test_a_plain_record_with_a_private_key_is_refused():  # F-04
    parsed = yaml_subset.parse(b"name: z3u2RDonZ81AFKiw8QCPKcsyg8Yy2MmYQNxfBn51SS2QmMiw\n", "credentials/x.yml")
    assert [problem.code for problem in parsed.problems] == ["secret"]


def test_places_in_a_plain_record_are_those_of_the_full_reader():
    parsed = yaml_subset.parse(AWARD.encode(), "credentials/x.yml")
    assert parsed.locate(("results", "essay")) == (8, 10)
    assert yaml_guard.decode(Parsed("x"), AWARD.encode()) == AWARD
