"""Shapes of charts: their lengths are those of the numbers, and nothing else is in them."""

import re
from xml.etree import ElementTree

import pytest

from testamur.publishing.art import charts


def rects(drawn):
    """Each rectangle's class and its length: of a column its height, of a bar its width."""
    side = "height" if "column" in drawn or "histogram" in drawn else "width"
    return [(one.get("class"), float(one.get(side))) for one in ElementTree.fromstring(drawn).iter("rect")]


def test_the_longest_column_has_the_whole_height_and_half_of_it_half():
    assert rects(charts.column(8, 8, "8", width=40)) == [("full", charts.HEIGHT)]
    assert rects(charts.column(4, 8, "4", width=40)) == [("full", charts.HEIGHT / 2)]


def test_a_part_year_is_hatched_and_another_number_marked_at_its_height():
    drawn = charts.column(6, 8, "6", width=40, part=True, mark=4)
    assert 'class="hatch"' in drawn
    assert rects(drawn) == [("part", 90.0)]
    assert 'class="mark" d="M-4 82H44"' in drawn


def test_a_stub_has_no_number():
    assert not re.search(r">[0-9]", charts.stub(width=40))


def test_the_parts_of_a_bar_add_up_to_it():
    assert rects(charts.bar([("passed", 5), ("stayed", 3), ("left", 2)], 10)) == [
        ("passed", 500.0),
        ("stayed", 300.0),
        ("left", 200.0),
    ]


def test_a_part_with_nobody_is_not_drawn():
    assert rects(charts.bar([("passed", 10), ("left", 0)], 10)) == [("passed", 1000.0)]


def test_a_score_stands_where_its_one_decimal_does():
    # 25 people whose answers add up to 89 or to 90 would stand at two places otherwise.
    assert charts.dots([89 / 25, 3.6], 1, 5) == charts.dots([90 / 25, 3.6], 1, 5)


def test_the_newest_score_is_a_dot_without_a_hole():
    drawn = charts.dots([3.0, 5.0], 1, 5)
    assert drawn.count('class="dot"') == 2
    assert drawn.count('class="hole"') == 1
    assert 'class="hole" d="M500 5' in drawn


@pytest.mark.parametrize(("fill", "height"), [(0.0, "0"), (0.5, "5"), (1.0, "10"), (1.4, "10")])
def test_a_strip_is_filled_as_far_as_the_places_were_taken(fill, height):
    assert f'class="full" x="250" y="{10 - int(height)}" width="500" height="{height}"' in charts.strip(
        0.25, 0.75, fill, []
    )


def test_a_strip_whose_places_are_not_told_has_no_fill():
    assert 'class="full"' not in charts.strip(0.25, 0.75, None, [])


def test_a_run_of_a_day_can_be_seen_at_the_end_of_the_line():
    ((_, width),) = rects(charts.strip(1.0, 1.0, None, []))
    assert width >= 5


def test_a_histogram_has_a_column_for_each_count():
    assert [height for _, height in rects(charts.histogram([1, 4, 2]))] == [15.0, 60.0, 30.0]


def test_a_number_cannot_break_out_of_its_column():
    assert "<b>" not in charts.column(1, 1, "<b>", width=40)


def test_a_scale_that_runs_downwards_has_its_best_at_the_end_and_the_same_steps():
    assert charts.dots([2.0], 5, 1) == charts.dots([4.0], 1, 5)


def test_many_columns_of_a_histogram_still_have_a_width():
    drawn = ElementTree.fromstring(charts.histogram(list(range(1, 51))))
    assert {float(one.get("width")) for one in drawn.iter("rect")} == {18.0}


def test_a_long_number_is_written_smaller():
    assert 'class="long"' in charts.column(12345, 12345, "12,345", width=34)
    assert 'class="long"' not in charts.column(123, 123, "123", width=34)
