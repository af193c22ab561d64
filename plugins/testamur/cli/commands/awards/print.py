"""`testamur print`: writes certificates, one or a ceremony's, into one document to print: HTML, and PDF if possible."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack, cast

import click

from testamur.authoring.editing import atomic_files
from testamur.credentials.language_versions import languages_of
from testamur.errors import PublishingError, UsageError
from testamur.pictures.apart import HEADROOM
from testamur.publishing.rendering import browser_pdf, certificates
from testamur.publishing.rendering.certificates import Paper
from testamur.records import registry as registries
from testamur.records.model.certificates import Style
from testamur.terminal import award_choice, options
from testamur.terminal.award_choice import ChoiceOptions
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.languages import speaking
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of

# Unicode CLDR, supplemental data, "paperSize": territories that print on US Letter.
_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})


@click.command()
@award_choice.options
@click.option(
    "--language", default="", metavar="TAG", help="The language of all certificates (default: each in its award's)."
)
@click.option(
    "--style", type=click.Choice(["classic", "modern"]), help="How they look (default: as issuer.yml says, or classic)."
)
@click.option("--paper", type=click.Choice(["A4", "Letter"]), help="The PDF's paper (default: the country's).")
@click.option(
    "--pdf/--no-pdf",
    default=None,
    help="A PDF as well, or none (default: where there is Chromium, Chrome or Edge).",
)
@options.records
@options.ledger
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default="certificates.html",
    show_default=True,
    metavar="FILE",
    help="Where the document goes; the PDF goes beside it.",
)
def command(
    *,
    awards: tuple[str, ...],
    records: Path,
    ledger: Path,
    language: str,
    style: str | None,
    paper: str | None,
    pdf: bool | None,
    output: Path,
    **asked: Unpack[ChoiceOptions],
) -> None:
    """Write certificates into one document to print, each a front and a reverse: AWARD is an id, a link, or a name.

    Only awards in force have one. The document holds names: print it, and keep it where the records are kept.
    """
    if output.suffix.casefold() == ".pdf":
        raise UsageError(
            msg(
                "--output {output}: this names the HTML; the PDF goes beside it, as {name}",
                output=output,
                name=output.name,
            )
        )
    registry = registries.load(records, today=latest_day_anywhere(), pictures=HEADROOM)
    spoken = languages_of(registry.issuer)
    if language and language not in spoken:
        raise UsageError(
            msg("--language {language}: the site speaks {names}", language=harmless(language), names=", ".join(spoken))
        )
    browser = browser_pdf.find_browser() if pdf is not False else ""
    if pdf and not browser:
        raise UsageError(
            msg("--pdf: there is no Chromium, Chrome or Edge here. Without it, print the HTML from any browser")
        )
    chosen = award_choice.choose_awards(
        registry, ledger, awards, lacks=msg("no certificate"), nothing=msg("there is nothing to print"), **asked
    )

    def document(paper: str) -> str:
        return certificates.document(
            chosen.published,
            chosen.awards,
            language=language,
            style=cast(Style | None, style),
            paper=cast(Paper, paper),
        )

    data = document("").encode()
    beside = output.with_suffix(".pdf")
    for path in (output, *([beside] if browser else [])):
        if path.exists() and (path == beside or atomic_files.is_another_file(path, data)):
            raise UsageError(
                msg("{path} exists and is another file: nothing was written. Choose another name", path=path)
            )
    atomic_files.write_new(output, data, option="--output")
    click.echo(output)
    is_made = bool(browser) and _write_pdf(
        document(paper or ("Letter" if registry.issuer.country in _LETTER else "A4")),
        beside,
        browser=browser,
        pages=certificates.PAGES * len(chosen.awards),
        is_asked_for=bool(pdf),
    )
    said = number_of(len(chosen.awards), "certificate")
    if chosen.left:
        said = msg(
            "{certificates}, {number} left out (not issued, not in force, or private)",
            certificates=said,
            number=chosen.left,
        )
    how = msg(
        "{certificates}. Print it from a browser: across, on both sides, turned over the short edge.", certificates=said
    )
    if is_made:
        how = msg(
            "{certificates}. Print the PDF: across, on both sides, turned over the short edge.", certificates=said
        )
    speaking.echo(how, err=True)


def _write_pdf(html: str, path: Path, *, browser: str, pages: int, is_asked_for: bool) -> bool:
    """Write the document as PDF, and say whether that was done; one that nobody asked for may fail, with a word."""
    try:
        data = browser_pdf.make(html, browser=browser, pages=pages, folder=path.parent)
    except PublishingError as error:
        if is_asked_for:
            raise
        speaking.echo(msg("There is no PDF: {error}.", error=error), err=True)
        return False
    atomic_files.write_new(path, data)
    click.echo(path)
    return True
