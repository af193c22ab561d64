import pytest

from registries import make_registry, run, value

UUID = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
ROWS = f"skill,framework,code,weight\nanalyse data,ESCO,{UUID},80\nknots,Quay,K-1,20\n"
FILE = "credentials/demand/deckhands.yml"
GIVEN = ("--name", "Deckhands", "--source", "survey", "--by", "North Quay", "--date", "2026-03-01", "--count", "41")


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def add(folder, *arguments, rows=ROWS, **more):
    (folder / "asked.csv").write_text(rows, encoding="utf-8")
    return run("new", "demand", "--from", "asked.csv", *arguments, folder=folder, **more)


def test_what_is_asked_for_is_written_from_a_spreadsheet(folder):
    done = add(folder, *GIVEN)
    assert (done.code, done.out) == (0, f"{FILE}\n")
    assert value(folder, FILE) == {
        "name": "Deckhands",
        "source": "survey",
        "by": "North Quay",
        "date": "2026-03-01",
        "count": 41,
        "skills": [
            {"targetName": "analyse data", "targetFramework": "ESCO", "targetCode": UUID, "weight": 80},
            {"targetName": "knots", "targetFramework": "Quay", "targetCode": "K-1", "weight": 20},
        ],
    }
    assert "nobody teaches 2" in done.err


def test_an_occupation_is_named_by_its_framework(folder):
    occupation = ("--occupation", "deckhand", "--occupation-framework", "ISCO-08", "--occupation-code", "8350")
    assert add(folder, *GIVEN[:2], "--source", "occupation", *GIVEN[4:], *occupation).code == 0
    assert value(folder, FILE)["occupation"] == {
        "targetName": "deckhand",
        "targetFramework": "ISCO-08",
        "targetCode": "8350",
    }


@pytest.mark.parametrize(
    ("arguments", "rows", "words"),
    [
        (GIVEN, ROWS.replace("80", "8000"), "8000 is no weight"),
        (GIVEN, ROWS.replace(UUID, "x"), "not a code of ESCO"),
        (GIVEN, "skill,code\na,1\n", "how much it is asked for"),
        ((*GIVEN[:2], *GIVEN[4:]), ROWS, "--source occupation|survey|advertisements"),
        ((*GIVEN, "--occupation-code", "8350"), ROWS, "give its --occupation too"),
    ],
)
def test_nothing_is_written_of_what_is_wrong(folder, arguments, rows, words):
    done = add(folder, *arguments, rows=rows)
    assert done.code in {1, 2}
    assert words in done.err
    assert not (folder / "credentials" / "demand").exists()


def test_a_file_that_is_not_there_is_told(folder):
    done = run("new", "demand", "--from", "nothing.csv", *GIVEN, folder=folder)
    assert done.code == 1
    assert "nothing.csv" in done.err
