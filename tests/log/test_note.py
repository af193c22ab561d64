"""Signed notes: those of the specifications and of Go are read, and every other spelling is refused."""

import base64

import pytest

from testamur.errors import LogError
from testamur.log import note
from testamur.log.note import COSIGNATURE, SIGNATURE, Note, VerifierKey
from testamur.proofs import keys

# C2SP signed-note, "Example".
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# Signed by golang.org/x/mod/sumdb/note with the key of the seed 00 01 … 1f.
GO_KEY = "badges.example.edu/log+650751ac+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
GO_NOTE = (
    "badges.example.edu/log\n1\nG7l9zCFjXUfiZj79/QoXRobZjdcBNS3SzQbotD/T0wU=\n\n\u2014 badges.example.edu/log "
    "ZQdRrPglqUS8mHENqSCpn93zBzzXMKF0Lh7AUp53l8tUm46WWrdork2AwtSPZdI6IO3aLFHO7lBvHsNYqDMiIOwULAg=\n"
)
SIGNER = keys.from_seed(bytes(range(32)))
LOG = VerifierKey("badges.example.edu/log", SIGNATURE, SIGNER.public_key)
WITNESS_SIGNER = keys.from_seed(bytes(range(1, 33)))
WITNESS = VerifierKey("witness.example/w1", COSIGNATURE, WITNESS_SIGNER.public_key)
TEXT = "badges.example.edu/log\n1\nG7l9zCFjXUfiZj79/QoXRobZjdcBNS3SzQbotD/T0wU=\n"
LINE = note.sign(TEXT, LOG, SIGNER.sign)


def written(*lines, text=TEXT):
    return note.write(Note(text, lines))


def open_by(data, *known):
    return note.opened(note.read(data), known)


@pytest.mark.parametrize(("text", "key"), [(EXAMPLE, EXAMPLE_KEY), (GO_NOTE, GO_KEY)], ids=["specification", "Go"])
def test_notes_of_others_are_opened(text, key):
    assert [str(signed.key) for signed in open_by(text.encode(), note.read_key(key))] == [key]


def test_a_note_is_signed_as_go_signs_it():
    assert written(LINE).decode() == GO_NOTE


def test_a_key_is_written_as_go_writes_it():
    assert str(LOG) == GO_KEY


def test_every_byte_of_a_note_counts():
    whole = written(LINE)
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            assert open_by(changed, LOG) == (), f"byte {at}"
        except LogError:
            continue


def test_a_witness_signs_with_the_time():
    line = note.sign(TEXT, WITNESS, WITNESS_SIGNER.sign, 1_679_315_147)
    (signed,) = open_by(written(LINE, line), WITNESS)
    assert signed.time == 1_679_315_147


def test_a_witness_signs_what_the_specification_says():
    line = note.sign(TEXT, WITNESS, WITNESS_SIGNER.sign, 1_679_315_147)
    message = f"cosignature/v1\ntime 1679315147\n{TEXT}".encode()
    assert line.signature == (1_679_315_147).to_bytes(8, "big") + WITNESS_SIGNER.sign(message)


def test_a_signature_at_another_time_does_not_fit():
    line = note.sign(TEXT, WITNESS, WITNESS_SIGNER.sign, 1_679_315_147)
    later = line._replace(signature=(1_679_315_148).to_bytes(8, "big") + line.signature[8:])
    with pytest.raises(LogError, match="log-signature"):
        open_by(written(LINE, later), WITNESS)


def test_a_log_key_of_a_witness_is_another_key():
    as_log = WITNESS._replace(kind=SIGNATURE)
    assert as_log.id != WITNESS.id


def test_a_bad_signature_of_a_known_key_refuses_the_note_beside_a_good_one():  # T-05
    witness = note.sign(TEXT, WITNESS, WITNESS_SIGNER.sign, 5)
    bad = LINE._replace(signature=bytes(64))
    with pytest.raises(LogError, match="log-signature"):
        open_by(written(bad, witness), LOG, WITNESS)


def test_lines_of_unknown_keys_and_kinds_are_ignored():  # T-06
    post_quantum = note.Line("witness.example/w2", b"\x01\x02\x03\x04", bytes(8 + 2420))
    assert [signed.key for signed in open_by(written(post_quantum, LINE), LOG)] == [LOG]


@pytest.mark.parametrize(
    "line",
    [LINE._replace(name="other.example/log"), LINE._replace(key_id=b"\0\0\0\0")],
    ids=["the same id", "the same name"],
)
def test_a_key_is_known_by_its_name_and_its_id(line):  # T-07
    assert open_by(written(line), LOG) == ()


def test_sixteen_signatures_are_read():  # T-04
    others = [note.Line(f"witness.example/w{number}", bytes(4), bytes(64)) for number in range(15)]
    assert len(open_by(written(LINE, *others), LOG)) == 1


def test_the_last_empty_line_ends_the_text():
    text = "one\n\ntwo\n"
    assert note.read(written(note.sign(text, LOG, SIGNER.sign), text=text)).text == text


ONE = GO_NOTE.partition("\n\n")[2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        TEXT.encode(),
        f"{TEXT}\n".encode(),
        GO_NOTE.removesuffix("\n").encode(),
        GO_NOTE.replace("\n\n", "\n").encode(),
        GO_NOTE.replace("\n", "\r\n").encode(),
        GO_NOTE.replace("log\n1", "log\t\n1").encode(),
        GO_NOTE.encode() + b"\xff\n",
        GO_NOTE.encode() + b"hello\n",
        f"{GO_NOTE}{ONE}".encode(),
        GO_NOTE.replace("\u2014 ", "- ").encode(),
        GO_NOTE.replace("\u2014 badges", "\u2014  badges").encode(),
        GO_NOTE.replace("example.edu/log Z", "example.edu/l+g Z").encode(),
        GO_NOTE.replace("example.edu/log Z", "example.edu/l\u2003g Z").encode(),
        # The last letter's spare bits, set: a second spelling of the same bytes.
        GO_NOTE.replace("LAg=\n", "LAh=\n").encode(),
        GO_NOTE.replace("LAg=\n", "LAg\n").encode(),
        GO_NOTE.replace("ZQdR", "Z-dR").encode(),
        f"{TEXT}\n\u2014 name AAAAAA==\n".encode(),
        GO_NOTE.encode() + "".join(f"\u2014 w{number} AAAAAAAA\n" for number in range(64)).encode(),
        GO_NOTE.encode() + b"x" * note.MAX_BYTES,
    ],
)
def test_other_spellings_are_no_notes(data):  # T-04
    with pytest.raises(LogError, match="log-note"):
        note.read(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "badges.example.edu/log",
        GO_KEY.replace("650751ac", "650751ad"),
        GO_KEY.replace("650751ac", "650751AC"),
        GO_KEY.replace("badges", "bodges"),
        GO_KEY.replace("badges.example.edu/log", ""),
        GO_KEY.replace("TG4", "TG5"),
        GO_KEY + "=",
        str(VerifierKey("n", 2, SIGNER.public_key)),
        str(VerifierKey("n", SIGNATURE, bytes(32))),
        str(VerifierKey("n", SIGNATURE, SIGNER.public_key[:31])),
        f"{GO_KEY}\n",
    ],
)
def test_other_texts_are_no_keys(text):
    with pytest.raises(LogError, match="log-key"):
        note.read_key(text)


@pytest.mark.parametrize("data", [b"\0", b"\xff\xfe", b"ab", b"abc", bytes(33)])
def test_base64_gives_back_what_it_was_made_of(data):
    assert note.decode_base64(base64.b64encode(data).decode()) == data
