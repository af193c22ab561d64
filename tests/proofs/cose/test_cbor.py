"""CBOR has one form: what is written is read again, all else is refused, and a stranger's encoder writes the same."""

import time

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostile_cbor
from testamur.errors import DocumentError
from testamur.proofs.cose import cbor

SCALARS = st.integers(-(2**53), 2**53 - 1) | st.binary(max_size=300) | st.text(max_size=100)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple) | st.dictionaries(st.integers(-70000, 70000), inner, max_size=4)
    ),
    max_leaves=6,
)


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@pytest.mark.parametrize("name", hostile_cbor.REFUSED)
def test_every_other_form_is_refused(name):
    data, reason = hostile_cbor.REFUSED[name]
    with pytest.raises(DocumentError, match=f"^{reason}$"):
        cbor.decode(bytes.fromhex(data))


@pytest.mark.parametrize("data", hostile_cbor.READ)
def test_the_one_form_is_read(data):
    def plain(value):
        if isinstance(value, dict):
            return {str(key): plain(inner) for key, inner in value.items()}
        return [plain(inner) for inner in value] if isinstance(value, tuple) else value

    assert plain(cbor.decode(bytes.fromhex(data))) == hostile_cbor.READ[data]


@given(VALUES.filter(lambda value: depth(value) <= cbor.MOST_DEPTH))
def test_what_is_written_is_read_again(value):
    assert cbor.decode(cbor.encode(value)) == value


# That encoder has the older order of keys (RFC 8949, 4.2.3), which is the same where none is below zero.
@given(st.lists(SCALARS, max_size=4).map(tuple) | st.dictionaries(st.integers(0, 70000), SCALARS, max_size=4) | SCALARS)
def test_a_strangers_deterministic_encoder_writes_the_same(value):
    assert cbor.encode(value) == cbor2.dumps(value, canonical=True)


@given(st.binary(max_size=60))
def test_whatever_is_read_is_written_the_same(data):
    try:
        value = cbor.decode(data)
    except DocumentError:
        return
    assert cbor.encode(value) == data


def test_reading_takes_no_longer_than_there_are_bytes():
    # An array of the longest arrays that there may be: a second is hundreds of times what it takes.
    data = cbor.encode(tuple((0,) * 20_000 for _ in range(20)))
    started = time.process_time()
    cbor.decode(data)
    assert time.process_time() - started < 5
