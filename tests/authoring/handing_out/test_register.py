import csv
import datetime
import io
from dataclasses import replace

import pytest

from issuing import line, make_award, make_registry
from testamur.authoring.handing_out import register
from testamur.records.model.models import Learner

TODAY = datetime.date(2026, 11, 1)


def row(award, **changes):
    return replace(register.row(make_registry(award), award, today=TODAY), **changes)


@pytest.mark.parametrize(
    ("changes", "state", "said"),
    [
        ({}, "active", "in force"),
        ({"valid_until": datetime.date(2026, 10, 31)}, "expired", "ended"),
        ({"valid_until": TODAY}, "active", "in force"),
        ({"history": (line("suspended", reason="under-review"),)}, "suspended", "on hold"),
        ({"history": (line("suspended", reason="under-review"), line("reinstated"))}, "active", "in force"),
        ({"history": (line("revoked", reason="other"),), "valid_until": TODAY}, "revoked", "withdrawn"),
        ({"history": (line("erased"),), "learner": ""}, "active", "data erased"),
        (
            {"history": (line("revoked", reason="other"), line("erased")), "learner": ""},
            "revoked",
            "data erased, withdrawn",
        ),
    ],
)
def test_a_row_has_the_state_of_its_award(changes, state, said):
    found = row(make_award(1, **changes))
    assert (found.state, found.state_in_words) == (state, said)


def test_a_row_has_the_reason_and_the_day_of_the_last_change():
    found = row(make_award(1, history=(line("superseded", reason="replaced", by=make_award(2).id),)))
    assert (found.since, found.reason, found.by) == ("2026-10-01", "replaced", make_award(2).id)


def test_the_register_covers_the_days_asked_for_including_both_ends():
    days = [datetime.date(2026, 5, day) for day in (1, 2, 3, 4)]
    registry = make_registry(*(make_award(number, awarded_date=day) for number, day in enumerate(days)))
    found = register.rows(registry, today=TODAY, first=days[1], last=days[2])
    assert [one.awarded for one in found] == ["2026-05-02", "2026-05-03"]


def test_an_award_withdrawn_and_erased_is_listed_under_both_states():
    award = make_award(1, learner="", history=(line("revoked", reason="other"), line("erased")))
    registry = make_registry(award)
    for state, number in {"erased": 1, "revoked": 1, "active": 0}.items():
        assert len(register.rows(registry, today=TODAY, state=state)) == number


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  ="])
def test_no_cell_of_the_register_is_a_formula(start):  # M-13
    text = register.as_csv([row(make_award(1), name=f"{start}HYPERLINK(1)")])
    cell = next(csv.DictReader(io.StringIO(text, newline="")))["name"]
    assert cell == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("name", ['Ada "A, B" Okafor', "Zoë 李", "O'Connor", "two\nlines"])
def test_a_name_reads_back_unchanged_from_the_csv(name):
    registry = make_registry(make_award(1))
    registry.learners["l-1"] = Learner(id="l-1", name=name)
    text = register.as_csv(register.rows(registry, today=TODAY))
    assert next(csv.DictReader(io.StringIO(text, newline="")))["name"] == name


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "award,learner,name,achievement,title,awarded,until,visibility,state,since,reason,by,corrected,erased,link",
        ),
        ("fr", "attestation;apprenant;nom;certification;titre;délivrée;jusqu’au;visibilité;état;depuis le;raison"),
        ("it", "award;learner;name;achievement;title;awarded;until"),
    ],
)
def test_the_register_has_headings_in_the_language_of_its_readers(language, line):
    assert register.as_csv([], language=language).startswith(line)
