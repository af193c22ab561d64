import lzma
import tomllib
import zipfile
from email import message_from_bytes

import pytest

from testamur import __version__
from testamur.authoring.repository.tool import archive, build_backend, own_files
from tool_archives import FILES, INFO, TOP, unpacked, wheel_of

# Bytes of what lies in every new repository, and once more with each release: 25 kB of them for each language that
# the command speaks.
MOST = 1_200_000


def test_the_order_of_the_files_makes_no_other_archive():
    assert archive.packed(dict(reversed(FILES.items()))) == archive.packed(FILES)


def test_the_archive_asks_for_nothing_to_be_fetched_before_it_is_installed(tmp_path):
    settings = tomllib.loads((unpacked(archive.packed(FILES), tmp_path) / "pyproject.toml").read_text())
    assert settings == {
        "build-system": {"requires": [], "build-backend": "build_backend", "backend-path": ["."]},
    }


def test_the_archive_says_what_it_is_where_the_format_wants_it(tmp_path):
    said = message_from_bytes((unpacked(archive.packed(FILES), tmp_path) / "PKG-INFO").read_bytes())
    assert dict(said) == {"Metadata-Version": "2.1", "Name": "testamur", "Version": __version__}


def test_the_archive_has_one_folder_with_its_name(tmp_path):
    source = unpacked(archive.packed(FILES), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [TOP]
    assert f"{source.name}.tar.gz" == archive.NAME


def test_this_tool_is_an_archive_of_little_more_than_a_megabyte_without_pages_for_developers(tmp_path):
    data = archive.own()
    assert len(data) < MOST
    packed = (unpacked(data, tmp_path) / build_backend.FILES).read_bytes()
    left_out = own_files.read().keys() - build_backend.split(lzma.decompress(packed)).keys()
    assert {name.rpartition("/")[0] for name in left_out} == {"testamur/docs", "testamur/docs/decisions"}
    assert not {f"testamur/docs/{name}.md" for name in ("README", "operating", "hosting", "records")} & left_out


@pytest.mark.parametrize(
    ("name", "whole", "left"),
    [
        ("testamur/fr.po", b'#: a.html\n#, python-format\nmsgid "#: a"\n', b'msgid "#: a"\n'),
        (f"{INFO}/METADATA", b"Name: testamur\nVersion: 1\n\n# Testamur\n\nIs it.\n", b"Name: testamur\nVersion: 1\n"),
        ("testamur/a.py", b"#: a\n\n", b"#: a\n\n"),
    ],
)
def test_of_its_files_only_what_translators_and_an_index_need_is_left_out(tmp_path, name, whole, left):
    with zipfile.ZipFile(wheel_of(archive.packed({**FILES, name: whole}), tmp_path)) as wheel:
        assert wheel.read(name) == left
    assert archive.packed({**FILES, name: left}) == archive.packed({**FILES, name: whole})


def test_a_wheel_made_of_the_archive_makes_the_same_archive(tmp_path):
    """As in a new repository that was made by what another one installed."""
    data = archive.packed(FILES)
    with zipfile.ZipFile(wheel_of(data, tmp_path)) as wheel:
        wheel.extractall(tmp_path / "packages")
    assert archive.packed(own_files.recorded(tmp_path / "packages")) == data
