"""Pathways, endorsements and offerings among the other records."""

import pytest

from record_problems import NAME as AWARD
from record_problems import TODAY, VISIT, found, problems
from registries import FILES, make_registry
from testamur.records import registry
from testamur.records.model.endorsements import Endorser
from testamur.records.model.pathways import Step

RESULTS = FILES[VISIT] + "resultDescription:\n  - {id: quiz, name: Quiz, resultType: Percent}\n"
OFFERING = "achievement: visit\nperiod: {from: 2026-02-02, to: 2026-05-08}\nasOf: 2026-05-12\nsource: Mark sheets\n"
ENDORSEMENT = "endorser: {name: Port Authority}\ndate: 2026-03-01\n"
GIVEN = (
    "endorses: {id: https://badges.northquay.example/achievements/crane/, name: Crane}\n"
    "comment: Good.\ndate: 2026-03-01\n"
)


def pathway(*steps, more=""):
    return "name: On the quay\nsteps:\n" + "".join(f"  - {step}\n" for step in steps) + more


def load(folder, files):
    return registry.load(make_registry(folder, files), today=TODAY)


def test_a_pathway_is_read_with_its_steps(tmp_path):
    text = pathway(
        "achievement: visit",
        "{choose: 1, of: [{achievement: visit}, {pathway: other}], name: One}",
        more="milestone: crane\n",
    )
    files = {
        "pathways/quay.yml": text,
        "pathways/other.yml": pathway("achievement: visit"),
        "achievements/crane.yml": FILES[VISIT],
    }
    quay = load(tmp_path, files).pathways["quay"]
    assert quay.milestone == "crane"
    assert quay.steps[0] == Step(achievement="visit")
    assert quay.steps[1] == Step(choose=1, of=(Step(achievement="visit"), Step(pathway="other")), name="One")


WRONG_PATHWAYS = {
    "two things in one step": (pathway("{achievement: visit, pathway: quay}"), "step", "steps.0"),
    "a choice among nothing": (pathway("{choose: 2}"), "step", "steps.0"),
    "a choice of nobody knows how many": (pathway("{of: [{achievement: visit}]}"), "step", "steps.0"),
    "only a name": (pathway("{name: Visit}"), "step", "steps.0"),
    "more than there are": (pathway("{choose: 2, of: [{achievement: visit}]}"), "choice", "steps.0.choose"),
    "no such achievement": (pathway("achievement: visti"), "unknown-reference", "steps.0.achievement"),
    "no such pathway": (pathway("pathway: nowhere"), "unknown-reference", "steps.0.pathway"),
    "no such choice": (
        pathway("{choose: 1, of: [{achievement: visti}]}"),
        "unknown-reference",
        "steps.0.of.0.achievement",
    ),
    "no such milestone": (pathway("achievement: visit", more="milestone: x\n"), "unknown-reference", "milestone"),
    "a choice within a choice": (pathway("{choose: 1, of: [{choose: 1}]}"), "unknown-field", "steps.0.of.0.choose"),
    "no step": ("name: On the quay\nsteps: []\n", "length", "steps"),
}


@pytest.mark.parametrize("case", WRONG_PATHWAYS)
def test_a_bad_pathway_is_reported(tmp_path, case):
    text, code, field = WRONG_PATHWAYS[case]
    assert (code, field) in {(code, field) for code, _, field in found(tmp_path, {"pathways/quay.yml": text})}


def test_an_offering_is_read_with_its_figures(tmp_path):
    text = OFFERING + (
        "places: 24\nenrolled: 22\ncompleted: 20\npassed: 17\n"
        "results: {of: quiz, counts: [{value: 60–69, count: 8}, {value: 70–100, count: 9}]}\n"
        "feedback: [{by: learners, date: 2026-05-12, responses: 16, score: 4.3, scale: {worst: 1, best: 5}}]\n"
        "evaluation: [{by: Skills Board, date: 2026-06-20}]\n"
    )
    made = load(tmp_path, {VISIT: RESULTS, "offerings/spring.yml": text}).offerings["spring"]
    assert (made.places, made.enrolled, made.completed, made.passed) == (24, 22, 20, 17)
    assert made.results == (("60–69", 8), ("70–100", 9))
    assert made.feedback[0].score == 4.3
    assert made.as_of.isoformat() == "2026-05-12"


WRONG_OFFERINGS = {
    "more passed than completed": ("completed: 20\npassed: 21\n", "figures", "passed"),
    "more passed than began": ("enrolled: 20\npassed: 21\n", "figures", "passed"),
    "more results than people": (
        "completed: 7\nresults: {of: quiz, counts: [{value: a, count: 8}]}\n",
        "figures",
        "results.counts",
    ),
    "a value twice": (
        "results: {of: quiz, counts: [{value: a, count: 8}, {value: a, count: 1}]}\n",
        "duplicate",
        "results.counts.1.value",
    ),
    "results of nothing": ("results: {of: essay, counts: [{value: a, count: 8}]}\n", "unknown-reference", "results.of"),
    "off the scale": (
        "feedback: [{by: learners, date: 2026-05-12, responses: 16, score: 6, scale: {worst: 1, best: 5}}]\n",
        "scale",
        "feedback.0.score",
    ),
    "a scale of one": (
        "feedback: [{by: learners, date: 2026-05-12, responses: 16, score: 1, scale: {worst: 1, best: 1}}]\n",
        "scale",
        "feedback.0.score",
    ),
    "asked tomorrow": (
        "feedback: [{by: learners, date: 2027-05-12, responses: 16, score: 1, scale: {worst: 1, best: 5}}]\n",
        "date-future",
        "feedback.0.date",
    ),
    "counted tomorrow": ("asOf: 2027-01-01\n", "date-future", "asOf"),
    "half a person": ("enrolled: 2.5\n", "type", "enrolled"),
    "less than nobody": ("enrolled: -1\n", "number", "enrolled"),
    "more answers than people": (
        "enrolled: 7\nfeedback: [{by: learners, date: 2026-05-12, responses: 8, score: 2, "
        "scale: {worst: 1, best: 5}}]\n",
        "figures",
        "feedback.0.responses",
    ),
    "an end before the beginning": ("asOf: 2026-01-30\ncompleted: 8\n", "figures", "completed"),
    "names": ("learners: [Ada]\n", "unknown-field", "learners"),
}


