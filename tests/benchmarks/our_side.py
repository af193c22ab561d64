"""What a cold issue and build of N awards costs us, stage by stage, in this process.

Cold: an empty ledger, no site, and a cache folder (TESTAMUR_CACHE, set by `sides`) that has nothing.
"""

import os
import shutil
from collections import Counter
from pathlib import Path

from benchmarks import inputs, loading, usage

READ, COMPARE, SIGN, VERIFY, SITE = (
    "read and check",
    "compare with the ledger",
    "compose and sign",
    "verify what was issued",
    "write the site",
)
STAGES = (READ, COMPARE, SIGN, VERIFY, SITE)


def prepare(size: int, folder: Path) -> dict:
    """Write the records, which all rounds share, and have our code compiled, as that of installed packages is."""
    from issuing import KEY, an_id
    from testamur.proofs import multikey

    loading.compile_own_code()
    inputs.write_records(folder / "credentials", size, an_id, multikey.encode(KEY.public_key))
    return {}


def cold(size: int, folder: Path, jobs: int = 1, *, keeps_log: bool = False) -> dict:
    """Issue and build, and return what each stage took, what memory it needed, and what was written."""
    import logged
    from issuing import KEY, Random
    from testamur.ledger import issuance, pending
    from testamur.ledger.store import Ledger
    from testamur.proofs import verified_memory
    from testamur.publishing import publication
    from testamur.publishing.site.award_batches import Work
    from testamur.records import registry
    from testamur.terminal.building import run_pelican

    now, ledger, output = _now(), folder / "ledger", folder / "output"
    for old in (ledger, output):
        shutil.rmtree(old, ignore_errors=True)
    loading.load_our_pelican()
    start, stages = usage.peak(), usage.Stages()
    records = registry.load(folder / "credentials", today=now.date())
    if keeps_log:
        records = logged.with_log(records)
    stages.end(READ)
    pending.plan(records, Ledger(ledger))
    stages.end(COMPARE)
    issuance.issue(
        records,
        ledger,
        KEY,
        now=now,
        random=Random(),
        log_signer=logged.LOG_SIGNER if keeps_log else None,
        memory=verified_memory.on_disk(),
        jobs=jobs,
    )
    stages.end(SIGN)
    # As `testamur build` does after an issue on the same machine: what that verified is remembered.
    published = publication.read(records, Ledger(ledger), now=now, memory=verified_memory.on_disk())
    stages.end(VERIFY)
    output.mkdir()
    os.chdir(folder)
    work = Work(records=folder / "credentials", ledger=ledger, output=output, today=now.date(), now=now)
    run_pelican(folder / "pelicanconf.py", output, published, work=work, jobs=jobs)
    stages.end(SITE)
    return {
        "size": size,
        "stages": stages,
        "start": start,
        "peak": usage.peak(),
        "trees": {"records": _tree(folder / "credentials"), "ledger": _tree(ledger), "site": _tree(output)},
        "award files": _award_files(output / "awards", size),
    }


def two_processes(size: int, folder: Path) -> dict:
    """The same with two processes."""
    return cold(size, folder, jobs=2)


def with_log(size: int, folder: Path) -> dict:
    """The same, of a registry that keeps a log."""
    return cold(size, folder, keeps_log=True)


def _now():
    from issuing import NOW

    return NOW


def _tree(folder: Path) -> dict:
    """How many files a folder has, their bytes, and those of the largest."""
    sizes = [Path(place, name).stat().st_size for place, _, names in os.walk(folder) for name in names]
    return {"files": len(sizes), "bytes": sum(sizes), "largest": max(sizes)}


def _award_files(awards: Path, size: int) -> dict[str, float]:
    """Bytes an award by the name of the file, the heaviest first."""
    weights: Counter[str] = Counter()
    for place, _, names in os.walk(awards):
        for name in names:
            weights[name] += Path(place, name).stat().st_size
    return {name: weight / size for name, weight in weights.most_common()}
