"""What learners are told of new awards: a letter each in their language, drafts of mails, and slips with QR codes.

Nothing is sent and nothing is kept: the texts are handed to the registrar's own mail program and printer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr

from testamur import installed
from testamur.credentials.language_versions import languages_of
from testamur.publishing import sealed_awards
from testamur.publishing.art import qr
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.rendering import standalone
from testamur.publishing.views.site_info import Site, direction
from testamur.publishing.views.site_info import site as site_of
from testamur.publishing.words import translations
from testamur.publishing.words.locale_formats import long_date
from testamur.publishing.words.texts import LETTER
from testamur.records.model.localized_text import say
from testamur.text import csv_cells

_PARTS = ("greeting", "awarded", "page", "link", "steps", "check", "wrong", "closing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter. Fields are the columns of the mail-merge file, in order."""

    award: str
    name: str
    email: str  # "" where it is not known
    language: str
    achievement: str
    link: str
    subject: str
    text: str


def letters(published: Publication, chosen: Sequence[IssuedAward], contacts: Mapping[str, str]) -> list[Letter]:
    """Return a letter for each award, which has to have a page. `contacts` are e-mail addresses by learner id."""
    return [_letter(published, issued, contacts) for issued in chosen]


def merge_file(letters: Iterable[Letter], *, language: str) -> bytes:
    """Return the letters as CSV for a mail merge in an office program of a language; no cell is a formula."""
    return csv_cells.encode(csv_cells.table(Letter, letters, language=language))


def draft(letter: Letter, *, sender: str, institution: str) -> bytes:
    """Return a letter as a draft that mail programs open, to look at and to send (RFC 5322)."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"
    if sender:
        message["From"] = formataddr((institution, sender))
    if letter.email:
        message["To"] = formataddr((letter.name, letter.email))
    message.set_content(letter.text)
    return message.as_bytes()


def slips(published: Publication, letters: Sequence[Letter]) -> str:
    """Return a printable page of slips: name, award, code and address, eight on a sheet of A4."""
    site = site_of(published.registry.issuer, now=published.now, preview=published.preview)
    slips = []
    for letter in letters:
        # The learner's own link: it opens their steps too.
        code = qr.svg(letter.link, title=letter.link)
        slips.append((letter, direction(letter.language), standalone.data_url(code.encode(), ".svg")))
    return standalone.environment_for(site).get_template("slips.html").render(slips=slips)


def _letter(published: Publication, issued: IssuedAward, contacts: Mapping[str, str]) -> Letter:
    issuer, award = published.registry.issuer, issued.award
    languages = languages_of(issuer)
    language = award.language if award.language in languages else languages[0]
    site = site_of(issuer, now=published.now, language=language)
    learner = published.registry.learners[award.learner]
    title = say(published.registry.achievements[award.achievement].name, language)
    prefix = "" if language == languages[0] else f"{language}/"
    # What else can be done with an award stands on its page where it is not sealed.
    link = sealed_awards.link(published, issued, prefix=prefix) + ("" if issued.is_sealed else "#mine")
    values = {
        "name": learner.name,
        "title": title,
        "institution": site.name,
        "date": long_date(award.awarded_date, site.locale),
    }
    parts = {"link": link, **_texts(site, values)}
    if issued.is_sealed:
        parts |= {"page": parts["sealed-page"], "steps": parts["sealed-steps"]}
    closing = f"{parts['closing']}\n{site.name}"
    body = [closing if part == "closing" else parts[part] for part in _PARTS]
    return Letter(
        award=award.id,
        name=learner.name,
        email=contacts.get(learner.id, ""),
        language=language,
        achievement=title,
        link=link,
        subject=parts["subject"],
        text="\n\n".join(body) + "\n",
    )


def _texts(site: Site, values: Mapping[str, str]) -> dict[str, str]:
    catalogue = translations.catalogue(installed.shipped_folder("theme") / "translations", site.language)
    return {part: catalogue.gettext(text).format(**values) for part, text in LETTER.items()}
