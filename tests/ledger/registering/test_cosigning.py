"""Witnesses are asked for what was issued, and whatever they answer, nothing wrong is kept (catalogue, T-10)."""

import pytest

from issuing import NOW, make_award, make_registry
from logged import DAY, LOG_SIGNER, issue, with_log
from testamur.errors import LedgerError
from testamur.ledger.registering import acts, checkpoints
from testamur.ledger.registering.cosigning import Cosigner
from testamur.log import checkpoint, note
from testamur.log.checkpoint import Checkpoint
from testamur.log.note import Note
from testamur.verification.resolving.resolver import Unavailable
from witness_host import WitnessHost, WitnessWeb, with_witnesses

TIME = int(NOW.timestamp())
ASKED = "https://witness.example/w1/add-checkpoint"


def make_logged(*numbers):
    return with_log(make_registry(*map(make_award, numbers or (1,))))


@pytest.fixture
def folder(tmp_path):
    """A ledger with one checkpoint."""
    issue(make_logged(), tmp_path / "ledger")
    return tmp_path / "ledger"


def host(number=1):
    log = make_logged().issuer
    return WitnessHost(f"witness.example/w{number}", seed=number + 1, logs=[acts.log_key(log, log.log)], time=TIME)


def cosign(folder, *witnesses, answers=None, files=None, now=TIME, **more):
    issuer = with_witnesses(make_logged(), *witnesses, **more).issuer
    return Cosigner(issuer, issuer.log, WitnessWeb(*witnesses, answers=answers, files=files)).cosign(folder, now=now)


def signers(folder, *witnesses):
    """Who signed the newest checkpoint, by their names."""
    kept = checkpoints.kept(folder)
    return {one.key.name for one in note.opened(note.read(kept[max(kept)]), [one.key for one in witnesses])}


def test_what_a_witness_signs_is_kept_below_the_checkpoint(folder):
    one = host()
    before = checkpoints.kept(folder)
    cosigned = cosign(folder, one)
    (size,) = before
    assert (cosigned.signed, cosigned.troubles, cosigned.added) == (("witness.example/w1",), (), 1)
    assert checkpoints.kept(folder)[size].startswith(before[size])
    assert signers(folder, one) == {"witness.example/w1"}


def test_who_has_signed_is_not_asked_again(folder):
    one = host()
    cosign(folder, one)
    assert cosign(folder, one).added == 0
    assert one.asked == [0]


def test_a_log_that_grew_is_shown_with_a_proof_from_what_the_witness_saw(folder):
    one = host()
    size = cosign(folder, one).size
    issue(make_logged(1, 2), folder, now=NOW + DAY, seed=1)
    one.time += 24 * 3600
    assert cosign(folder, one, now=one.time).signed == (one.key.name,)
    assert one.asked == [0, size]


def test_a_witness_that_saw_more_than_the_ledger_remembers_is_asked_from_there(folder):
    """What it signed was lost on the way: its answer 409 names the size, and one more question is enough."""
    one = host()
    before = {path: path.read_bytes() for path in (folder / "checkpoints").iterdir()}
    size = cosign(folder, one).size
    for path, data in before.items():
        path.write_bytes(data)
    assert cosign(folder, one).signed == (one.key.name,)
    assert one.asked == [0, 0, size]


def test_two_witnesses_sign_and_each_once(folder):
    one, two = host(1), host(2)
    assert cosign(folder, one, two).signed == (one.key.name, two.key.name)
    (data,) = checkpoints.kept(folder).values()
    assert len(note.read(data).lines) == 3


def test_one_that_answers_is_enough_where_one_is_asked_for(folder):
    one, two = host(1), host(2)
    cosigned = cosign(folder, one, two, quorum=1, answers={ASKED: Unavailable("nobody answers")})
    cosigned.require_quorum()
    assert (cosigned.signed, len(cosigned.troubles)) == ((two.key.name,), 1)


# T-10: every answer that is none ----------------------------------------------------------------------------------


