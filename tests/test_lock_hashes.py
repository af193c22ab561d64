import re

import pytest

import lock_hashes
from paths import ROOT

A, B, C = ("a" * 64, "b" * 64, "c" * 64)
LOCK = f"""\
# made by make lock
one==1.0 \\
    --hash=sha256:{A} \\
    --hash=sha256:{B} \\
    --hash=sha256:{C}
two==2 ; sys_platform == 'win32' \\
    --hash=sha256:{C}
"""


@pytest.mark.parametrize(
    "name",
    [
        "anyio-4.16.0-py3-none-any.whl",
        "cffi-2.1.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
        "cffi-2.1.1-cp314-cp314-musllinux_1_2_aarch64.whl",
        "nh3-0.3.2-cp38-abi3-win_amd64.whl",
        "nh3-0.3.2-cp38-abi3-macosx_10_12_x86_64.macosx_11_0_arm64.macosx_10_12_universal2.whl",
        "six-1.0-1-py2.py3-none-any.whl",
    ],
)
def test_a_wheel_for_a_usual_machine_is_kept(name):
    assert lock_hashes.fits(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "anyio-4.16.0.tar.gz",
        "cffi-2.1.1-cp311-cp311-win32.whl",
        "cffi-2.1.1-cp311-cp311-manylinux_2_17_s390x.whl",
        "cffi-2.1.1-cp313-cp313t-manylinux_2_17_x86_64.whl",
        "pillow-12-pp311-pypy311_pp73-manylinux_2_28_x86_64.whl",
        "cffi-2.1.1-cp311-cp311-manylinux_2_17_x86_64_x.whl",
    ],
)
def test_any_other_file_is_left_out(name):
    assert not lock_hashes.fits(name)


def test_only_hashes_go_and_the_lock_stays_as_pip_reads_it():
    names = {A: "one-1.0.tar.gz", B: "one-1.0-py3-none-any.whl", C: "two-2-py3-none-win_amd64.whl"}
    assert lock_hashes.trimmed(LOCK, names) == LOCK.replace(f"    --hash=sha256:{A} \\\n", "")


def test_a_package_without_any_file_left_is_told():
    with pytest.raises(ValueError, match=r"two==2 has no wheel"):
        lock_hashes.trimmed(LOCK, {B: "one-1.0-py3-none-any.whl"})


def test_the_lock_has_fewer_than_a_dozen_files_of_a_package_on_average():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages, hashes = (re.findall(what, lock, re.MULTILINE) for what in (r"^[\w.-]+==", r"--hash="))
    assert len(hashes) < 12 * len(packages)
