"""The demo registry with statement codes, as it would stand on the web: its site, and the codes of its certificates."""

import datetime

import demo_site
from built_once import built_once
from demo_site import BASE
from testamur.credentials.statement_codes import statement_code
from testamur.ledger.statement_codes import kept_codes
from testamur.proofs.cose import sign1

LANGUAGES = ("en", "ar")


def build(factory):
    """Return the folder with `credentials`, `ledger` and `site`, built once a run of the tests."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return built_once(
        factory, "coded", lambda folder: demo_site.make(folder, now=now, languages=LANGUAGES, has_codes=True)
    )


def code(folder, award_id):
    """The signed statement of an award."""
    return (folder / "ledger" / kept_codes.name_of(award_id)).read_bytes()


def statement(folder, award_id):
    return statement_code.decode(sign1.read(code(folder, award_id)).payload)


def address(data):
    """What a phone reads off the paper."""
    return statement_code.prefix(BASE) + statement_code.letters(data)


def named(folder, *, is_named=True):
    """The id of an award in force whose code has its learner's name, or has not."""
    found = demo_site.awards(folder / "site")
    return next(award_id for award_id in found if bool(statement(folder, award_id).name) == is_named)
