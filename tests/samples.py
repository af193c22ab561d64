"""Sample records: an achievement with every field, a learner, an award and its edition, an issuer."""

import datetime

from testamur.credentials import open_badge
from testamur.records.model.micro_credentials import Assessment, Level, QualityAssurance, Stackability
from testamur.records.model.models import Achievement, Alignment, Award, Evidence, Issuer, Learner, ResultDescription

BASE = "https://badges.harbour.example"
AWARD_ID = "7k3q-9c2m-4t8x-0v6t"

ISSUER = Issuer(
    base=BASE,
    name={"en": "Harbour Institute", "fr": "Institut du Port"},
    country="IE",
    time_zone="Europe/Dublin",
    languages=("en", "fr"),
    image="images/logo.svg",
)

ACHIEVEMENT = Achievement(
    slug="data-analysis-foundations",
    name={"en": "Data Analysis Foundations", "fr": "Fondements de l’analyse de données"},
    achievement_type="MicroCredential",
    in_language="en",
    description={"en": "Join data from two sources and say what it shows."},
    criteria={"en": "Hand in a *project*.\n\n- It runs.\n- It is explained."},
    outcomes={"en": ("Clean and join data", "Explain a chart")},
    credits_available=2.5,
    workload_hours=50,
    level=Level(eqf=5, qf_ehea="short-cycle", confirmed_by="Quality and Qualifications Ireland"),
    assessment=Assessment(type=("project", "oral-exam"), supervision="supervised-with-identity-check"),
    participation="blended",
    quality_assurance=QualityAssurance(
        name="Annual review", type="external", url="https://www.harbour.example/quality"
    ),
    prerequisites="None.",
    stackability=Stackability(stand_alone=True, description="Counts towards the Data Diploma."),
    further_information="https://www.harbour.example/data",
    tags=("data", "analysis"),
    alignments=(
        Alignment(
            target_name="Data Scientists",
            target_url="https://www.onetonline.org/link/summary/15-2051.00",
            target_framework="O*NET",
            target_code="15-2051.00",
            target_description="Develop and implement a set of techniques.",
            target_type="CFItem",
        ),
    ),
    result_descriptions=(
        ResultDescription(
            id="final-project", name="Final project", result_type="Percent", value_max="100", required_value="60"
        ),
        ResultDescription(id="grade", name="Grade", result_type="LetterGrade", allowed_value=("C", "B", "A")),
        ResultDescription(id="course", name="Course", result_type="Status"),
    ),
    valid_for="P3Y",
    version="2026",
)

LEARNER = Learner(id="l-4821", name="Zoë Ó Briain 李", email=" Zoe@Mail.example ", consent_hashed_email=True)

AWARD = Award(
    id=AWARD_ID,
    folder="credentials/awards/2026",
    achievement="data-analysis-foundations",
    learner="l-4821",
    awarded_date=datetime.date(2026, 5, 14),
    results={"final-project": "87", "grade": "A", "course": "Completed"},
    evidence=(
        Evidence(
            id="https://work.example/1",
            name="Final project",
            description="A report",
            narrative="Two weeks",
            genre="Report",
        ),
        Evidence(name="Talk"),
    ),
)

EDITION = open_badge.IssueDetails(
    valid_from="2026-06-01T09:30:00Z",
    subject="urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01",
    list_number=1,
    list_index=4821,
    email_salt="b1946ac92492d2347c6235b4d2611184",
)
