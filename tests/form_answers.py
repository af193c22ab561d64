"""Good answers to each form, by the id of the question."""

from fake_github import form_body
from registries import FIRST
from testamur.github import forms

FORM = {form.id: form for form in forms.FORMS}

ANSWERS = {
    "award": {
        "achievement": "Harbour Visit",
        "learner": "Grace Hopper",
        "email": "",
        "same": "I do not know: stop and tell me",
        "date": "2026-05-20",
        "results": "",
        "visibility": "Only people with the link find the page",
    },
    "award-many": {
        "achievement": "visit",
        "date": "2026-05-20",
        "table": "Name\tE-mail\nGrace Hopper\tgrace@mail.example\nAlan Turing\t",
        "same": "I do not know: stop and tell me",
    },
    "withdraw": {
        "award": f"https://badges.harbour.example/awards/{FIRST}/",
        "act": forms.WITHDRAW,
        "reason": "It was recorded in error by the institution.",
    },
    "correct": {"award": "Ada Okafor", "detail": forms.NAME, "text": "Ada Okafor-Lovelace"},
    "achievement": {
        "title": "Tidal Charts",
        "slug": "",
        "kind": "A micro-credential",
        "about": "Reads a chart.",
        "outcomes": "Read a chart\n- Say where the water is",
        "criteria": "Read one **aloud**.",
        "language": "en",
        "hours": "50",
        "credits": "2,5",
        "level": "EQF level 5",
        "assessment": "By a project",
        "mode": "Online",
        "quality": "Yearly review",
    },
    "course": {
        "achievement": "Harbour Visit",
        "run": "Spring 2026",
        "first": "2026-02-02",
        "last": "2026-05-08",
        "language": "en",
        "mode": "In person",
        "places": "24",
        "enrolled": "22",
        "completed": "20",
        "passed": "17",
        "spread": "",
        "as_of": "2026-05-12",
        "source": "Mark sheets",
        "responses": "16",
        "score": "4.3 of 1-5",
        "asked_on": "2026-05-12",
        "changed": "One more hour at sea.",
    },
    "endorsement": {
        "achievement": "visit",
        "by": "North Quay Port Authority",
        "role": "An employer",
        "url": "https://www.northquay.example",
        "comment": "We *hire* them.",
        "date": "2026-04-01",
        "source": "",
    },
    "removal": {"learner": "l-2", "agreed": f"- [X] {forms.AGREED}"},
}


def body(form, **changes):
    """The text of an issue that was made with this form; `changes` are other answers."""
    answers = {**ANSWERS[form], **changes}
    labels = {one.id: one.label for one in FORM[form].fields}
    rendered = {labels[name]: f"```text\n{text}\n```" if name == "table" else text for name, text in answers.items()}
    return form_body(rendered)
