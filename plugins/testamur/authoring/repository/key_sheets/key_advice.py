"""What a key sheet says: what each of a registry's three keys is for, and what to do on the day something goes wrong.

As HTML. The same is in docs/operating.md, "A log that nobody can change in silence".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

KeyKind = Literal["signing", "log", "root"]

TITLE = "The three keys of a registry"
ABOUT = "Each does one thing, so that no one of them is enough. A registry without a public log has the first alone."
COLUMNS = ("Key", "Where it is", "What it signs", "If it is stolen", "If it is lost")
THREE_KEYS: Mapping[KeyKind, tuple[str, ...]] = {
    "signing": (
        "Signing key",
        "the secret <code>TESTAMUR_SIGNING_KEY</code>, and a sealed copy",
        "awards and status lists",
        "they issue in your name, dated as they like: the root key says from which entry of the log on",
        "a new one; awards stay good",
    ),
    "log": (
        "Log key",
        "the secret <code>TESTAMUR_LOG_KEY</code>, and a sealed copy",
        "the log, at every publish",
        "they can show two histories, which browsers and witnesses notice: the root key replaces it",
        "the root key replaces it; the log goes on",
    ),
    "root": (
        "Root key",
        "offline, in two places; in no secret and on no server",
        "which signing keys are good, which key the log has, and its end",
        "end the log, and begin another under a new root key",
        "awards stay good, and no key can be changed provably any more",
    ),
}

PURPOSE: Mapping[KeyKind, str] = {
    "signing": "This key signs the institution’s credentials. Whoever has it and its passphrase can issue in the "
    "institution’s name.",
    "log": "This key signs the public log of all that is issued. Whoever has it and its passphrase can show people "
    "another log than the true one, but cannot issue.",
    "root": "This key says which signing keys are good, and which key the public log has. It stays offline: whoever "
    "has it and its passphrase can call any key good.",
}

_SIGNING: Sequence[tuple[str, tuple[str, ...]]] = (
    (
        "The key or its passphrase is lost",
        (
            "Nothing that was issued is harmed: every award still verifies.",
            "Make a new key with <code>testamur keygen</code>. Add its line to <code>credentials/issuer.yml</code>.",
            "Give the lost key’s line <code>to:</code> with the last day it signed, and <code>retired: true</code>. "
            "Leave the line there: without it the old awards would fail.",
            "Put the new key where the old one was used, run <code>testamur issue</code>, and build the site.",
        ),
    ),
    (
        "Someone else saw the key, or may have",
        (
            "Do this today: until it is done, they can issue in the institution’s name.",
            "Make a new key, and add its line to <code>credentials/issuer.yml</code>.",
            "Give the old key’s line <code>compromised: true</code>. Nothing it signed is relied on from then on.",
            "Run <code>testamur issue --reissue-key</code> followed by the old public key: what it signed is signed "
            "again with the new one. Build and publish the site.",
            "In a registry with a public log: <code>testamur log root key-add</code> for the new key, then "
            "<code>key-revoke --trusted-below N</code> for the old one, on the machine with the root key. Nothing that "
            "was entered before N has to be signed again.",
            "Learners keep their link; files they downloaded before must be downloaded again. Tell them.",
        ),
    ),
    (
        "A custodian leaves",
        (
            "Name another, in writing, before the last day. There are always two.",
            "If the one who leaves knew the passphrase or had a copy: make a new key, and retire this one as if it "
            "were lost. No award changes.",
        ),
    ),
    (
        "When the day of the next rotation comes",
        (
            "Make a new key and add its line. Retire this one: <code>to:</code> and <code>retired: true</code>.",
            "Keep the line for good; destroy the retired key itself, every copy.",
        ),
    ),
)
_LOG: Sequence[tuple[str, tuple[str, ...]]] = (
    (
        "The key or its passphrase is lost, or someone else may have seen it",
        (
            "Nothing that was issued is harmed: every award, and every proof that it stands in the log, stays good.",
            "On the machine with the root key: <code>testamur log root log-key --root-key FILE</code>. It makes a new "
            "key, and writes both into <code>credentials/issuer.yml</code>.",
            "Put the new key into the secret <code>TESTAMUR_LOG_KEY</code>, and give the new public key to the log’s "
            "witnesses.",
            "Propose the change on its own, and let it be approved. The next publish signs with the new key. Destroy "
            "the old one.",
            "If it was stolen: compare what others have seen with <code>testamur log fsck</code>. Two checkpoints that "
            "contradict each other are kept as evidence.",
        ),
    ),
)
_ROOT: Sequence[tuple[str, tuple[str, ...]]] = (
    (
        "Once a year",
        (
            "Open the copy in each place: <code>testamur log root try --root-key FILE</code> asks for the passphrase, "
            "and shows the public key and its fingerprint.",
            "Compare both with this sheet, and write the day on it.",
        ),
    ),
    (
        "One copy, or its passphrase, is lost",
        ("Make another copy from the one in the other place, the same day.",),
    ),
    (
        "Both copies are lost",
        (
            "Awards stay good. But no signing key can be added, retired or revoked in the log any more.",
            "Before the signing key has to change, begin another registry at another address.",
        ),
    ),
    (
        "Someone else saw the key, or may have",
        (
            "<code>testamur log root end --root-key FILE</code>, with <code>--next</code> and the address of the "
            "registry that goes on. Publish once: the lists are signed for the last time.",
            "Begin the other registry, with a new root key, and tell those who rely on the old one.",
        ),
    ),
)
ADVICE: Mapping[KeyKind, Sequence[tuple[str, tuple[str, ...]]]] = {"signing": _SIGNING, "log": _LOG, "root": _ROOT}
