import pytest

from testamur.authoring.finding.level_lookup import level_id
from testamur.records.model.models import ResultDescription, RubricLevel

LEVELS = (
    RubricLevel(id="beginning", name={"en": "Beginning", "fr": "Débutant"}),
    RubricLevel(id="sure", name={"en": "Sure of it", "fr": "Confirmé"}),
    RubricLevel(id="expert", name="Confirmé"),
)


def result(levels=LEVELS):
    return ResultDescription(id="talk", name="Talk", result_type="PerformanceLevel", levels=levels)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("sure", "sure"),
        ("SURE", "sure"),
        ("  sure   of it ", "sure"),
        ("de\u0301butant", "beginning"),
        ("Confirmé", "Confirmé"),  # two have this name
        ("best", "best"),
        ("", ""),
    ],
)
def test_a_level_is_found_by_its_id_or_by_an_unambiguous_name_in_any_language(said, level):
    assert level_id(result(), said) == level


def test_a_result_without_levels_is_returned_unchanged():
    assert level_id(result(()), "87") == "87"
