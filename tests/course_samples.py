"""Courses of the demo's achievements over two years: large ones, small ones, one under way, one to come."""

COURSES = {
    "data-spring-2025": """\
achievement: data-analysis-foundations
name: {en: Spring 2025, fr: Printemps 2025}
period: {from: 2025-02-03, to: 2025-05-09}
language: en
mode: online
places: 40
enrolled: 38
completed: 31
passed: 25
results:
  of: final-project
  counts: [{value: "0–59", count: 6}, {value: "60–79", count: 14}, {value: "80–100", count: 11}]
source: Enrolment list and mark sheets
feedback:
  - by: learners
    date: 2025-05-12
    responses: 24
    score: 3.9
    scale: {worst: 1, best: 5}
    changed: More *exercises* with our own harbour’s data.
  - {by: employers, date: 2025-06-12, responses: 3, score: 2.1, scale: {worst: 1, best: 5}}
evaluation:
  - by: Atlantic Skills Board
    date: 2025-06-20
    report: https://www.atlanticskills.example/reports/87
    finding: Well taught; the project asks for more than its hours.
""",
    "data-spring-2026": """\
achievement: data-analysis-foundations
name: {en: Spring 2026, fr: Printemps 2026}
period: {from: 2026-02-02, to: 2026-05-08}
language: en
mode: online
places: 40
enrolled: 40
completed: 35
passed: 35
feedback:
  - {by: learners, date: 2026-05-12, responses: 30, score: 4.4, scale: {worst: 1, best: 5}}
""",
    "safety-2025": """\
achievement: harbour-safety
period: {from: 2025-09-01, to: 2025-09-12}
mode: in-person
places: 24
enrolled: 22
completed: 20
passed: 17
""",
    "safety-2026": """\
achievement: harbour-safety
period: {from: 2026-03-02, to: 2026-03-13}
mode: in-person
places: 24
enrolled: 24
completed: 19
passed: 19
feedback:
  - by: learners
    date: 2026-03-14
    responses: 19
    score: 8.8
    scale: {worst: 0, best: 10}
    changed: The drill is repeated in the rain.
""",
    "planking-2026": """\
achievement: clinker-planking
period: {from: 2026-06-01, to: 2026-06-19}
mode: in-person
places: 6
enrolled: 3
completed: 3
passed: 2
feedback:
  - {by: learners, date: 2026-06-20, responses: 3, score: 1.3, scale: {worst: 1, best: 5}}
""",
    "navigation-2026": """\
achievement: coastal-navigation
name: Evenings
period: {from: 2026-09-14, to: 2099-12-18}
language: fr
mode: blended
places: 16
survey: https://www.harbour.example/survey
""",
}


def write(records):
    """Write the courses into `records` (`credentials/`)."""
    folder = records / "offerings"
    folder.mkdir(exist_ok=True)
    for slug, text in COURSES.items():
        (folder / f"{slug}.yml").write_text(text, encoding="utf-8")
