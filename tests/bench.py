"""`make bench`: what N awards cost, stage by stage, beside stock Pelican on N plain Markdown articles.

Ratios in one run on one machine, CPU time first: wall time on a shared machine lies. Each side runs in
a process of its own, so that its memory is its own. Prints; asserts nothing.
"""

import argparse
import datetime
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In memory where there is such a folder, for both sides: what a disk costs differs too much from hour to hour.
SCRATCH = next((folder for folder in (Path("/dev/shm"), ROOT / ".cache") if folder.is_dir()), None)
NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
TEXT = "Clean and join data from two sources, and say in plain words what they show. " * 8


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--child", nargs=3, metavar=("SIDE", "N", "DIR"))
    options = parser.parse_args()
    if options.child:
        side, number, folder = options.child
        print(json.dumps({"testamur": testamur, "pelican": stock}[side](int(number), Path(folder))))
        return
    for size in options.sizes:
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            report(size, measured("testamur", size, Path(folder, "t")), measured("pelican", size, Path(folder, "p")))


def measured(side, size, folder):
    folder.mkdir()
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--child", side, str(size), str(folder)], check=True, capture_output=True, text=True
    )
    return {**json.loads(done.stdout.strip().splitlines()[-1]), "wall": time.perf_counter() - begun}


def report(size, ours, theirs):
    base = theirs["stages"]["build"]
    print(f"\n{size:,} awards beside {size:,} Markdown articles (CPU seconds; ratio to stock Pelican's build)")
    for name, seconds in ours["stages"].items():
        print(f"  {name:<18} {seconds:8.2f} s {seconds / size * 1e6:9.0f} µs an award   ratio {seconds / base:5.2f}")
    total = sum(ours["stages"].values())
    print(f"  {'issue + build':<18} {total:8.2f} s {total / size * 1e6:9.0f} µs an award   ratio {total / base:5.2f}")
    print(f"  {'stock Pelican':<18} {base:8.2f} s {base / size * 1e6:9.0f} µs an article")
    for name, side in (("testamur", ours), ("stock Pelican", theirs)):
        grown = (side["peak"] - side["start"]) * 1024 / size / 1000
        print(f"  {name:<18} {side['peak'] / 1024:8.0f} MB at most, {grown:.1f} KB an item over its start")
    print(f"  {'output':<18} {ours['bytes'] / size / 1000:8.1f} KB an award, all its files together")


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Stages(dict):
    """CPU seconds by stage, in order."""

    def __init__(self):
        self.mark = cpu()

    def end(self, name):
        now = cpu()
        self[name], self.mark = now - self.mark, now


def testamur(size, folder):
    sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests")]
    from issuing import KEY, Random, an_id
    from testamur.ledger import issuance, pending
    from testamur.ledger.store import Ledger
    from testamur.proofs import multikey
    from testamur.publishing import publication
    from testamur.records import registry
    from testamur.terminal.building import run_pelican

    write_records(folder / "credentials", size, an_id, multikey.encode(KEY.public_key))
    start, stages = peak(), Stages()
    records = registry.load(folder / "credentials", today=NOW.date())
    stages.end("read and check")
    pending.plan(records, Ledger(folder / "ledger"))
    stages.end("compare")
    issuance.issue(records, folder / "ledger", KEY, now=NOW, random=Random())
    stages.end("compose and sign")
    published = publication.read(records, Ledger(folder / "ledger"), now=NOW)
    stages.end("verify")
    (folder / "output").mkdir()
    (folder / "content").mkdir()
    os.chdir(folder)
    run_pelican(folder / "pelicanconf.py", folder / "output", published)
    stages.end("build")
    written = sum(path.stat().st_size for path in (folder / "output" / "awards").rglob("*") if path.is_file())
    return {"stages": stages, "start": start, "peak": peak(), "bytes": written}


def write_records(folder, size, an_id, key):
    for name in ("achievements", "learners", "awards"):
        (folder / name).mkdir(parents=True)
    issuer = (
        "base: https://badges.harbour.example\nname: Harbour Institute\ncountry: IE\ncontact: a@harbour.example\n"
        f"verificationMethod:\n  - {{publicKeyMultibase: {key}, from: 2026-01-01}}\n"
    )
    (folder / "issuer.yml").write_text(issuer)
    for number in range(10):
        text = (
            f"name: Data Analysis {number}\nachievementType: MicroCredential\ndescription: {TEXT}\n"
            f"criteria: {TEXT}\noutcomes: [Clean data, Join data, Explain a chart]\ncreditsAvailable: 2\n"
            "level: {eqf: 5}\nassessment: {type: [project], supervision: supervised}\nparticipation: online\n"
            "validFor: P3Y\n"
            "resultDescription: [{id: final, name: Final project, resultType: Percent, valueMax: 100}]\n"
        )
        (folder / "achievements" / f"data-{number}.yml").write_text(text)
    for number in range(size):
        (folder / "learners" / f"l-{number}.yml").write_text(f"name: Ada Okafor {number}\n")
        text = (
            f"achievement: data-{number % 10}\nlearner: l-{number}\nawardedDate: 2026-05-14\n"
            'visibility: public\nresults: {final: "87"}\n'
        )
        (folder / "awards" / f"{an_id(number)}.yml").write_text(text)


def stock(size, folder):
    content = folder / "content"
    content.mkdir()
    for number in range(size):
        (content / f"a{number}.md").write_text(
            f"Title: Award {number}\nDate: 2026-05-14\nCategory: data\n\n{TEXT}\n\n- one\n- two\n\n{TEXT}\n"
        )
    from pelican.settings import read_settings

    import pelican

    start, stages = peak(), Stages()
    pelican.Pelican(
        read_settings(
            override={
                "PATH": str(content),
                "OUTPUT_PATH": str(folder / "output"),
                "SITEURL": "https://x.example",
                "PLUGINS": [],
            }
        )
    ).run()
    stages.end("build")
    return {"stages": stages, "start": start, "peak": peak(), "bytes": 0}


if __name__ == "__main__":
    main()
