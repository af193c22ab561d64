"""The generator: writes every page and file that `testamur.publishing` yields."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer

from pelican import signals  # type: ignore[attr-defined]  # mypy sees our part of the namespace only
from pelican.plugins.testamur import prose, themes
from testamur import processes
from testamur.errors import PublishingError, UsageError
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.rendering.layouts import PageTemplates
from testamur.publishing.site import award_batches, common_items, file_list, items
from testamur.publishing.site.award_batches import Written
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.kept.kept_awards import KeptAwards
from testamur.publishing.site.parts import batches_apart
from testamur.publishing.site.parts.shard import WHOLE, Shard
from testamur.publishing.site.parts.working_ahead import working_ahead
from testamur.publishing.site.tree import Tree
from testamur.publishing.views.site_info import Place


class RegistryGenerator(Generator):  # type: ignore[misc]  # Pelican has no types.
    """Writes the registry: pages through Pelican's writer, documents and pictures byte for byte.

    Awards' pages go past the writer where nobody would notice: where the theme and the writer are the usual ones, and
    no plugin is told of what was written.
    """

    def generate_output(self, writer: Any) -> None:
        """Write everything; the publication was read and verified before the first file."""
        published: Publication = self.settings["TESTAMUR_PUBLICATION"]
        is_our_theme = _is_our_theme(self.settings)
        self._templates = PageTemplates(self.testamur, lays_out=is_our_theme)
        # Whether somebody else has a say in pages, or looks at them. If not, Pelican's writer would only write them.
        self._is_seen = not is_our_theme or _has_onlookers(writer)
        editions = self.settings["TESTAMUR_EDITIONS"]
        advance = self.settings.get("TESTAMUR_ADVANCE", lambda: None)
        output = Tree(Path(self.output_path))
        # First, so that a page of ours that finds its address taken can say by which file.
        for name, source in self.settings.get("TESTAMUR_PROSE", ()):
            output.claim(name, source)
        theme = f"{self.settings['THEME_STATIC_DIR']}/"
        for name, source in self.settings.get("TESTAMUR_PROSE", ()):
            if name.lower().startswith(theme):
                raise PublishingError(f"{source} would be published at {name}, among the files of the theme")
        for made in themes.made(Path(self.settings["THEME"]), editions):
            output.write(made.name, made.data, made.source)
        self._output, self._advance = output, advance
        shard: Shard = self.settings.get("TESTAMUR_SHARD", WHOLE)
        with contextlib.ExitStack() as others:
            jobs: int = self.settings.get("TESTAMUR_JOBS", 1)
            others.enter_context(working_ahead(published, editions, jobs, compiles=is_our_theme))
            source = AwardSource.of(published, editions)
            self._kept = self._kept_awards(source)
            ids = self._begin_awards(source, shard, writer, others)
            if shard.has_common:
                places = [place for item in common_items.common_items(source) if (place := self._write(item, writer))]
                # The sitemap has the page of every award, whoever writes it.
                for listing in file_list.listing_files(published, editions, places):
                    self._write(listing, writer)
            if not shard.is_whole and (_has_onlookers(writer) or signals.finalized.receivers):
                raise UsageError(
                    "a plugin of your own looks at the pages that were written, and would see those of one part only: "
                    "build without --shard"
                )
            self._note_written(ids)
        # Last: where both have one path, people are told which two files do.
        prose.refuse_odd_places(
            self.settings.get("TESTAMUR_PROSE", ()), {edition.language.lower() for edition in editions}
        )

    def _write(self, item: items.Page | items.File, writer: Any) -> Place | None:
        """Write a page or a file; return the place of a page."""
        if isinstance(item, items.File):
            self._output.write(item.name, item.data, item.source)
            return None
        # Pelican's writer knows only what it wrote itself. The claim also keeps a page off the path of a file.
        self._output.claim(item.name, item.source)
        writer.write_file(item.name, self._templates.get(item.language, item.template), self._context, **item.context)
        return item.here

    def _write_own(self, item: items.Page | items.File, tree: Tree, writer: Any) -> None:
        """Write a page or a file of an award, as `_write` does."""
        if isinstance(item, items.File):
            tree.write_own(item.name, item.data, item.source)
            return
        template = self._templates.get(item.language, item.template)
        if self._is_seen:
            tree.claim_own(item.name, item.source)
            writer.write_file(item.name, template, self._context, **item.context)
        else:
            tree.write_own(item.name, template.render(item.context).encode(), item.source)

    def _begin_awards(
        self, source: AwardSource, shard: Shard, writer: Any, others: contextlib.ExitStack
    ) -> Iterator[str]:
        """Write the pages and files of the awards of a part; yield the id of each that is not kept as it is.

        Where other processes write them, they begin now, and end with `others`: all else of the site is written
        meanwhile.
        """
        self._written: list[str] = []
        self.settings["TESTAMUR_WRITTEN"] = self._written
        rest = self._rest_of(source, shard)
        if executor := self.settings.get("TESTAMUR_EXECUTOR"):
            return self._on_cluster(source, rest, executor)
        if not self._can_share(len(rest)):
            return self._one_by_one(source, rest, writer)
        # One here, so that what its page needs is compiled once, and not by each of them.
        first = list(self._one_by_one(source, rest[:1], writer))
        executor = others.enter_context(processes.split(self.settings["TESTAMUR_JOBS"]))
        return itertools.chain(first, self._in_batches(source, rest[1:], executor))

    def _note_written(self, ids: Iterable[str]) -> None:
        """Leave the ids of awards in the settings for whoever asked, as they are written."""
        for award_id in ids:
            self._written.append(award_id)
            self._advance()

    def _rest_of(self, source: AwardSource, shard: Shard) -> list[IssuedAward]:
        """Return the awards of a part whose files have to be written; the others are written already."""
        awards: Sequence[IssuedAward] = source.published.awards
        if self._kept is not None:
            awards = self._kept.keep(awards, lambda issued: self._note_written([issued.award.id]))
        return source.in_order(shard, among=awards)

    def _kept_awards(self, source: AwardSource) -> KeptAwards | None:
        """Return what is kept of awards; None where nothing is, or somebody else has a say in their pages."""
        standing = self.settings.get("TESTAMUR_STANDING")
        if standing is None or self._is_seen or len(self.settings["PLUGINS"]) > 1:
            return None
        return KeptAwards(standing, source, self._output)

    def _one_by_one(self, source: AwardSource, awards: Sequence[IssuedAward], writer: Any) -> Iterator[str]:
        """Write the awards here; yield the id of each."""
        tree = self._output
        if folder := self.settings.get("TESTAMUR_AWARDS_IN"):  # a part of the site that has nothing else
            tree, writer = Tree(Path(folder)), Writer(folder, self.settings)
        for issued in awards:
            names = []
            for item in source.items(issued):
                self._write_own(item, tree, writer)
                names.append(item.name)
            if self._kept is not None:
                self._kept.enter(issued, names)
            yield issued.award.id

    def _on_cluster(self, source: AwardSource, awards: Sequence[IssuedAward], executor: Executor) -> Iterator[str]:
        """Let other machines write the awards; yield the id of each."""
        if self._is_seen:
            raise UsageError(
                "a theme or a plugin of your own has a say in pages, and other machines do not have it: build without "
                "--executor"
            )
        work = replace(self.settings["TESTAMUR_WORK"], sites=tuple(source.sites))
        for ids in batches_apart.write_all_apart(work, awards, executor, self._output):
            yield from ids

    def _in_batches(self, source: AwardSource, awards: Sequence[IssuedAward], executor: Executor) -> Iterator[str]:
        """Let other processes write the awards from now on; yield the id of each."""
        work = replace(self.settings["TESTAMUR_WORK"], sites=tuple(source.sites))
        return self._entered(awards, award_batches.write_all(work, source, awards, executor))

    def _entered(self, awards: Sequence[IssuedAward], batches: Iterable[list[Written]]) -> Iterator[str]:
        """Claim and keep what other processes wrote of these awards; yield the id of each."""
        by_id = {issued.award.id: issued for issued in awards} if self._kept is not None else {}
        for batch in batches:
            for award in batch:
                for name in award.names:
                    self._output.claim_own(name, award.source)
                if self._kept is not None:
                    self._kept.enter(by_id[award.id], award.names)
                yield award.id

    def _can_share(self, awards: int) -> bool:
        """Say whether other processes of this machine may write the pages of so many awards."""
        jobs: int = self.settings.get("TESTAMUR_JOBS", 1)
        return jobs > 1 and awards > award_batches.BATCH and not self._is_seen

    def generate_context(self) -> None:
        """Give templates a small context: Pelican copies it for every page that it writes."""
        self._context = {"localsiteurl": ""}


def _has_onlookers(writer: Any) -> bool:
    """Say whether a plugin is told of each page that is written, or writes them itself."""
    return type(writer) is not Writer or bool(signals.content_written.receivers)


def _is_our_theme(settings: Mapping[str, Any]) -> bool:
    """Say whether pages are rendered from the templates that come with Testamur, and from no others."""
    changed = any(settings.get(name) for name in ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS"))
    changed = changed or settings["JINJA_ENVIRONMENT"] != DEFAULT_CONFIG["JINJA_ENVIRONMENT"]
    return themes.is_ours(Path(settings["THEME"]), settings.get("THEME_TEMPLATES_OVERRIDES")) and not changed
