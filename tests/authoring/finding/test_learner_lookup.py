import pytest

from issuing import Random
from testamur.authoring.finding.learner_lookup import LearnerDetails, LearnerLookup
from testamur.records.model.models import Learner

LEARNERS = [
    Learner(id="l-1", name="Ada Okafor"),
    Learner(id="l-2", name="Zoë Ó Briain", email="zoe@mail.example"),
    Learner(id="l-3", name="Zoë Ó Briain", email="z@mail.example"),
]


def make(*learners, closed=True, reserved=()):
    known = {one.id: one for one in learners or LEARNERS}
    return LearnerLookup(known, closed=closed, reserved=reserved, random=Random())


def find(people=None, **person):
    return (people or make()).find(LearnerDetails(row=7, **person))


def test_a_learner_is_found_by_id_alone():
    assert find(id="l-1").candidates == ("l-1",)


def test_an_id_with_the_wrong_name_is_refused():
    assert find(id="l-1", name="Bo Lind").refusal[:3] == ("name", "other-name", "l-1 is Ada Okafor")
    assert find(id="l-1", name="ada  OKAFOR").candidates == ("l-1",)


def test_an_id_with_another_address_gets_a_note():
    assert "another address" in find(id="l-2", email="new@mail.example").note


def test_an_unknown_id_means_a_new_learner_if_it_is_well_formed_and_named():
    assert find(id="l-9", name="Bo Lind").refusal is None
    assert find(id="l-9").refusal[1] == "unknown-reference"
    assert "a student number is not one" in find(id="20231234", name="Bo Lind").refusal[3]


def test_a_learner_is_found_by_address_in_upper_or_lower_case():
    assert find(email="ZOE@mail.example").candidates == ("l-2",)
    assert find(email="zoe@mail.example", name="Zoë Ó Briain").doubt == ""


def test_a_known_address_with_another_name_is_doubtful():
    match = find(email="zoe@mail.example", name="Bo Lind")
    assert (match.candidates, match.is_other_name) == (("l-2",), True)
    assert match.doubt == "l-2 (Zoë Ó Briain, zoe@mail.example) has this address, and another name"


def test_an_unknown_address_without_a_name_is_refused():
    assert find(email="bo@mail.example").refusal[0] == "name"


def test_a_row_without_a_name_id_or_address_is_refused():
    assert find().refusal[2] == "nobody is named here"


def test_a_known_name_alone_is_doubtful_and_lists_all_who_have_it():
    assert find(name="ADA  okafor").doubt == "l-1 (Ada Okafor) has this name"
    assert find(name="Zoë Ó Briain").candidates == ("l-2", "l-3")


@pytest.mark.parametrize("name", ["Zoe O Briain", "ZOË Ó BRIAIN", "Zoë Ó-Briain", "Zoé O Briain"])
def test_another_spelling_of_a_name_is_doubtful(name):
    assert find(name=name).candidates == ("l-2", "l-3")


def test_a_doubt_says_that_the_name_may_be_written_otherwise():
    assert find(name="Ada Ókafor").doubt == "l-1 (Ada Okafor) has this name, perhaps written otherwise"


def test_another_name_means_a_new_learner():
    assert find(name="Zoë Ó Brian").candidates == ()


def test_different_addresses_distinguish_two_people_of_one_name():
    match = find(name="Zoë Ó Briain", email="other@mail.example")
    assert (match.candidates, match.doubt) == ((), "")
    assert match.note.startswith("taken as somebody other than l-2")


def test_an_address_does_not_distinguish_from_a_namesake_without_one():
    assert find(name="Ada Okafor", email="ada@mail.example").doubt == "l-1 (Ada Okafor) has this name"


def test_a_learner_added_by_a_row_is_known_to_later_rows():
    people = make()
    found = people.add(LearnerDetails(row=4, name="Bo Lind"))
    assert find(people, name="Bo Lind").candidates == (found,)
    assert find(people, name="Bo Lind").doubt == "Bo Lind of row 4 has this name"


def test_a_new_learner_keeps_the_given_id():
    assert make().add(LearnerDetails(row=4, id="l-9", name="Bo Lind")) == "l-9"


def test_numbered_ids_continue_and_skip_those_that_rows_reserve():
    people = make(closed=False, reserved=["l-7", "20231234"])
    assert [people.add(LearnerDetails(row=row, name=f"Bo {row}")) for row in (2, 3)] == ["l-8", "l-9"]


def test_too_many_learners_of_one_name_are_refused_without_comparing_them():
    crowd = [Learner(id=f"l-{number}", name="Bo", email="b@mail.example") for number in range(51)]
    assert find(make(*crowd), name="Bo").refusal[1] == "ambiguous"
    assert find(make(*crowd), name="Li", email="b@mail.example").refusal[1] == "ambiguous"


@pytest.mark.parametrize("name", ["Bo\x1b[2J", "\u202eoB"])
def test_a_name_in_a_message_has_no_control_characters(name):
    doubt = find(make(Learner(id="l-1", name=name)), name=name).doubt
    assert "\x1b" not in doubt
    assert "\u202e" not in doubt
