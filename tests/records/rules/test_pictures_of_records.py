"""The pictures that records name: there, in their folder, and one file for one name."""

import pytest

from record_problems import VISIT, found, problems
from registries import FILES

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M0 0h1z"/></svg>'
WITH_PICTURE = FILES[VISIT] + "image: {file: images/visit.svg, caption: A boat}\n"
LOGO = FILES["issuer.yml"] + "image: images/logo.svg\n"


def test_a_picture_that_is_there_has_no_problem(tmp_path):
    files = {VISIT: WITH_PICTURE, "achievements/images/visit.svg": SVG, "issuer.yml": LOGO, "images/logo.svg": SVG}
    assert found(tmp_path, files) == []


def test_a_missing_picture_is_reported_at_the_line_that_names_it(tmp_path):  # I-17
    told = problems(tmp_path, {VISIT: WITH_PICTURE, "issuer.yml": LOGO})
    assert [(problem.code, problem.file, problem.field) for problem in told] == [
        ("missing-image", f"credentials/{VISIT}", "image.file"),
        ("missing-image", "credentials/issuer.yml", "image"),
    ]
    assert all("there is no file credentials/" in problem.reason and problem.remedy for problem in told)


SIGNED = (
    FILES["issuer.yml"]
    + """certificate:
  signatories:
    - {name: Ada Registrar, office: Registrar}
    - {name: Bo Rector, office: Rector, signature: images/bo.svg}
"""
)


def test_a_signature_that_is_there_has_no_problem(tmp_path):
    assert found(tmp_path, {"issuer.yml": SIGNED, "images/bo.svg": SVG}) == []


def test_a_missing_signature_is_reported_at_its_line(tmp_path):
    (told,) = problems(tmp_path, {"issuer.yml": SIGNED})
    assert (told.code, told.line, told.field) == ("missing-image", 12, "certificate.signatories.1.signature")


def test_a_signature_that_everyone_can_copy_is_warned_of(tmp_path):
    (told,) = problems(tmp_path, {"issuer.yml": f"repository: open\npublicNames: true\n{SIGNED}", "images/bo.svg": SVG})
    assert (told.code, told.severity, told.line) == ("signature-open", "warning", 14)


def test_a_signature_is_judged_as_other_pictures_are(tmp_path):
    (told,) = problems(tmp_path, {"issuer.yml": SIGNED, "images/bo.svg": SVG.replace("<path", "<script/><path")})
    assert told.file == "credentials/images/bo.svg"


@pytest.mark.parametrize(
    "name",
    ["../visit.svg", "/etc/hostname", "images/../../x.svg", "https://x.example/x.png", "images/a/b.svg", "x.svg"],
)
def test_only_a_file_of_the_folder_of_pictures_is_named(tmp_path, name):  # I-17
    text = FILES[VISIT] + f"image: {{file: '{name}', caption: A boat}}\n"
    assert [(code, field) for code, _, field in found(tmp_path, {VISIT: text})] == [("format", "image.file")]


def test_two_pictures_whose_names_differ_only_in_case_are_refused(tmp_path):  # I-18
    files = {VISIT: WITH_PICTURE, "achievements/images/visit.svg": SVG, "achievements/images/Visit.svg": SVG}
    found = {problem.code: problem for problem in problems(tmp_path, files)}
    assert set(found) == {"unexpected-file", "id-case-collision"}
    collision = found["id-case-collision"]
    assert {collision.file.rpartition("/")[2], collision.reason.split()[0]} == {"visit.svg", "Visit.svg"}
