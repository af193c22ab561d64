"""A registry before and after a change, and everything that `testamur check` reports of the change."""

from record_problems import TODAY
from registries import make_registry
from testamur.errors import RecordsError
from testamur.records import registry
from testamur.records.changes import change_summary, changes, snapshots
from testamur.records.changes.change_paths import ChangedPath


class Changed:
    """The problems and sentences of a change from the files `before` to the files `now` (None removes one)."""

    def __init__(self, folder, now=None, before=None, paths=()):
        make_registry(folder / "before", before)
        records = make_registry(folder / "now", {**(before or {}), **(now or {})})
        try:
            self.now = snapshots.from_registry(registry.load(records, today=TODAY))
        except RecordsError:
            self.now = snapshots.read(records)
        self.before = snapshots.read(folder / "before" / "credentials")
        self.paths = [ChangedPath(path=path) if isinstance(path, str) else path for path in paths]
        self.problems = changes.check(self.before, self.now, self.paths, parsed=snapshots.record_parser(records))
        self.change = changes.describe(self.before, self.now, self.paths)

    @property
    def found(self):
        """Code, line and field of each problem."""
        return [(one.code, one.line, one.field) for one in self.problems]

    @property
    def sentences(self):
        return change_summary.sentences(self.change, self.before, self.now, plain=str, title=lambda text: f"*{text}*")
