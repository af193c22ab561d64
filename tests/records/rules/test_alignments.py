"""Alignments: codes and addresses of the right form, names of frameworks however written, and an institution's own."""

# ruff: noqa: E501 — a case is one line

import time

import pytest

from record_problems import VISIT, problems
from registries import FILES
from testamur.records.model.models import Alignment
from testamur.records.rules.alignments import misfits
from testamur.records.rules.frameworks import FRAMEWORKS

UUID = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
OTHER = "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d"
ESCO = f"http://data.europa.eu/esco/skill/{UUID}"
ONET = "https://www.onetonline.org/link/summary"
CTDL = "https://credentialengineregistry.org/resources"
CASE = "https://case.example/ims/case/v1p1/CFItems"
EQF = "https://europass.europa.eu/en/description-eight-eqf-levels"
RIGHT = [
    ("ESCO", "", ESCO),
    ("ESCO", UUID, ESCO),
    ("ESCO", UUID.upper(), ESCO),
    ("esco", "S1.2.3", "http://data.europa.eu/esco/skill/S1.2.3"),
    ("ESCO v1.2", "2511.3", f"http://data.europa.eu/esco/occupation/{UUID}"),
    ("ESCO", "C2511", "http://data.europa.eu/esco/isco/C2511"),
    ("ESCO", UUID, f"https://esco.ec.europa.eu/en/classification/skill?uri=http%3A%2F%2Fdata.europa.eu%2Fesco%2Fskill%2F{UUID}"),
    ("European Skills, Competences, Qualifications and Occupations", "", ESCO),
    ("O*NET-SOC", "15-2051.00", f"{ONET}/15-2051.00"),
    ("O*NET-SOC 2019", "15-2051.01", f"{ONET}/15-2051.01#Skills"),
    ("O*NET-SOC", "", "https://services.onetcenter.org/ws/online/occupations/15-2051.00"),
    ("O*NET", "15-2051.00", f"{ONET}/15-2051.00"),
    ("O*NET", "2.A.1.a", "https://www.onetonline.org/find/descriptor/result/2.A.1.a"),
    ("O*NET", "4.A.2.a.4.I01.D01", "https://www.onetonline.org/find/descriptor/result/4.A.2.a.4"),
    ("O*NET Content Model", "1.A.1.b.4", "https://www.onetonline.org/find/descriptor/browse/1.A/1.A.1.b.4"),
    ("O*NET", "1.B.3.ab", "https://www.onetonline.org/find/descriptor/result/1.B.3.ab"),
    ("O*NET", "2.C.10", "https://www.onetonline.org/find/descriptor/result/2.C.10"),
    ("CASE", UUID, f"{CASE}/{UUID}"),
    # The example of Open Badges 3.0 itself: version 1 of UUIDs.
    ("CASE", "74f5bb7d-d7cc-11e8-824f-0242ac160002", "https://caseregistry.imsglobal.org/uri/74f5bb7d-d7cc-11e8-824f-0242ac160002"),
    ("CASE", "CCSS.Math.Content.5.NBT.A.1", f"{CASE}/{UUID}"),
    ("1EdTech CASE", "", f"https://standards.example/uri/{UUID}"),
    ("CTDL", f"ce-{UUID}", f"{CTDL}/ce-{UUID}"),
    ("CTDL", f"ce-{UUID}", f"https://credentialfinder.org/competency/ce-{UUID}"),
    ("CTDL", "", "https://credentialfinder.org/credential/1234/A_Certificate"),
    ("CTDL", "ceterms:Badge", "https://purl.org/ctdl/terms/Badge"),
    ("CTDL-ASN", f"ce-{UUID}", f"{CTDL}/ce-{UUID}"),
    ("EQF", "5", EQF),
    ("European Qualifications Framework", "8", "http://data.europa.eu/snb/eqf/8"),
    ("QF-EHEA", "first-cycle", "https://ehea.info/page-qualification-frameworks"),
    ("CEFR", "A2", "https://www.coe.int/en/web/common-european-framework-reference-languages"),
    ("ISCED-F 2013", "0611", "https://uis.unesco.org/isced"),
    ("ISCO-08", "2511", "http://data.europa.eu/esco/isco/C2511"),
    ("", "anything", "https://www.harbour.example/skills/7"),
    ("Harbour skills", "any code: 7 (b)", "https://www.harbour.example/skills/7"),
    ("NQF", "6", "https://www.harbour.example/nqf"),
    ("W3C Recommendation", "", "https://www.w3.org/TR/WCAG22/"),
]  # fmt: skip
# framework, code, address → field, code of the problem, error or not, a part of the remedy
WRONG = [
    ("ESCO", "2b92a5b2", ESCO, "targetCode", "framework-code", True, UUID),
    ("ESCO", ESCO, ESCO, "targetCode", "framework-code", True, f"Write {UUID}"),
    ("ESCO", "", "http://data.europa.eu/esco/skill/2b92a5b2-6758", "targetUrl", "framework-address", True, ESCO),
    ("ESCO", OTHER, ESCO, "targetCode", "framework-differs", False, "which of the two"),
    ("ESCO", UUID, "https://www.harbour.example/skills/7", "targetUrl", "framework-address", False, ESCO),
    ("Ecso", "", "https://www.harbour.example/skills/7", "targetFramework", "framework-name", False, "Write ESCO"),
    ("The EU skills", "", ESCO, "targetFramework", "framework-name", False, "Write ESCO"),
    ("O*NET-SOC", "15-2051", f"{ONET}/15-2051.00", "targetCode", "framework-code", True, "15-2051.00"),
    ("O*NET-SOC", "2.A.1.a", f"{ONET}/15-2051.00", "targetCode", "framework-code", True, "15-2051.00"),
    ("O*NET-SOC", "", f"{ONET}/15-2051", "targetUrl", "framework-address", True, f"{ONET}/15-2051.00"),
    ("O*NET-SOC", "15-2051.00", f"{ONET}/15-2051.01", "targetCode", "framework-differs", False, "which of the two"),
    ("O*NET", "2.A.1.a.b", "https://www.onetonline.org/find/descriptor/result/2.A.1.a", "targetCode", "framework-code", True, "2.A.1.a"),
    ("O*NETT", "", "https://www.harbour.example/x", "targetFramework", "framework-name", False, "Write O*NET"),
    ("CASE", "two words", f"{CASE}/{UUID}", "targetCode", "framework-code", True, UUID),
    ("CASE", OTHER, f"{CASE}/{UUID}", "targetCode", "framework-differs", False, "which of the two"),
    ("CTDL", UUID, f"{CTDL}/ce-{UUID}", "targetCode", "framework-code", True, f"ce-{UUID}"),
    ("CTDL", f"ce-{OTHER}", f"{CTDL}/ce-{UUID}", "targetCode", "framework-differs", False, "which of the two"),
    ("CTDL-ASN", "Math 5", f"{CTDL}/ce-{UUID}", "targetCode", "framework-code", True, f"ce-{UUID}"),
    ("CTLD", "", "https://www.harbour.example/x", "targetFramework", "framework-name", False, "Write CTDL"),
    ("EQF", "Level 5", EQF, "targetCode", "framework-code", True, "like 5"),
    ("EQF", "9", EQF, "targetCode", "framework-code", True, "like 5"),
    ("EQF", "5", "http://data.europa.eu/snb/eqf/6", "targetCode", "framework-differs", False, "which of the two"),
    ("Europaen Qualifications Framework", "5", EQF, "targetFramework", "framework-name", False, "Write EQF"),
    ("QF-EHEA", "bachelor", "https://ehea.info/page-qualification-frameworks", "targetCode", "framework-code", True, "first-cycle"),
    ("CEFR", "A3", "https://www.coe.int/x", "targetCode", "framework-code", True, "like B1"),
    ("ISCED-F", "IT", "https://uis.unesco.org/isced", "targetCode", "framework-code", True, "like 0611"),
    ("ISCO-08", "25111", "https://www.ilo.org/isco", "targetCode", "framework-code", True, "like 2511"),
]  # fmt: skip


