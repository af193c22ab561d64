"""Sealed awards: their entries in the index, and their files, opened with a right and a wrong key."""

import json

from testamur.credentials import addresses, sealed_entry, sealed_file
from testamur.proofs import jcs
from vector_making import cases
from vector_making.cases import case
from vector_making.sample_credentials import BASE, HELD, REVOKED, an_award, id_of

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
AWARD, OTHER_AWARD = id_of("sealed"), id_of("sealed-other")
PARTS = {"credential.json": b'{"a":1}', "badge.png": bytes(range(256)), "award.tlog-proof": b""}


def add():
    for name, index, state, verdict, fails in (
        ("sealed", None, "active", "VALID", {}),
        ("sealed-erased", None, "erased", "VALID", {}),
        ("sealed-revoked", REVOKED, "revoked", "REVOKED", {"status": "revoked"}),
        ("sealed-suspended", HELD, "suspended", "SUSPENDED", {"status": "suspended"}),
        ("sealed-superseded", REVOKED, "superseded", "SUPERSEDED", {"status": "superseded"}),
    ):
        made = an_award(name) if index is None else an_award(name, index=index)
        enter(name, sealed_entry.entry([opening_of(made)], state))
        case(name, made, verdict, fails=fails, index=False)
    name = "sealed-replaced"
    made = an_award(name)
    enter(name, sealed_entry.entry([opening_of(made), "0" * 64], "active"))
    case(name, made, "SUPERSEDED", fails={"edition": "replaced"}, index=False)
    name = "sealed-never-published"
    enter(name, sealed_entry.entry(["0" * 64], "active"))
    case(name, an_award(name), "INVALID", fails={"edition": "not-the-published-edition"}, index=False)
    name = "sealed-index-disagrees"
    made = an_award(name)
    enter(name, sealed_entry.entry([opening_of(made)], "revoked"))
    case(name, made, "INDETERMINATE", stuck={"edition": "index-disagrees"}, index=False)
    name = "sealed-state-of-another-award"
    made = an_award(name)
    [[edition, _]], [[_, state]] = (
        sealed_entry.entry([one], "active")["sealed"] for one in (opening_of(made), "0" * 64)
    )
    enter(name, {"sealed": [[edition, state]]})
    case(name, made, "INDETERMINATE", stuck={"edition": "index-disagrees"}, index=False)
    for name, entry in {
        "sealed-since": sealed_entry.entry(["", "0" * 64], "active"),
        "sealed-entry-is-empty": {"sealed": []},
        "sealed-entry-is-text": {"sealed": "00"},
        "sealed-entry-has-numbers": {"sealed": [[1, 2]]},
        "sealed-entry-has-three": {"sealed": [["", "", ""]]},
    }.items():
        enter(name, entry)
        case(name, an_award(name), "INDETERMINATE", stuck={"edition": "sealed-since"}, index=False)


def opening_of(made):
    return sealed_entry.opening(jcs.canonicalize(made))


def enter(name, entry):
    award_id = id_of(name)
    cases.INDEX.setdefault(addresses.index_shard(BASE, award_id), {})[addresses.index_entry(award_id)] = entry


def files():
    """Each sealed file, and what has to be said of it, by their paths below tests/vectors/sealed."""
    made = {}
    for name, (data, key, award, code) in sealed().items():
        expected = {"award": award, "key": key, "code": code}
        if not code:
            expected["parts"] = {part: data.hex() for part, data in PARTS.items()}
        made[f"{name}/award.sealed"] = data
        made[f"{name}/expect.json"] = (json.dumps(expected, indent=2) + "\n").encode()
    return made


