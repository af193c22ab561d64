import pytest

from testamur.publishing.art import charts


@pytest.mark.parametrize("highest", [1, 2, 4, 5, 9, 10, 16, 19, 78, 100, 999, 12345, 1000000])
def test_a_scale_has_few_whole_marks_and_covers_the_highest_value(highest):
    marks = charts._marks(highest)
    assert marks[0] == 0
    assert marks[-1] >= highest
    assert 2 <= len(marks) <= 6
    assert all(isinstance(one, int) for one in marks)