def aligned(framework, code, address):
    return Alignment(target_name="x", target_url=address, target_framework=framework, target_code=code)


@pytest.mark.parametrize(("framework", "code", "address"), RIGHT)
def test_a_code_that_fits_its_framework_is_accepted(framework, code, address):
    assert list(misfits(aligned(framework, code, address))) == []


@pytest.mark.parametrize(("framework", "code", "address", "field", "problem", "is_error", "remedy"), WRONG)
def test_a_code_that_does_not_fit_is_reported_with_the_right_form(
    framework, code, address, field, problem, is_error, remedy
):
    (told,) = misfits(aligned(framework, code, address))
    assert (told.field, told.code, told.is_error) == (field, problem, is_error)
    assert remedy in told.remedy


def test_a_framework_problem_is_reported_at_its_line(tmp_path):
    alignment = (
        f"alignment:\n  - targetName: a\n    targetUrl: {ESCO}\n    targetFramework: ESCO\n    targetCode: '7'\n"
    )
    assert problems(tmp_path, {VISIT: FILES[VISIT] + alignment}) == []  # a group of ISCO-08
    (told,) = problems(tmp_path, {VISIT: FILES[VISIT] + alignment.replace("'7'", "skill 7")})
    assert (told.code, told.line, told.field, told.severity) == (
        "framework-code", 11, "alignment.0.targetCode", "error"
    )  # fmt: skip


@pytest.mark.parametrize("text", ["a" * 200, "1" * 200, "1." * 100, "-" * 200, "A1." * 60, "2.A.1.a." * 25, "%2F" * 60])
def test_long_codes_are_checked_quickly(text):
    begun = time.process_time()
    for one in FRAMEWORKS:
        list(misfits(aligned(one.name, text, f"https://data.europa.eu/{text * 10}")))
        list(misfits(aligned(f"{text} 1", text, f"https://www.onetonline.org/find/descriptor/browse/{text * 10}")))
    assert time.process_time() - begun < 0.5


def test_a_hostile_code_cannot_break_out_of_the_message(tmp_path):
    address = "http://data.europa.eu/esco/skill/x%0A::error::y"
    told = list(misfits(aligned("ESCO", "x\n::error::y", address)))
    assert told
    assert not any("\n" in one.reason + one.remedy for one in told)
