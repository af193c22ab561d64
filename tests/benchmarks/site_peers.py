"""What others take for a site of that many pages: stock Pelican, Hugo, and whoever only writes the files."""

import os
import shutil
import subprocess
from pathlib import Path

from benchmarks import inputs, loading, usage

NO_HUGO = "skipped: there is no `hugo` here (Debian: apt-get install hugo)"
_AT_ONCE = 64  # files whose bytes are in memory together


def stock_pelican(size: int, folder: Path) -> dict:
    """Stock Pelican with its own theme, on as many Markdown articles."""
    from pelican.settings import read_settings

    import pelican

    loading.load_pelican()
    content, output = folder / "articles", folder / "articles-output"
    shutil.rmtree(output, ignore_errors=True)
    if not content.is_dir():
        inputs.write_articles(content, size)
    start, stages = usage.peak(), usage.Stages()
    override = {"PATH": str(content), "OUTPUT_PATH": str(output), "SITEURL": "https://x.example", "PLUGINS": []}
    pelican.Pelican(read_settings(override=override)).run()
    stages.end("build")
    peak = usage.peak()
    _expect(output, size)
    shutil.rmtree(output)
    return {"stages": stages, "start": start, "peak": peak}


def hugo(size: int, folder: Path) -> dict:
    """Hugo on as many Markdown pages."""
    program = shutil.which("hugo")
    if program is None:
        return {"missing": NO_HUGO}
    site, output = folder / "hugo", folder / "hugo-output"
    if not site.is_dir():
        inputs.write_hugo_site(site, size)
    shutil.rmtree(output, ignore_errors=True)
    stages = usage.Stages()
    # Its cache would otherwise be that of whoever runs this.
    command = [program, "--quiet", "--source", site, "--destination", output, "--cacheDir", folder / "hugo-cache"]
    subprocess.run(command, check=True)
    stages.end("build")
    _expect(output, size)
    shutil.rmtree(output)
    return {"stages": stages}


def bare_writing(size: int, folder: Path) -> dict:
    """Writing the files of the site that `our_side` left behind, byte for byte, and nothing else.

    Reading them, and removing the copies, is not counted; a few are in memory at a time.
    """
    output, copy = folder / "output", folder / "copy"
    used, files = 0.0, 0
    for place, _, names in os.walk(output):
        target = copy / Path(place).relative_to(output)
        for first in range(0, max(1, len(names)), _AT_ONCE):
            batch = [(str(target / name), Path(place, name).read_bytes()) for name in names[first : first + _AT_ONCE]]
            begun = usage.own_cpu()
            if not first:
                os.mkdir(target)  # noqa: PTH102 — bare: pathlib costs more than the call
            for name, data in batch:
                write_file(name, data)
            used += usage.own_cpu() - begun
            files += len(batch)
            for name, _ in batch:
                Path(name).unlink()
    shutil.rmtree(copy)
    return {"cpu": used, "files": files}


def write_file(name: str, data: bytes) -> None:
    """Write a file that is not there yet."""
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        os.write(file, data)
    finally:
        os.close(file)


def _expect(output: Path, size: int) -> None:
    """A side that wrote less than it was asked would look fast."""
    pages = sum(name.endswith(".html") for _, _, names in os.walk(output) for name in names)
    if pages < size:
        raise RuntimeError(f"{output} has {pages} pages, and {size} were asked for")
