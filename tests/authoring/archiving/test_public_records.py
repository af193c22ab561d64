import pytest

from testamur.authoring.archiving import public_records
from testamur.records.parsing import schema
from testamur.records.parsing.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_of_every_member_of_a_record_it_is_decided_whether_it_is_public(kind):
    public = public_records.PUBLIC.get(kind, frozenset())
    private = public_records.PRIVATE.get(kind, frozenset())
    assert not public & private
    if kind in public_records.LEFT_OUT:
        assert not public | private
    else:
        assert public | private == set(schema.bundled(kind)["properties"])
