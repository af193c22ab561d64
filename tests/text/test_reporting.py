import json
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from testamur.errors import Problem
from testamur.proofs import keys
from testamur.text import reporting

DATE = Problem(
    code="date-impossible", file="credentials/awards/a.yml", line=4, column=14, field="awardedDate", value="2026-02-30",
    reason="February 2026 has 28 days", remedy="Write year-month-day, e.g. 2026-03-01",
)  # fmt: skip
HOSTILE = [
    "::error file=x::pwned",
    "::add-mask::secret",
    "\n::error::pwned",
    "\r\n::stop-commands::x",
    "x ##[add-mask]secret",
    "%0A::error::pwned",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](https://spy.example/p.png)",
    "| cell | `code` **bold** _x_",
    "\x1b[2J\x1b]0;owned\x07",
    "\u202egpj.exe",
    "@octocat https://spy.example www.spy.example a@spy.example",
    "</code></td><script>alert(1)</script>",
    "<!-- --> &lt;b&gt; &#60;b&#62;",
]


def about(value, **changes):
    problem = Problem(
        code="c", file="credentials/a.yml", line=1, column=1, field="name", value=value,
        reason=f"no: {value}", remedy=f"not {value}",
    )  # fmt: skip
    return replace(problem, **changes)


def test_the_text_report_has_file_place_reason_value_remedy_and_code():
    assert reporting.format_for_terminal([DATE]) == (
        "credentials/awards/a.yml\n"
        "  line 4, column 14: awardedDate: February 2026 has 28 days (found 2026-02-30).\n"
        "      Write year-month-day, e.g. 2026-03-01. [date-impossible]"
    )


def test_problems_are_grouped_by_file_in_order_of_place():
    later = about("x", line=9)
    told = reporting.format_for_terminal([later, DATE, about("y", line=2)])
    assert [line for line in told.splitlines() if not line.startswith(" ") and line] == [
        "credentials/a.yml",
        "credentials/awards/a.yml",
    ]
    assert told.index("line 2") < told.index("line 9")


def test_a_duplicate_problem_is_shown_once():
    assert reporting.format_for_terminal([DATE, DATE]) == reporting.format_for_terminal([DATE])


def test_a_problem_without_a_place_applies_to_the_whole_file():
    assert "  whole file: no: x" in reporting.format_for_terminal([about("", line=0, field="", reason="no: x")])


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "no problems"),
        ([DATE], "1 problem in 1 file"),
        ([DATE, about("x")], "2 problems in 2 files"),
        ([DATE, about("x", severity="warning")], "1 problem and 1 warning in 2 files"),
        ([about("x", severity="warning")], "1 warning in 1 file"),
    ],
)
def test_the_tally_is_written_in_words(problems, words):
    assert reporting.tally(problems) == words


def test_json_has_every_member_of_a_problem():
    assert json.loads(json.dumps(reporting.as_json([DATE])))[0] == {
        "code": "date-impossible", "file": "credentials/awards/a.yml", "line": 4, "column": 14, "field": "awardedDate",
        "value": "2026-02-30", "reason": "February 2026 has 28 days", "remedy": "Write year-month-day, e.g. 2026-03-01",
        "severity": "error",
    }  # fmt: skip


def test_an_annotation_names_the_place_and_escapes_githubs_syntax():
    problem = about("", file="credentials/a,b:c.yml", reason="100% wrong", field="", remedy="Write less")
    expected = "::error file=credentials/a%2Cb%3Ac.yml,line=1,col=1,title=c::100%25 wrong. Write less."
    assert reporting.github_annotations([problem]) == expected


def test_a_warning_is_annotated_as_a_warning():
    assert reporting.github_annotations([about("x", severity="warning")]).startswith("::warning file=")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_stays_in_its_own_annotation(value):
    lines = reporting.github_annotations([about(value, file=f"credentials/{value}")]).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::error file=credentials/")
    assert "::" not in lines[0].split("::")[1]
    assert "##[" not in lines[0]
    assert "\x1b" not in lines[0]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_starts_no_line_and_sends_no_control_sequence(value):
    told = reporting.format_for_terminal([about(value, file=value, field=value)])
    assert not any(line.lstrip().startswith("::") for line in told.splitlines())
    assert "##[" not in told
    assert not any(ord(character) < 32 and character != "\n" for character in told)
    assert "\u202e" not in told


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_is_inert_in_a_job_summary(value):
    summary = reporting.job_summary([about(value, file=value, field=value)], [value], {"award": 1})
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable("table").render(summary)
    for live in ("<a ", "<img", "<script", "<strong>", "<em>", "onerror=alert(1)>", "<b>"):
        assert live not in html
    assert html.count("<tr>") == 2
    assert not any(line.startswith("::") for line in summary.splitlines())
    assert "https://" not in summary
    assert "www." not in summary


@pytest.mark.parametrize(
    "form",
    [
        reporting.format_for_terminal,
        reporting.github_annotations,
        lambda found: str(reporting.as_json(found)),
        lambda found: reporting.job_summary(found, [], {}),
    ],
)
def test_a_key_pasted_into_a_record_is_not_repeated(form):
    secret = keys.from_seed(bytes(32)).to_secret()
    told = form(
        [about(secret), about("-----BEGIN PRIVATE KEY----- MC4CAQAwBQYDK2VwBCIEIAAA -----END PRIVATE KEY-----")]
    )
    assert secret[17:40] not in told
    assert "MC4CAQ" not in told
    assert "make a new one" in told


def test_a_job_summary_counts_and_lists_problems():
    summary = reporting.job_summary([DATE], ["Harbour: 9 of 11"], {"award": 60, "learner": 1})
    assert summary.startswith("## Records: 1 problem in 1 file\n\n60 awards, 1 learner\n")
    assert "- Harbour&#58; 9 of 11" in summary


def test_a_job_summary_stays_below_githubs_limit():
    many = [about("x" * 80, line=number) for number in range(1, 3000)]
    summary = reporting.job_summary(many, [], {})
    assert len(summary) < 1_000_000
    assert "And 2,499 more" in summary