def sealed():
    """Each file, with the key of the link, the award under whose id it lies, and the code of what is wrong."""
    good, key = sealed_file.seal(KEY, AWARD, PARTS), sealed_file.write_key(KEY)
    head, salt = len("testamur-sealed/1\n") + 16, 32
    return {
        "opens": (good, key, AWARD, ""),
        "opens-larger": (sealed_file.seal(KEY, AWARD, PARTS | {"more": bytes(40_000)}), key, AWARD, ""),
        "key-of-another-link": (good, sealed_file.write_key(OTHER_KEY), AWARD, "sealed-key"),
        "key-too-short": (b"", key[:-1], AWARD, "key-form"),
        "key-too-long": (b"", f"{key}A", AWARD, "key-form"),
        "key-in-another-spelling": (b"", f"{key[:-1]}9", AWARD, "key-form"),
        "key-with-other-letters": (b"", f"{key[:-1]}é", AWARD, "key-form"),
        "no-key": (b"", "", AWARD, "key-form"),
        "of-another-award": (good, key, OTHER_AWARD, "sealed-damaged"),
        "another-award-under-this-id": (sealed_file.seal(KEY, OTHER_AWARD, PARTS), key, AWARD, "sealed-damaged"),
        "salt-of-another-file": (
            good[:head] + sealed_file.seal(KEY, OTHER_AWARD, PARTS)[head : head + salt] + good[head + salt :],
            key,
            AWARD,
            "sealed-damaged",
        ),
        "tag-changed": (good[:-1] + bytes([good[-1] ^ 1]), key, AWARD, "sealed-damaged"),
        "cut-off": (good[:-1], key, AWARD, "sealed-form"),
        "cut-off-by-a-step": (good[: -sealed_file.STEP], key, AWARD, "sealed-form"),
        "with-more-behind": (good + b"\0", key, AWARD, "sealed-form"),
        "with-a-step-behind": (good + bytes(sealed_file.STEP), key, AWARD, "sealed-damaged"),
        "head-alone": (good[: head + salt + 16], key, AWARD, "sealed-form"),
        "empty": (b"", key, AWARD, "sealed-form"),
        "web-page": (b"<!doctype html><title>Not found</title>", key, AWARD, "sealed-form"),
        "newer-version": (good.replace(b"sealed/1\n", b"sealed/2\n", 1), key, AWARD, "sealed-version"),
        "padded-with-more": (padded(lambda whole: whole + bytes(sealed_file.STEP)), key, AWARD, "sealed-padding"),
        "padded-with-something": (padded(lambda whole: whole[:-1] + b"\1"), key, AWARD, "sealed-padding"),
        "padded-length-too-large": (padded(lambda whole: b"\xff" * 4 + whole[4:]), key, AWARD, "sealed-padding"),
        "parts-are-no-json": (holding(b"no!"), key, AWARD, "sealed-parts"),
        "parts-are-a-list": (holding(b"[]"), key, AWARD, "sealed-parts"),
        "parts-are-numbers": (holding(b'{"a":1}'), key, AWARD, "sealed-parts"),
        "parts-with-one-twice": (holding(b'{"a":"QQ==","a":"Qg=="}'), key, AWARD, "sealed-parts"),
        "parts-with-spaces": (holding(b'{"a": "QQ=="}'), key, AWARD, "sealed-parts"),
        "parts-in-base64-with-a-line-end": (holding(b'{"a":"QQ==\\n"}'), key, AWARD, "sealed-parts"),
        "parts-in-base64-without-its-end": (holding(b'{"a":"QQ"}'), key, AWARD, "sealed-parts"),
        "parts-in-base64-with-bits-that-mean-nothing": (holding(b'{"a":"QR=="}'), key, AWARD, "sealed-parts"),
        "parts-are-no-base64": (holding(b'{"a":"*"}'), key, AWARD, "sealed-parts"),
    }  # fmt: skip


def holding(data):
    """A file that is sealed and padded as any is, with something else in it."""
    return padded(lambda whole: len(data).to_bytes(4) + data + bytes(len(whole) - 4 - len(data)))


def padded(change):
    """A file that is sealed as any is, but for how it is padded, or what is in it."""
    pad = sealed_file._pad
    sealed_file._pad = lambda data: change(pad(data))
    try:
        return sealed_file.seal(KEY, AWARD, PARTS)
    finally:
        sealed_file._pad = pad
