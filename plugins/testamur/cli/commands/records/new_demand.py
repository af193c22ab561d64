"""`testamur new demand`: adds what employers ask for, from a spreadsheet or from options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from testamur.authoring.spreadsheets import demand_rows
from testamur.cli.commands.records import import_file
from testamur.cli.commands.records.record_adding import add_record, free_name
from testamur.errors import UsageError
from testamur.figures import skill_gaps
from testamur.records.parsing import formats, schema
from testamur.terminal import options
from testamur.terminal.asking import ask_choice, ask_required
from testamur.text.reporting import number_of
from testamur.text.slugs import join_slugs, slug_of


@click.command(name="demand")
@options.records
@click.option("--from", "file", type=click.Path(path_type=Path), metavar="FILE", required=True,
              help="A spreadsheet with a row for each skill: .csv, .xlsx or .ods.")  # fmt: skip
@click.option("--name", help="What it is about: Deckhands on the north quay.")
@click.option("--source", type=click.Choice(schema.values("demand", "source")), help="Where it comes from.")
@click.option("--by", help="Who asked, counted or described: an organisation; it is published.")
@click.option("--date", metavar="DATE", help="The day as of which it is true.")
@click.option("--count", type=click.IntRange(1), help="How many employers answered, or advertisements were read.")
@click.option("--url", metavar="URL", help="Where it can be read.")
@click.option("--framework", help="The framework of rows that name none: ESCO.")
@click.option("--occupation", help="The name of the occupation.")
@click.option("--occupation-framework", help="Its framework: ISCO-08.")
@click.option("--occupation-code", help="Its code there.")
@click.option("--as", "stem", metavar="NAME", help="The name of the file (default: from the name).")
def command(
    *,
    records: Path,
    file: Path,
    name: str | None,
    source: str | None,
    by: str | None,
    date: str | None,
    count: int | None,
    url: str | None,
    framework: str | None,
    occupation: str | None,
    occupation_framework: str | None,
    occupation_code: str | None,
    stem: str | None,
) -> None:
    """Add what employers ask for: the page of figures then shows it beside what is taught.

    FILE has a row for each skill, and columns called skill, code or url, weight (up to 100; or essential, optional) or
    mentions (of --count), and framework. ESCO's own tables of an occupation's skills are taken as they are.
    """
    skills = demand_rows.skills(import_file.read(file), framework=framework or "", count=count)
    source = source or ask_choice(None, "Where it comes from", schema.values("demand", "source"))
    if not source:
        raise UsageError(f"say where it comes from: --source {'|'.join(schema.values('demand', 'source'))}")
    if (occupation_framework or occupation_code) and not occupation:
        raise UsageError("--occupation-framework and --occupation-code are of an occupation: give its --occupation too")
    entry: dict[str, Any] = {
        "targetName": occupation,
        "targetFramework": occupation_framework,
        "targetCode": occupation_code,
    }
    record = {
        "name": (name := ask_required(name, "--name", "What it is about: a job, a trade, a region")),
        "source": source,
        "by": ask_required(by, "--by", "Who asked or counted (an organisation; this is published)"),
        "date": ask_required(date, "--date", "The day as of which it is true, year-month-day", check=formats.date),
        "count": count,
        "url": url,
        "occupation": {field: text for field, text in entry.items() if text},
        "skills": skills,
    }
    stem = free_name(records, "demand", stem, join_slugs(slug_of(name), otherwise="demand"))
    registry = add_record(records, f"demand/{stem}.yml", "demand", record)
    asked = skill_gaps.asked_skills(registry)
    untaught = sum(not skill.taught for skill in asked)
    click.echo(
        f"{number_of(len(skills), 'skill')} {'is' if len(skills) == 1 else 'are'} asked for. "
        f"Of all {len(asked)} asked for by now, nobody teaches {untaught}: "
        "testamur stats --gaps lists them.",
        err=True,
    )
