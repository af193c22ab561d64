import hashlib

import pytest

from testamur.authoring.repository.tool import pinning

ARCHIVE = "tool/testamur-0.1.0.tar.gz"
WHEEL = "tool/testamur-0.1.0-py3-none-any.whl"
HASH = f"--hash=sha256:{hashlib.sha256(b'archive').hexdigest()}"
OTHER = f"--hash=sha256:{'0' * 64}"


def loose(folder, text):
    (folder / "tool").mkdir()
    for name in (ARCHIVE, WHEEL):
        (folder / name).write_bytes(b"archive")
    (folder / "requirements.txt").write_text(text)
    return list(pinning.loose(folder))


@pytest.mark.parametrize(
    "text",
    [
        f"# all by hash\n./{ARCHIVE} \\\n    {HASH}\n",
        f"./{WHEEL} {HASH}\n",
        f"click==8.4.0 \\\n    {OTHER} \\\n    {HASH}\n",
        f"cffi==2.1.1 ; platform_python_implementation != 'PyPy' \\\n    {OTHER}\n",
        f"--require-hashes\nopenvc[ldp]==1 {OTHER} # why\n",
    ],
)
def test_one_version_or_archive_with_its_hash_is_pinned(tmp_path, text):
    assert loose(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("testamur>=0.1\n", "line 1: testamur>=0.1 has no hash"),
        ("\n# x\ntestamur==0.1.0\n", "line 3: testamur==0.1.0 has no hash"),
        (f"testamur>=0.1 {OTHER}\n", "line 1: testamur>=0.1 is not one version"),
        (f"testamur==0.1.* {OTHER}\n", "line 1: testamur==0.1.* is not one version"),
        (f"testamur @ https://a.example/x.whl {OTHER}\n", "is not one version"),
        ("--index-url https://a.example\n", "line 1: --index-url https://a.example lets packages come from elsewhere"),
        ("--extra-index-url=https://a.example\n", "lets packages come from elsewhere"),
        ("-ihttps://a.example\n", "lets packages come from elsewhere"),
        ("-r more.txt\n", "lets packages come from elsewhere"),
        (f"click==8.4.0 \\\n# a comment ends it {HASH}\n", "line 1: click==8.4.0 has no hash"),
        (f"click==8.4.0 # {HASH}\n", "line 1: click==8.4.0 has no hash"),
        (f"click==8.4.0 {OTHER} --index-url https://a.example\n", "is not one version"),
        (f"click==8.4.0 ; x --index-url https://a.example {OTHER}\n", "is not one version"),
        (f"./{ARCHIVE} {OTHER}\n", f"line 1: {ARCHIVE} is another file than the one with that hash"),
        (f"./tool/none.whl {OTHER}\n", "line 1: there is no tool/none.whl that can be read"),
        (f"./tool/none.zip {OTHER}\n", "is not one version"),
        (f"./tool/../x.whl {OTHER}\n", "is not one version"),
    ],
)
def test_anything_less_is_told_with_its_line(tmp_path, text, said):
    (found,) = loose(tmp_path, text)
    assert said in found


def test_a_repository_without_requirements_is_told(tmp_path):
    assert list(pinning.loose(tmp_path)) == ["there is no requirements.txt that can be read"]
