"""What is freed in large blocks goes back to the system."""

import platform
import subprocess
import sys

import pytest

from paths import ROOT

# A block is freed below one that stays: a heap could not shrink by it.
_BLOCKS = """
import ctypes, pathlib
from testamur import freed_memory

def pages():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1])

assert freed_memory.give_back_large_blocks()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
library.free.argtypes = [ctypes.c_void_p]
size = 4 * 2**20
library.free(library.malloc(size))
before = pages()
block, stays = library.malloc(size), library.malloc(size // 2)
for address in (block, stays):
    ctypes.memset(address, 1, size // 2)
library.free(block)
print(pages() - before)
"""


def kept():
    """How many bytes stay with a process of the 2 MB that were freed, and 2 MB that were not."""
    done = subprocess.run(
        [sys.executable, "-c", _BLOCKS],
        env={"PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout) * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no other C library keeps them")
def test_a_large_block_goes_back_though_a_later_one_stays():
    assert kept() < 3 * 2**20
