"""What a log costs: its tree, checkpoint and tiles, and a proof of each entry, as a build of a registry makes them.

Beside it stands what the prototype took on a machine of the same kind, before there was a log: its tree, its files and
a checkpoint. Nothing is written to the disk on either side.
"""

from collections.abc import Sequence
from pathlib import Path

from benchmarks import usage

SIZES = (1_000, 10_000, 100_000)
PROTOTYPE = {1_000: 0.01, 10_000: 0.05, 100_000: 0.58}  # seconds
TREE, FILES, PROOFS = "tree and checkpoint", "tiles and bundles", "a proof of each entry"


def log_costs(size: int, folder: Path) -> dict:
    """Seconds of CPU by step, for logs of `SIZES` entries, and how many bytes and files they are."""
    return {"logs": {str(entries): _costs(_leaves(entries)) for entries in SIZES}}


def _leaves(size: int) -> list[bytes]:
    """The lines of a ledger in which so many awards were issued."""
    import log_samples
    from testamur.ledger import entries
    from testamur.ledger.registering import checkpoints

    issued = (
        entries.issue_entry(digest=f"sha256:{number:064x}", key=log_samples.METHOD, moment=log_samples.MOMENT)
        for number in range(size)
    )
    return checkpoints.leaves_of(entries.write(issued))


def _costs(leaves: Sequence[bytes]) -> dict:
    from log_samples import LOG, LOG_SIGNER
    from testamur.ledger.registering import checkpoints
    from testamur.log import proof, tiles
    from testamur.log.merkle import Tree

    steps, begun = {}, usage.own_cpu()

    def end(step: str) -> None:
        nonlocal begun
        steps[step] = usage.own_cpu() - begun
        begun = usage.own_cpu()

    size, tree = len(leaves), Tree(leaves)
    _, signed = checkpoints.sign(tree, LOG, LOG_SIGNER.sign)
    end(TREE)
    files = [data for _, data in tiles.files(tree, leaves)]
    end(FILES)
    proofs = [
        len(proof.write(proof.Proof(leaf, index, tuple(tree.inclusion(index, size)), signed)))
        for index, leaf in enumerate(leaves)
    ]
    end(PROOFS)
    return {"steps": steps, "files": len(files), "bytes": sum(map(len, files)), "proof": max(proofs)}
