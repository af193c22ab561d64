"""`testamur translate`: exports the records' texts as one PO file for a translator, and imports it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from testamur.authoring.editing import atomic_files
from testamur.authoring.translating import po_file, translatable, translating
from testamur.authoring.translating.po_file import PoFile
from testamur.authoring.translating.translating import TranslationPlan
from testamur.errors import Problem, UsageError
from testamur.publishing.views.site_info import name_of
from testamur.records import registry as registries
from testamur.records.model.localized_text import say
from testamur.records.model.models import Issuer
from testamur.records.parsing import files
from testamur.records.registry import Registry
from testamur.terminal import clock as clocks
from testamur.terminal import options, tables
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.languages import speaking
from testamur.text import reporting
from testamur.text.characters import harmless
from testamur.text.languages.messages import Amount, listed, msg
from testamur.text.reporting import number_of

_MOST_SHOWN = 1000  # problems on a screen; --json has them all
_FILE = click.Path(path_type=Path)


@click.command()
@click.option("--export", "language", metavar="LANG", help="Write the file for a translator into LANG.")
@click.option("--out", type=_FILE, metavar="FILE", help="Where it goes; else to stdout.")
@click.option(
    "--previous", type=_FILE, metavar="FILE",
    help="An earlier file: what it has of texts that changed since is kept, and marked fuzzy.",
)  # fmt: skip
@click.option("--missing/--all", default=False, help="Only what is not translated, or every text (the default).")
@click.option("--import", "file", type=_FILE, metavar="FILE", help="Take a translated file back into the records.")
@click.option("--fuzzy", is_flag=True, help="Take entries that are marked fuzzy, too.")
@click.option("--partial", is_flag=True, help="Write the texts that are right, although others are not.")
@options.records
@options.as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    language: str | None,
    out: Path | None,
    previous: Path | None,
    missing: bool,
    file: Path | None,
    fuzzy: bool,
    partial: bool,
    records: Path,
    as_json: bool,
) -> None:
    """Give the texts of the records to a translator as one PO file, and take it back.

    --export writes it, --import reads it. Everything that is wrong with a file is told at once, and nothing is written
    then; the same file a second time changes nothing.
    """
    if (language is None) == (file is None):
        raise UsageError(msg("say either --export with a language, or --import with a file"))
    registry = registries.load(records, today=latest_day_anywhere())
    if language is not None:
        _export(registry, language, out, previous, missing=missing)
    elif file is not None:
        po = _read(file)
        plan = _import(registry, po, fuzzy=fuzzy, partial=partial)
        if as_json:
            click.echo(json.dumps(_as_json(po, plan), ensure_ascii=False, indent=2))
        ctx.exit(1 if plan.problems else 0)


def _export(registry: Registry, language: str, out: Path | None, previous: Path | None, *, missing: bool) -> None:
    issuer = registry.issuer
    _check_language(issuer, language, "--export")
    earlier: Sequence[po_file.PoEntry] = ()
    if previous is not None:
        old = _read(previous)
        if old.problems:
            _print_problems(old.problems)
            raise UsageError(msg("the file after --previous cannot be read: nothing was written"))
        earlier = old.entries
    sources = translatable.sources(registry.folder)
    entries = list(translatable.entries(sources, issuer.languages, language, previous=earlier, missing=missing))
    name = say(issuer.name, *issuer.languages)
    data = po_file.write(
        entries, language=language, project=name, contact=issuer.contact, now=clocks.now(),
        comment=f"{name}: texts to translate into {name_of(language)}.\nOnly what stands after msgstr changes.",
    )  # fmt: skip
    if out is None:
        click.echo(data, nl=False)
    else:
        atomic_files.write_new(out, data, option="--out")
        click.echo(out)
    done = sum(bool(entry.text) and not entry.is_fuzzy for entry in entries)
    numbers: list[str] = [number_of(len(entries), "text"), msg("{number} translated", number=Amount(done))]
    if number := sum(entry.is_fuzzy for entry in entries):
        numbers.append(msg("{number} to look at again (fuzzy)", number=Amount(number)))
    speaking.echo(msg("{sentence}.", sentence=listed(numbers)), err=True)


def _import(registry: Registry, po: PoFile, *, fuzzy: bool, partial: bool) -> TranslationPlan:
    """Write the translated texts, all or with `partial` the right ones, and report problems; return the plan."""
    if po.problems:
        plan = TranslationPlan(problems=list(po.problems))
    else:
        _check_language(registry.issuer, po.language, "the line Language: in the first entry")
        sources = translatable.sources(registry.folder)
        plan = translating.plan_import(po, sources, registry.issuer.languages, fuzzy=fuzzy)
    _print_problems(plan.problems)
    if plan.problems and not (partial and plan.files):
        plan.files, plan.written = {}, 0
        speaking.echo(
            msg("Nothing was written. Mend the file, or add --partial for the texts that are right."), err=True
        )
    atomic_files.replace_all(plan.before if plan.files else {}, plan.files, drafts=registry.folder.parent)
    for path in plan.files:
        speaking.echo(msg("changed: {path}", path=path), err=True)
    texts, records = number_of(plan.written, "text"), number_of(len(plan.files), "record")
    said = msg("{texts} of {records} written", texts=texts, records=records)
    for number, word in (
        (plan.there, msg("there already")),
        (plan.empty, msg("not translated")),
        (plan.fuzzy, msg("fuzzy and left out (--fuzzy takes them)")),
    ):
        if number:
            more = msg("{number} {word}", number=Amount(number), word=word)
            said = msg("{first}; {second}", first=said, second=more)
    speaking.echo(msg("{sentence}.", sentence=said), err=True)
    return plan


def _read(file: Path) -> PoFile:
    # Resolved, since `files.read` refuses links: these are for records, and here the person chose the file.
    return po_file.read(files.read(file.resolve(), po_file.MOST_BYTES), harmless(file.name, 200))


def _check_language(issuer: Issuer, language: str, where: str) -> None:
    if language not in issuer.languages:
        subject = f"{harmless(language)} is" if language else "there is"
        raise UsageError(
            f"{where}: {subject} none of the issuer's languages ({', '.join(issuer.languages)}). "
            "Write one of them; or add it to languages: in issuer.yml first"
        )


def _print_problems(problems: Sequence[Problem]) -> None:
    if not problems:
        return
    speaking.echo(msg("{problems}:", problems=number_of(len(problems), "problem")), err=True)
    rows = (
        (str(problem.line), problem.field, problem.value, problem.reason, problem.remedy)
        for problem in sorted(problems, key=lambda problem: problem.line)[:_MOST_SHOWN]
    )
    tables.print_notice_table((msg("line"), msg("text"), msg("value"), msg("what is wrong"), msg("what to do")), rows)
    if len(problems) > _MOST_SHOWN:
        speaking.echo(
            msg("… and {number} more; --json has them all.", number=Amount(len(problems) - _MOST_SHOWN)), err=True
        )


def _as_json(po: PoFile, plan: TranslationPlan) -> dict[str, Any]:
    return {
        "file": po.name,
        "language": po.language,
        "written": [path.as_posix() for path in plan.files],
        "texts": plan.written,
        "there": plan.there,
        "empty": plan.empty,
        "fuzzy": plan.fuzzy,
        "problems": reporting.as_json(plan.problems),
    }
