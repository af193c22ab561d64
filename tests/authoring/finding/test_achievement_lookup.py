from dataclasses import replace

import pytest

from samples import ACHIEVEMENT
from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.records.parsing.formats import FormatError

OTHER = replace(ACHIEVEMENT, slug="net-mending", name="Net Mending")
EARNED = AchievementLookup(
    [ACHIEVEMENT, OTHER, replace(OTHER, slug="second"), replace(OTHER, slug="third", name="Knots")]
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("data-analysis-foundations", "data-analysis-foundations"),
        ("data  analysis FOUNDATIONS", "data-analysis-foundations"),
        ("Fondements de l’analyse de données", "data-analysis-foundations"),
        ("Knots", "third"),
    ],
)
def test_an_achievement_is_found_by_its_file_or_its_title_in_any_language(text, slug):
    assert EARNED.find(text) == slug


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Net Mending", "Write one of net-mending, second"),
        ("Data Analysis Foundation", "Did you mean data-analysis-foundations?"),
        ("zzz", "Add it first"),
        ("", "no achievement is given"),
    ],
)
def test_an_unknown_or_ambiguous_achievement_is_refused_with_a_reason(text, told):
    with pytest.raises(FormatError) as raised:
        EARNED.find(text)
    assert told in f"{raised.value.reason}. {raised.value.remedy}"


def test_suggestions_are_bounded():
    earned = AchievementLookup([ACHIEVEMENT])
    remedies = set()
    for number in range(25):
        with pytest.raises(FormatError) as raised:
            earned.find(f"data-analysis-foundations {number}")
        remedies.add((raised.value.remedy, number < 20))
    assert {
        ("Did you mean data-analysis-foundations?", True),
        ("The registry has data-analysis-foundations. Add it first, with testamur new achievement", False),
    } == remedies
