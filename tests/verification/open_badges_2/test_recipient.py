"""Whether an award was made to an e-mail address: the same in Python and in the browser."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import node_scripts
from testamur.verification.open_badges_2.recipient import Identity, compare, identity_in, identity_of
from thoroughness import examples

ADDRESS, SALT = "zoe@learner.example", "deadsea"
# The specification's own example (Open Badges 2.0, "Identity Hash"), as 1EdTech's inspector has it.
SHA256 = "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942"
MD5 = f"md5${hashlib.md5(f'{ADDRESS}{SALT}'.encode(), usedforsecurity=False).hexdigest()}"
PLAIN = Identity(hashed=False, identity=ADDRESS, salt="")


def hashed(identity, salt=SALT):
    return Identity(hashed=True, identity=identity, salt=salt)


def own(address=ADDRESS, salt=SALT):
    return hashed(f"sha256${hashlib.sha256(f'{address}{salt}'.encode()).hexdigest()}", salt)


CASES = [
    (PLAIN, ADDRESS, True),
    (PLAIN, "eve@learner.example", False),
    (Identity(hashed=False, identity=f"mailto:{ADDRESS}", salt=""), ADDRESS, True),
    (own(), ADDRESS, True),
    (own(), f"  {ADDRESS.upper()} ", True),
    (own(), "eve@learner.example", False),
    (own(), "", False),
    (own(salt=""), ADDRESS, True),
    (hashed(own().identity.upper().replace("SHA256", "sha256")), ADDRESS, True),
    (hashed(MD5), ADDRESS, True),
    (hashed(MD5), "eve@learner.example", False),
    (hashed("sha512$00"), ADDRESS, None),
    (hashed("no hash at all"), ADDRESS, None),
    (hashed("sha256$"), ADDRESS, False),
    (None, ADDRESS, None),
]


@pytest.mark.parametrize(("identity", "address", "fits"), CASES)
def test_a_recipient_is_compared_with_an_address(identity, address, fits):
    assert compare(identity, address).fits is fits


def test_a_weak_hash_is_called_that():
    assert "MD5, which is weak" in compare(hashed(MD5), ADDRESS).said
    assert "MD5" not in compare(own(), ADDRESS).said


def in_node(script, asked):
    return node_scripts.evaluate(script.replace("VERIFIER", node_scripts.VERIFIER.as_uri()), given=asked)


def test_the_browser_says_the_same():
    script = """
        import { readFileSync } from "node:fs";
        const { compare } = await import("VERIFIER/ob2_recipient.js");
        const found = [];
        for (const [identity, address] of JSON.parse(readFileSync(0))) {
          const { fits, said } = await compare(identity, address);
          found.push([fits, String(said)]);
        }
        console.log(JSON.stringify(found));
    """
    asked = [
        (identity and {"hashed": identity.hashed, "identity": identity.identity, "salt": identity.salt}, address)
        for identity, address, _ in CASES
    ]
    ours = [compare(identity, address) for identity, address, _ in CASES]
    assert in_node(script, asked) == [[found.fits, found.said] for found in ours]


def test_the_browsers_md5_is_that_of_python():
    script = """
        import { readFileSync } from "node:fs";
        const { md5 } = await import("VERIFIER/md5.js");
        const texts = JSON.parse(readFileSync(0)).map((hex) => new Uint8Array(Buffer.from(hex, "hex")));
        console.log(JSON.stringify(texts.map(md5)));
    """
    texts = [bytes(range(256))[:length] for length in range(200)] + [
        b"",
        b"a",
        b"abc",
        b"message digest",
        "é李".encode(),
    ]
    assert in_node(script, [text.hex() for text in texts]) == [
        hashlib.md5(text, usedforsecurity=False).hexdigest() for text in texts
    ]


@pytest.mark.parametrize(
    "recipient",
    [
        None, "zoe@learner.example", [], {}, {"type": "url", "hashed": False, "identity": "https://zoe.example"},
        {"type": "email", "identity": ADDRESS}, {"type": "email", "hashed": "true", "identity": ADDRESS},
        {"type": "email", "hashed": True, "identity": 7}, {"type": ["email"], "hashed": True, "identity": SHA256},
    ],
)  # fmt: skip
def test_a_recipient_of_another_form_names_no_address(recipient):
    assert identity_in(recipient) is None


def test_a_subject_of_open_badges_3_names_an_address_by_its_identifier():
    one = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": SHA256,
        "identityType": "emailAddress",
        "salt": SALT,
    }
    name = {**one, "identityType": "name"}
    assert identity_of({"identifier": [name, one]}) == hashed(SHA256)
    assert identity_of({"identifier": one}) == hashed(SHA256)
    for subject in (None, {}, {"identifier": name}, {"identifier": [one, one]}, {"identifier": "x"}):
        assert identity_of(subject) is None


anything = st.none() | st.booleans() | st.integers() | st.text(max_size=9)


@examples(100, 2000)
@given(st.dictionaries(st.sampled_from(["type", "hashed", "identity", "salt"]), anything), st.text(max_size=20))
def test_no_recipient_and_no_address_ends_in_anything_but_a_sentence(recipient, address):
    found = compare(identity_in(recipient), address)
    assert found.said.endswith(".")
