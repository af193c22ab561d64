"""Which part of a site an award is in."""

from collections import Counter

import pytest

from issuing import an_id
from testamur.errors import UsageError
from testamur.publishing.site.parts import shard
from testamur.publishing.site.parts.shard import Shard

IDS = [an_id(number) for number in range(700)]


@pytest.mark.parametrize("of", [1, 2, 3, 7])
def test_the_parts_together_have_every_award_once(of):
    parts = [Shard(number, of) for number in range(1, of + 1)]
    assert all(sum(part.has(award_id) for part in parts) == 1 for award_id in IDS)


def test_parts_are_about_equal():
    sizes = Counter(number for award_id in IDS for number in range(1, 8) if Shard(number, 7).has(award_id))
    assert all(75 < size < 125 for size in sizes.values())


def test_a_part_depends_on_the_id_alone():
    # From outside: SHA-256 of the id, its first 8 bytes as a number, modulo 3.
    assert [number for number in (1, 2, 3) if Shard(number, 3).has("harbour")] == [1 + 0xAA74F6FD03BF68BE % 3]


def test_ids_that_are_alike_are_spread():
    assert 30 < sum(Shard(1, 2).has(f"award-{number:04}") for number in range(100)) < 70


def test_only_the_first_part_has_what_is_no_awards_own():
    assert [Shard(number, 3).has_common for number in (1, 2, 3)] == [True, False, False]


def test_a_part_is_read_as_it_is_written():
    assert shard.parse("2/7") == Shard(2, 7)
    assert str(Shard(2, 7)) == "2/7"


@pytest.mark.parametrize("text", ["", "2", "0/3", "4/3", "1/0", "01/3", "-1/3", "1/1001", "1/3 ", "a/b", "1//3", "١/٣"])
def test_what_names_no_part_is_refused(text):
    with pytest.raises(UsageError, match="write 2/7"):
        shard.parse(text)
