"""Builds a part of a site, and joins the parts of all machines into the site that one machine would have built."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from testamur.errors import UsageError
from testamur.ledger.safeguards import published_lists
from testamur.ledger.store import Ledger
from testamur.publishing.publication import Publication
from testamur.publishing.site import output as outputs
from testamur.publishing.site.parts import build_inputs, joining, manifest
from testamur.publishing.site.parts.build_inputs import Inputs
from testamur.publishing.site.parts.manifest import Manifest
from testamur.publishing.site.parts.shard import Shard
from testamur.terminal import building, progress_bar
from testamur.text.languages.messages import msg


def build_part(
    shard: Shard,
    *,
    records: Path,
    ledger: Path,
    output: Path,
    settings: Path,
    now: datetime.datetime,
    verify_all: bool = False,
    jobs: int = 1,
) -> tuple[Publication, Manifest]:
    """Build a part of a site into the folder `output`; return the publication and the part's manifest.

    It verifies the proofs of its own awards; the other parts, without which there is no site, verify theirs.
    `verify_all` and `jobs` are as for `building.build`.
    After any TestamurError the folder is as it was.
    """
    with (
        tempfile.TemporaryDirectory(prefix="testamur-part-") as throwaway,
        outputs.fresh(output, keep_out_of=(records, ledger), mark=manifest.NAME, needed=(manifest.NAME,)) as part,
    ):
        site, preview = part / manifest.SITE, Path(throwaway, "preview")
        for folder in (site, preview):
            folder.mkdir()
        before = build_inputs.shared_inputs(records, ledger)
        published, work = building.read_published(
            records,
            ledger,
            site,
            now=now,
            preview=False,
            preview_ledger=preview,
            verify_all=verify_all,
            verifies=shard.has,
        )
        if published.preview:
            raise UsageError("in practice mode each part would be signed with a throwaway key of its own: build whole")
        # Pelican copies the theme and lays out prose whatever it is asked for; of that, the site needs one.
        folder = site if shard.has_common else Path(throwaway, "common")
        with progress_bar.bar(
            msg("Writing the pages"), sum(shard.has(one.award.id) for one in published.awards)
        ) as advance:
            found = building.run_pelican(
                settings,
                folder,
                published,
                advance,
                private=(records, ledger),
                work=work,
                jobs=jobs,
                more={"TESTAMUR_SHARD": shard, "TESTAMUR_AWARDS_IN": "" if shard.has_common else str(site)},
            )
        described = _describe(shard, published, before, found, settings=settings, site=site)
        manifest.write(part, described)
    return published, described


def _describe(
    shard: Shard,
    published: Publication,
    before: Inputs,
    found: Mapping[str, Any],
    *,
    settings: Path,
    site: Path,
) -> Manifest:
    """Return the manifest of a part whose files are in `site`; `found` are Pelican's settings, with what was written.

    PublishingError where it was not made from what there was `before`: with that it is compared with other parts.
    """
    inputs = build_inputs.all_inputs(
        published,
        settings=settings,
        prose=Path(found["PATH"]),
        theme=Path(found["THEME"]),
        sites=found["TESTAMUR_EDITIONS"],
    )
    build_inputs.refuse_changes(before, inputs)
    return Manifest(
        shard=shard,
        base=published.registry.issuer.base,
        inputs=inputs,
        awards=_awards(published, shard),
        written=manifest.amount_of_awards(found["TESTAMUR_WRITTEN"]),
        files=manifest.amount_of_files(site),
    )


def join_parts(folders: Sequence[Path], *, output: Path, ledger: Path) -> Manifest:
    """Join the parts in these folders into the site `output`, and return the first part's manifest.

    A site that stands there must not be newer than the parts, which the ledger tells.
    After any TestamurError the old site is as it was, and so are the parts.
    """
    parts = joining.read_parts(folders)
    first = parts[0][1]
    with outputs.fresh(output, keep_out_of=(*folders, ledger)) as site:
        _refuse_older(output, ledger, first)
        with progress_bar.bar(msg("Joining the parts"), len(parts)) as advance:
            joining.copy_files(parts, site, advance=advance)
    return first


def _awards(published: Publication, shard: Shard) -> tuple[manifest.Amount, ...]:
    return manifest.awards_of_parts((issued.award.id for issued in published.awards), shard.of)


def _refuse_older(output: Path, ledger: Path, first: Manifest) -> None:
    """Raise UsageError or LedgerError where nobody can say that the parts are as new as the site that stands."""
    if published_lists.read_published_list(output, first.base) is None:
        return
    if not ledger.is_dir() or Ledger(ledger).seal().digest != first.inputs["ledger"]:
        raise UsageError(
            f"there is a site in {output}/, and {ledger}/ is not the ledger that the parts were made from, which would "
            "tell whether they are newer. Name that with --ledger, or another folder with --output"
        )
    published_lists.refuse_older(output, first.base, Ledger(ledger))
