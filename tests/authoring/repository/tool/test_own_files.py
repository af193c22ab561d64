import zipfile

import pytest

from testamur.authoring.repository.tool import archive, own_files
from testamur.errors import UsageError
from tool_archives import FILES, INFO, wheel_of


@pytest.fixture
def packages(tmp_path):
    """A folder of packages, as an installer leaves it."""
    packages = tmp_path / "packages"
    with zipfile.ZipFile(wheel_of(archive.packed(FILES), tmp_path)) as wheel:
        wheel.extractall(packages)
    for name in ("INSTALLER", "REQUESTED", "direct_url.json"):
        (packages / INFO / name).write_text("pip")
    (packages / "testamur/__pycache__").mkdir()
    (packages / "testamur/__pycache__/a.cpython-311.pyc").write_bytes(b"x")
    with (packages / INFO / "RECORD").open("a") as record:
        record.write("../../../bin/testamur,sha256=x,1\ntestamur/__pycache__/a.cpython-311.pyc,,\n")
        record.writelines(f"{INFO}/{name},sha256=x,3\n" for name in ("INSTALLER", "REQUESTED", "direct_url.json"))
    return packages


def test_the_files_of_an_installation_are_those_that_were_installed(packages):
    assert own_files.recorded(packages) == FILES


def test_a_file_changed_since_it_was_installed_is_refused(packages):
    (packages / "testamur/a.py").write_text("a = 2\n")
    with pytest.raises(UsageError, match=r"a\.py is not as it was installed: install Testamur anew"):
        own_files.recorded(packages)


def test_a_file_gone_since_it_was_installed_is_refused(packages):
    (packages / "testamur/a.py").unlink()
    with pytest.raises(UsageError, match=r"a\.py is gone since it was installed"):
        own_files.recorded(packages)


def test_an_installation_without_a_record_is_refused(packages):
    (packages / INFO / "RECORD").unlink()
    with pytest.raises(UsageError, match="RECORD cannot be read"):
        own_files.recorded(packages)


def test_a_record_cannot_take_a_file_from_elsewhere(packages):
    with (packages / INFO / "RECORD").open("a") as record:
        record.write("testamur/../../secret,sha256=x,1\n")
    assert set(own_files.recorded(packages)) == set(FILES)


def test_the_files_of_this_tool_have_its_lock():
    assert "testamur/requirements.lock" in own_files.read()
