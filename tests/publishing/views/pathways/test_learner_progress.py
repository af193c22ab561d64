"""How far a learner is in each pathway that anything of theirs counts towards."""

from page_samples import ACHIEVEMENT, sample_views


def progress(*earned):
    return {one.pathway.title: one for one in sample_views().progress(earned)}


def test_progress_is_shown_for_each_pathway_with_something_earned():
    found = progress("safety", "navigation")
    assert set(found) == {"First steps", "Work on the quay"}
    quay = found["Work on the quay"]
    assert (quay.done, quay.total, quay.is_complete, quay.has_milestone) == (0, 3, False, False)
    assert [stop.title for one in quay.next_steps for stop in one.items] == ["First steps"]
    assert (found["First steps"].done, found["First steps"].total) == (1, 2)


def test_progress_counts_steps_and_shows_the_rest_of_a_choice():
    quay = progress("safety", "first-aid", "tides")["Work on the quay"]
    assert quay.done == 1
    assert [(one.number, one.choose, len(one.items)) for one in quay.next_steps] == [(2, 1, 3)]


def test_progress_shows_completion_and_the_milestone():
    everything = ("safety", "first-aid", "tides", "ecology", ACHIEVEMENT.slug)
    quay = progress(*everything)["Work on the quay"]
    assert (quay.done, quay.is_complete, quay.has_milestone, quay.next_steps) == (3, True, False, ())
    assert progress(*everything, "quay-hand")["Work on the quay"].has_milestone


def test_without_a_relevant_achievement_no_progress_is_shown():
    assert progress() == progress("something-else") == {}
