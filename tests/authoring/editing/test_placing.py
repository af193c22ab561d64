import pathlib
import stat

import pytest

from issuing import tree
from testamur.authoring.editing import placing
from testamur.errors import UsageError

FILES = {f"learners/l-{number}.yml": f"name: Bo {number}\n" for number in range(5)} | {"awards/2026/a.yml": "a\n"}


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "credentials"
    (found / "learners").mkdir(parents=True)
    (found / "learners" / "ada.yml").write_text("name: Ada\n")
    return found


def everything(folder):
    return sorted(folder.parent.rglob("*"))


def stopping_at(monkeypatch, number, error):
    """Make the rename of this number fail."""
    done = []
    real = pathlib.Path.rename

    def rename(self, target):
        done.append(target)
        if len(done) == number:
            raise error
        return real(self, target)

    monkeypatch.setattr(pathlib.Path, "rename", rename)


def test_placing_writes_all_files_whole_and_leaves_nothing_else(folder):
    before = tree(folder)
    placing.place(folder, FILES)
    assert tree(folder.parent) == {
        f"credentials/{name}": data for name, data in {**before, **{k: v.encode() for k, v in FILES.items()}}.items()
    }
    assert stat.S_IMODE((folder / "awards/2026/a.yml").stat().st_mode) == 0o644


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("number", range(1, 7))
def test_an_interruption_between_two_renames_leaves_no_files(folder, monkeypatch, number, error):
    before = everything(folder)
    stopping_at(monkeypatch, number, error)
    with pytest.raises(type(error)):
        placing.place(folder, FILES)
    assert everything(folder) == before


def test_a_failure_while_staging_leaves_no_files(folder, monkeypatch):
    before = everything(folder)
    monkeypatch.setattr(pathlib.Path, "chmod", lambda self, mode: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        placing.place(folder, FILES)
    assert everything(folder) == before


def test_placing_overwrites_no_file(folder):
    before = everything(folder)
    with pytest.raises(UsageError, match=r"learners/ada\.yml exists already: nothing was written"):
        placing.place(folder, {**FILES, "learners/ada.yml": "name: Mallory\n"})
    assert everything(folder) == before
    assert (folder / "learners/ada.yml").read_text() == "name: Ada\n"


def test_progress_advances_once_for_each_file(folder):
    told = []
    placing.place(folder, FILES, advance=lambda: told.append(1))
    assert len(told) == len(FILES)
