"""Checkpoints: three lines that the log's key signed, and nothing else."""

import base64

import pytest

from log_samples import LOG, LOG_SIGNER, WITNESS, WITNESS_SIGNER, cosigned
from testamur.errors import LogError
from testamur.log import checkpoint, merkle, note
from testamur.log.checkpoint import Checkpoint
from testamur.log.note import SIGNATURE, Note, VerifierKey

ROOT = merkle.leaf_hash(b"leaf 0")
ONE = Checkpoint(LOG.name, 1, ROOT)
B64 = base64.b64encode(ROOT).decode()


def test_a_checkpoint_is_opened_as_it_was_signed():
    assert checkpoint.open_note(checkpoint.sign(ONE, LOG, LOG_SIGNER.sign), LOG).checkpoint == ONE


def test_the_example_of_the_specification_is_read():
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert checkpoint.read(text).size == 20_852_163


def test_witnesses_are_told_with_their_times():
    opened = checkpoint.open_note(cosigned(ONE, 1_679_315_147), LOG, [WITNESS])
    assert [(one.key, one.time) for one in opened.witnesses] == [(WITNESS, 1_679_315_147)]


def test_a_checkpoint_that_only_a_witness_signed_is_refused():
    text = ONE.text()
    data = note.write(Note(text, (note.sign(text, WITNESS, WITNESS_SIGNER.sign, 5),)))
    with pytest.raises(LogError, match="log-signature"):
        checkpoint.open_note(data, LOG, [WITNESS])


def test_a_checkpoint_of_another_log_is_refused():
    other = VerifierKey("other.example/log", SIGNATURE, LOG.public)
    data = checkpoint.sign(Checkpoint(other.name, 1, ROOT), other, LOG_SIGNER.sign)
    with pytest.raises(LogError, match="log-origin"):
        checkpoint.open_note(data, LOG)


@pytest.mark.parametrize(
    "text",
    [
        f"{LOG.name}\n1\n",
        f"\n1\n{B64}\n",
        f"{LOG.name}\n01\n{B64}\n",
        f"{LOG.name}\n+1\n{B64}\n",
        f"{LOG.name}\n1 \n{B64}\n",
        f"{LOG.name}\n١\n{B64}\n",
        f"{LOG.name}\n9007199254740992\n{B64}\n",
        f"{LOG.name}\n1\n{B64[:-4]}\n",
        f"{LOG.name}\n1\n{B64.rstrip('=')}\n",
        f"{LOG.name}\n0\n{B64}\n",
        f"{LOG.name}\n1\n{B64}\nextension\n",
    ],
)
def test_other_texts_are_no_checkpoints(text):
    with pytest.raises(LogError, match="log-checkpoint"):
        checkpoint.read(text)
