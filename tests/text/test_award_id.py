"""Award ids: random, and robust when they are read aloud or mistyped."""

import pytest

from issuing import Random, an_id
from testamur.text import award_id

ID = an_id(1)
CHARACTERS = ID.replace("-", "")


def test_a_drawn_id_is_valid():
    assert all(award_id.is_award_id(an_id(number)) for number in range(200))


def test_check_characters_equal_worked_examples():
    # By hand: doubling the right-most of fifteen zeros and a one gives 2, and 32 - 2 = 30 is "y".
    assert award_id.check_character("0" * 15) == "0"
    assert award_id.check_character("0" * 14 + "1") == "y"


@pytest.mark.parametrize("place", range(16))
def test_one_wrong_character_is_always_noticed(place):
    for other in award_id.ALPHABET:
        if other != CHARACTERS[place]:
            with pytest.raises(ValueError, match="mistyped"):
                award_id.canonical(CHARACTERS[:place] + other + CHARACTERS[place + 1 :])


@pytest.mark.parametrize(
    "typed",
    [
        ID,
        ID.upper(),
        CHARACTERS,
        f"  {ID} ",
        ID.replace("0", "o"),
        ID.replace("1", "l"),
        ID.replace("1", "I"),
        ID.replace("-", " "),
    ],
)
def test_ids_are_read_as_people_type_them(typed):
    assert award_id.canonical(typed) == ID


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "has 0"), (ID + "0", "has 17"), (ID[:-1] + "u", "'u' is not"), (ID[:-1] + "ß", "is not a character")],
)
def test_an_invalid_id_is_refused_with_a_reason(typed, reason):
    with pytest.raises(ValueError, match=reason):
        award_id.canonical(typed)


def test_only_the_canonical_form_is_a_valid_id():
    assert not any(award_id.is_award_id(other) for other in (ID.upper(), CHARACTERS, f"{ID}\n", ID.replace("-", "_")))


def test_characters_are_drawn_evenly():  # V-02
    random = Random(3)
    drawn = "".join(award_id.generate(random).replace("-", "")[:15] for _ in range(2000))
    counts = [drawn.count(character) for character in award_id.ALPHABET]
    expected = len(drawn) / 32
    # Chi-square with 31 degrees of freedom: above 61 by chance once in a thousand.
    assert sum((count - expected) ** 2 / expected for count in counts) < 61