def foreign(body):
    """An answer by another witness under this one's name."""
    return WitnessHost("witness.example/w1", seed=9, logs=host().logs.values(), time=TIME).add_checkpoint(body)


def of_another_text(body):
    """A good signature, of another checkpoint."""
    text = Checkpoint("badges.harbour.example/log", 1, bytes(32)).text()
    one = host()
    return 200, note.write(Note(text, (note.sign(text, one.key, one.signer.sign, TIME),))).partition(b"\n\n")[2]


def at(time):
    return lambda body: replaced(body, time)


def replaced(body, time):
    one = host()
    one.time = time
    return one.add_checkpoint(body)


def with_another_text(body):
    """The signature below another text, so that whoever only looks for it takes the text with it."""
    return 200, b"another text\n\n" + host().add_checkpoint(body)[1]


ANSWERS = {
    "400": ((400, b""), "in which it was asked"),
    "403": ((403, b""), "does not accept the log's key"),
    "404": ((404, b""), "does not know this log"),
    "409 and no size": ((409, b""), "without the size"),
    "409 and words": ((409, b"12 entries\n"), "without the size"),
    "409 and a zero before it": ((409, b"03\n"), "without the size"),
    "409 and more digits than a size has": ((409, b"9" * 17 + b"\n"), "without the size"),
    "409 and a page": ((409, b"<!doctype html>" * 100), "without the size"),
    "409 and more than there is": ((409, b"9007199254740991\n"), "it has seen 9,007,199,254,740,991 entries"),
    "409 again and again": ((409, b"3\n"), "answered 409 to the size that it named itself"),
    "422": ((422, b""), "did not grow"),
    "500": ((500, b"Traceback"), "it answered 500: look again later"),
    "301": ((301, b""), "it answered 301"),
    "timeout": (Unavailable(f"{ASKED} did not answer within 10 seconds"), "did not answer within 10 seconds"),
    "nothing": ((200, b""), "not a signed note"),
    "a page": ((200, b"<!doctype html>\n"), "not a signed note"),
    "no text": ((200, b"\xff\xfe"), "it is not UTF-8"),
    "a wrong key": (foreign, "did not sign it with the key that issuer.yml names"),
    "another checkpoint": (of_another_text, "does not fit"),
    "another text": (with_another_text, "no list of signatures"),
    "a time before the entries": (at(TIME - 3 * 24 * 3600), "cannot have seen it"),
    "a time to come": (at(TIME + 2 * 3600), "cannot have seen it"),
    "no time": (at(0), "cannot have seen it"),
}


