import csv
import io
import json

import pytest

from registries import make_registry, run

VISIT = (
    "name: Visit\nachievementType: Badge\ndescription: A visit.\ncriteria: Come.\nalignment:\n"
    "  - {targetName: knots, targetUrl: 'https://quay.example/k-1', targetFramework: Quay, targetCode: K-1}\n"
)
DEMAND = (
    "name: Deckhands\nsource: survey\nby: North Quay\ndate: 2026-03-01\nskills:\n"
    "  - {targetName: Knots, targetFramework: Quay, targetCode: K-1, weight: 80}\n"
    "  - {targetName: =1+1, targetFramework: Quay, targetCode: K-2, weight: 20}\n"
)


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, {"demand/deck.yml": DEMAND, "achievements/visit.yml": VISIT})
    return tmp_path


def test_what_nobody_teaches_stands_first_in_the_table(folder):
    done = run("stats", "--gaps", folder=folder)
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[1].split() == ["=1+1", "20", "deck", "20", "nobody"]
    assert lines[2].split() == ["knots", "80", "deck", "80", "visit"]
    assert lines[-1] == "2 skills are asked for; nobody teaches 1."


def test_csv_has_a_line_a_skill_and_no_formula(folder):
    done = run("stats", "--gaps", "--format", "csv", folder=folder)
    lines = list(csv.DictReader(io.StringIO(done.out)))
    assert [(line["skill"], line["code"], line["taught"]) for line in lines] == [
        ("'=1+1", "K-2", ""),
        ("knots", "K-1", "visit"),
    ]


def test_json_says_who_asks_and_what_teaches(folder):
    skills = json.loads(run("stats", "--gaps", "--format", "json", folder=folder).out)["skills"]
    assert [(one["targetName"], one["taught"]) for one in skills] == [("=1+1", []), ("knots", ["visit"])]
    assert skills[1]["askedFor"] == [
        {"demand": "deck", "source": "survey", "by": "North Quay", "date": "2026-03-01", "weight": 80}
    ]


@pytest.mark.parametrize("option", [("--from", "2026-01-01"), ("--unsuppressed",)])
def test_options_that_count_people_do_not_fit(folder, option):
    done = run("stats", "--gaps", *option, folder=folder)
    assert done.code == 2
    assert f"leave {option[0]} out" in done.err


def test_a_registry_without_a_demand_says_how_to_add_one(tmp_path):
    make_registry(tmp_path)
    assert "testamur new demand --from FILE" in run("stats", "--gaps", folder=tmp_path).out
