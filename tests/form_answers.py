"""Good answers to each form, by the id of the question."""

from registries import FIRST
from testamur.github import forms

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
    "removal": {"learner": "l-2", "agreed": f"- [X] {forms.AGREED}"},
}