@pytest.mark.parametrize(("answer", "said"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_is_none_is_told_and_nothing_is_kept(folder, answer, said):  # T-10
    before = checkpoints.kept(folder)
    cosigned = cosign(folder, host(), answers={ASKED: answer})
    assert checkpoints.kept(folder) == before
    assert cosigned.signed == ()
    (trouble,) = cosigned.troubles
    assert trouble.startswith("witness.example/w1: ")
    assert said in trouble


@pytest.mark.parametrize("answer", [answer for answer, _said in ANSWERS.values()], ids=ANSWERS)
def test_where_a_witness_has_to_sign_an_answer_that_is_none_stops_the_publish(folder, answer):  # T-10
    with pytest.raises(LedgerError, match=r"0 of the 1 witnesses .* nothing is published"):
        cosign(folder, host(), quorum=1, answers={ASKED: answer}).require_quorum()


@pytest.mark.parametrize("answer", [answer for answer, _said in ANSWERS.values()], ids=ANSWERS)
def test_where_no_witness_has_to_sign_an_answer_that_is_none_stops_nothing(folder, answer):  # T-10
    cosign(folder, host(), answers={ASKED: answer}).require_quorum()


def test_signatures_of_strangers_are_left_out(folder):
    one = host()

    def answer(body):
        status, lines = one.add_checkpoint(body)
        return status, "— other.example/w 4ewuxAAAAABq5ynA\n".encode() + lines

    assert cosign(folder, one, answers={ASKED: answer}).signed == (one.key.name,)
    assert b"other.example" not in b"".join(checkpoints.kept(folder).values())


# What a witness publishes -----------------------------------------------------------------------------------------


def test_what_a_witness_publishes_is_read_and_kept(folder):
    one = host()
    cosign(folder, one)
    for path in (folder / "checkpoints").iterdir():
        path.write_bytes(path.read_bytes().rpartition("— witness".encode())[0])
    assert cosign(folder, one, reads=True).signed == (one.key.name,)


def test_of_an_older_checkpoint_it_is_kept_with_that(folder):
    """A witness that only watches sees what is online: the newest is signed after it was published."""
    one = host()
    size = cosign(folder, one).size
    for path in (folder / "checkpoints").iterdir():
        path.write_bytes(path.read_bytes().rpartition("— witness".encode())[0])
    issue(make_logged(1, 2), folder, now=NOW + DAY, seed=1)
    cosigned = cosign(folder, one, reads=True)
    assert (cosigned.signed, cosigned.added) == ((), 1)
    assert cosigned.troubles == (f"witness.example/w1: it has signed {size} entries so far",)
    assert b"witness.example/w1" in checkpoints.kept(folder)[size]


@pytest.mark.parametrize("more", [0, 1], ids=["as long", "longer"])
def test_another_history_that_a_witness_has_from_the_log_stops_the_run(folder, more):
    one, issuer = host(), make_logged().issuer
    key = acts.log_key(issuer, issuer.log)
    other = checkpoint.sign(Checkpoint(key.name, max(checkpoints.kept(folder)) + more, bytes(32)), key, LOG_SIGNER.sign)
    one.add_checkpoint(b"old 0\n\n" + other)
    with pytest.raises(LedgerError, match=r"older than what is published|have another root"):
        cosign(folder, one, reads=True)


def test_a_witness_that_publishes_nothing_is_told(folder):
    (trouble,) = cosign(folder, host(), reads=True).troubles
    assert "answered 404" in trouble


# What stands against asking ---------------------------------------------------------------------------------------


def test_a_ledger_that_its_checkpoints_contradict_is_shown_to_nobody(folder):
    one = host()
    entries = (folder / "entries.jsonl").read_bytes()
    (folder / "entries.jsonl").write_bytes(entries.replace(b"12:00:00Z", b"12:00:01Z", 1))
    with pytest.raises(LedgerError, match="are not those that its checkpoint signed"):
        cosign(folder, one)
    assert one.asked == []


def test_entries_without_a_checkpoint_are_shown_to_nobody(folder):
    one = host()
    for path in (folder / "checkpoints").iterdir():
        path.unlink()
    with pytest.raises(LedgerError, match="Run testamur issue"):
        cosign(folder, one)
    assert one.asked == []


def test_a_signature_that_somebody_changed_in_the_ledger_is_named(folder):
    one = host()
    cosign(folder, one)
    (path,) = (folder / "checkpoints").iterdir()
    data = path.read_bytes()
    path.write_bytes(data[:-20] + (b"A" if data[-20:-19] != b"A" else b"B") + data[-19:])
    with pytest.raises(LedgerError, match=rf"ledger/checkpoints/{path.name}: the signature of witness.example/w1"):
        cosign(folder, one)


def test_a_quorum_that_nobody_can_reach_before_the_publish_is_refused():
    registry = with_witnesses(make_logged(), host(1), host(2), quorum=1, reads=True)
    with pytest.raises(
        LedgerError, match=r"0 of the witnesses can be asked before something is published\. Take the line quorum out"
    ):
        acts.witness_keys(registry.issuer.log)


def test_one_key_under_two_names_counts_once():
    one = host(1)
    twice = WitnessHost("other.example/w", seed=2)
    registry = with_witnesses(make_logged(), one, twice, quorum=2)
    with pytest.raises(LedgerError, match=r"witness 2: other\.example/w.* stands there twice"):
        acts.witness_keys(registry.issuer.log)
