"""Which form an issue was made with."""

import pytest

from form_answers import ANSWERS, FORM, body
from testamur.github import forms


@pytest.mark.parametrize("form", ANSWERS)
def test_an_issue_without_its_label_is_recognised_by_its_headings(form):
    assert forms.of_issue([], body(form)) == FORM[form]
    assert forms.of_issue(["bug"], "### What happened?\n\nIt broke.") is None


def test_the_labels_of_an_issue_select_one_form():
    assert forms.by_label(["bug", "testamur: award"]) == FORM["award"]
    assert forms.by_label(["testamur: award", "testamur: removal"]) is None
    assert forms.by_label([]) is None