@pytest.mark.parametrize("case", WRONG_OFFERINGS)
def test_bad_figures_of_a_course_are_reported(tmp_path, case):
    text, code, field = WRONG_OFFERINGS[case]
    base = OFFERING.replace("asOf: 2026-05-12\n", "") if "asOf" in text else OFFERING
    told = {(code, field) for code, _, field in found(tmp_path, {VISIT: RESULTS, "offerings/s.yml": base + text})}
    assert told == {(code, field)}


def test_a_scale_may_have_its_best_number_first(tmp_path):
    text = (
        OFFERING + "feedback: [{by: learners, date: 2026-05-12, responses: 9, score: 2, scale: {worst: 6, best: 1}}]\n"
    )
    assert problems(tmp_path, {"offerings/spring.yml": text}) == []


def test_an_endorsement_is_read(tmp_path):
    text = ENDORSEMENT + "achievement: visit\ncomment: A good visit.\n"
    made = load(tmp_path, {"endorsements/port.yml": text}).endorsements["port"]
    assert (made.achievement, made.comment, made.endorser) == (
        "visit",
        "A good visit.",
        Endorser(name="Port Authority"),
    )


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        (ENDORSEMENT, "missing-field", ""),
        (ENDORSEMENT + "comment: Good.\nachievement: visti\n", "unknown-reference", "achievement"),
        (ENDORSEMENT.replace("2026-03-01", "2027-03-01") + "comment: Good.\n", "date-future", "date"),
    ],
)
def test_a_bad_endorsement_received_is_reported(tmp_path, text, code, field):
    assert {(code, field) for code, _, field in found(tmp_path, {"endorsements/port.yml": text})} == {(code, field)}


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("https://", "http://", "url", "endorses.id"),
        ("https://badges.northquay.example/achievements/crane/", "did:key:z6Mk", "did", "endorses.id"),
        ("https://badges.northquay.example/achievements/crane/", "did:web:LOCALHOST", "did", "endorses.id"),
        ("2026-03-01\n", "2026-03-01\nvalidUntil: 2026-02-01\n", "date-order", "validUntil"),
        ("2026-03-01\n", "2026-03-01\nwithdrawn: 2027-02-01\n", "date-future", "withdrawn"),
        ("2026-03-01\n", "2026-03-01\nwithdrawn: 2026-02-01\n", "date-order", "withdrawn"),
    ],
)
def test_a_bad_endorsement_given_is_reported(tmp_path, old, new, code, field):
    text = GIVEN.replace(old, new)
    assert {(code, field) for code, _, field in found(tmp_path, {"endorsing/crane.yml": text})} == {(code, field)}


@pytest.mark.parametrize(
    "identity", ["did:web:badges.northquay.example:issuer", "did:web:northquay.example%3A8443:b:issuer"]
)
def test_an_institution_may_be_endorsed_by_its_did(tmp_path, identity):
    text = GIVEN.replace("https://badges.northquay.example/achievements/crane/", identity)
    assert load(tmp_path, {"endorsing/crane.yml": text}).endorsing["crane"].endorses == identity


RUBRIC = FILES[VISIT] + (
    "resultDescription:\n"
    "  - id: talk\n    name: Talk\n    resultType: PerformanceLevel\n    requiredLevel: good\n"
    "    rubricCriterionLevel: [{id: weak, name: Weak}, {id: good, name: Good}, {id: great, name: Great, points: 3}]\n"
)


@pytest.mark.parametrize(("value", "told"), [("great", set()), ("weak", {"below-required"}), ("Great", {"scale"})])
def test_a_result_on_a_rubric_must_be_one_of_its_levels(tmp_path, value, told):
    award = FILES[AWARD] + f"results: {{talk: {value}}}\n"
    assert {code for code, _, _ in found(tmp_path, {VISIT: RUBRIC, AWARD: award})} == told


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("requiredLevel: good", "requiredLevel: best", "resultDescription.0.requiredLevel"),
        ("{id: good,", "{id: weak,", "resultDescription.0.rubricCriterionLevel.1.id"),
        ("requiredLevel: good", "requiredValue: 3", "resultDescription.0.rubricCriterionLevel"),
    ],
)
def test_a_contradictory_rubric_is_reported(tmp_path, old, new, field):
    assert field in {field for _, _, field in found(tmp_path, {VISIT: RUBRIC.replace(old, new)})}


def test_an_unknown_required_level_is_reported_even_with_awards(tmp_path):
    award = FILES[AWARD] + "results: {talk: great}\n"
    files = {VISIT: RUBRIC.replace("requiredLevel: good", "requiredLevel: best"), AWARD: award}
    assert {code for code, _, _ in found(tmp_path, files)} == {"scale"}
