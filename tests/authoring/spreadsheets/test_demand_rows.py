"""What employers ask for, out of a spreadsheet."""

import pytest

from testamur.authoring.spreadsheets import demand_rows, spreadsheet
from testamur.errors import RecordsError, UsageError

UUID = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
ESCO = f"http://data.europa.eu/esco/skill/{UUID}"


def skills(text, **more):
    return demand_rows.skills(spreadsheet.read(text, "asked.csv"), **more)


def refusals(text, **more):
    with pytest.raises(RecordsError) as caught:
        skills(text, **more)
    return [(problem.file, problem.line) for problem in caught.value.problems]


def test_a_row_is_a_skill_and_the_most_asked_for_is_first():
    assert skills("skill,framework,code,weight\nKnots,Quay,K-1,20\nRopes,Quay,K-2,62.5\n") == [
        {"targetName": "Ropes", "targetFramework": "Quay", "targetCode": "K-2", "weight": 62.5},
        {"targetName": "Knots", "targetFramework": "Quay", "targetCode": "K-1", "weight": 20},
    ]


def test_a_table_of_esco_is_taken_as_it_is():
    text = f"occupationUri,relationType,skillType,skillUri,skillLabel\nx,essential,skill,{ESCO},analyse data\n"
    assert skills(text) == [{"targetName": "analyse data", "targetUrl": ESCO, "targetFramework": "ESCO", "weight": 100}]


def test_what_is_optional_weighs_half():
    assert [one["weight"] for one in skills("skill;code;relation type\na;1;optional\n")] == [50]


@pytest.mark.parametrize(("cell", "weight"), [("80", 80), ("80 %", 80), ("12,5%", 12.5), ("100", 100)])
def test_a_weight_is_read_as_people_write_it(cell, weight):
    assert [one["weight"] for one in skills(f"skill;code;weight\na;1;{cell}\n")] == [weight]


@pytest.mark.parametrize("cell", ["", "0", "101", "-5", "much", "1e2", "=1+1", "٥", "5 5", "∞"])
def test_what_is_no_weight_is_refused_with_its_row(cell):
    assert refusals(f"skill;code;weight\na;1;50\nb;2;{cell}\n") == [("asked.csv", 3)]


def test_mentions_are_counted_of_all_who_were_asked():
    assert [one["weight"] for one in skills("skill,code,mentions\na,1,10\nb,2,1\n", count=40)] == [25, 2.5]


def test_more_mentions_than_were_asked_are_refused():
    assert refusals("skill,code,mentions\na,1,41\n", count=40) == [("asked.csv", 2)]


def test_mentions_without_a_count_are_refused():
    with pytest.raises(UsageError, match="--count"):
        skills("skill,code,mentions\na,1,10\n")


def test_every_bad_row_is_told_at_once():
    assert refusals("skill,code,weight\n,1,5\na,2,0\nb,3,9\n") == [("asked.csv", 2), ("asked.csv", 3)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code,weight\n1,5\n", "names the skill"),
        ("skill,code\na,1\n", "how much"),
        ("skill,weight\na,5\n", "call it code, or url"),
        ("skill,name,code,weight\na,a,1,5\n", "two columns may be the targetName"),
    ],
)
def test_columns_that_do_not_suffice_are_told(text, words):
    with pytest.raises(UsageError, match=words):
        skills(text)


def test_rows_without_a_framework_have_the_one_that_is_given():
    assert skills("skill,code,weight\na,1,5\n", framework="Quay")[0]["targetFramework"] == "Quay"
