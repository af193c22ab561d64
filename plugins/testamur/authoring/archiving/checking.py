"""Checks an archive whole, with nothing but the archive: its sums, its log, and every document that was signed.

What holds shows that the archive is whole, and that one issuer signed all of it. Whose keys these are, an archive alone
cannot show: that is told by a key, or a checkpoint of the log, that was known before.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from testamur.authoring.archiving import contents, list_checking, log_checking
from testamur.authoring.archiving.archive_file import ArchiveFile
from testamur.authoring.archiving.archived_site import ArchivedSite
from testamur.authoring.archiving.bag import Bag
from testamur.authoring.archiving.log_checking import ArchivedLog
from testamur.credentials import addresses
from testamur.verification import examination, wrapper
from testamur.verification.reading import baked
from testamur.verification.resolving.resolver import RememberingResolver
from testamur.verification.verdict import Verdict

_SIGNED = re.compile(
    r"(?:awards/(?P<award>[^/]+)/credential|(?:awards|learners)/[^/]+/record|endorsements/[^/]+/credential)\.json"
)
_WRONG = frozenset({Verdict.INVALID, Verdict.UNTRUSTED_ISSUER, Verdict.INDETERMINATE})
_MOST_FINDINGS = 1000


@dataclass(slots=True, kw_only=True)
class Report:
    """What an archive has, and all that does not hold of it, each as a sentence that begins with the file."""

    site: ArchivedSite
    credentials: int = 0  # documents that were signed, and examined
    log: ArchivedLog | None = None  # where the registry keeps one
    findings: list[str] = field(default_factory=list)


def check(
    path: Path, *, seen: Mapping[str, bytes] | None = None, advance: Callable[[], object] = lambda: None
) -> Report:
    """Check an archive; ArchiveError where it cannot even be opened.

    `seen` has the largest checkpoint seen before, by the name of its log. `advance` is called once a signed document.
    """
    with ArchiveFile(path) as archive:
        bag = Bag(archive)
        report = Report(site=ArchivedSite(bag))
        report.findings += [f"{name}: it is not as its sum says" for name in bag.damaged()]
        if not report.findings:
            # What looks each log up when it is asked lists none, and is not empty for that.
            report.log = log_checking.check(report.site, {} if seen is None else seen)
            report.findings += report.log.findings if report.log is not None else []
            # As many as anybody reads: in a file that somebody made to keep us busy, all could be wrong.
            found = itertools.chain(list_checking.check(report.site), _check_documents(report, advance))
            report.findings += itertools.islice(found, _MOST_FINDINGS)
        return report


def _check_documents(report: Report, advance: Callable[[], object]) -> Iterator[str]:
    """Yield what does not hold of the documents that were signed."""
    site = report.site
    resolver = RememberingResolver(site)
    for path in site.bag.paths(contents.SITE):
        match = _SIGNED.fullmatch(path)
        if match is None:
            continue
        report.credentials += 1
        data = site.fetch(f"{site.base}/{path}", limit=baked.MOST_BYTES)
        now, trusted = site.instant, frozenset({site.did})
        wrapped = None
        if match["award"] is None:
            wrapped = wrapper.examine(data, resolver=resolver, now=now, trusted=trusted, asked=True)
        if wrapped is not None:
            verdict, sentence = wrapped.verdict, wrapped.sentence
        else:
            address = addresses.award(site.base, match["award"]) if match["award"] else None
            examined = examination.examine(
                data, resolver=resolver, now=now, trusted=trusted, address=address, asked=True
            )
            verdict, sentence = examined.verdict, examined.sentence
        advance()
        if verdict in _WRONG:
            yield f"{contents.SITE}{path}: {sentence}"
