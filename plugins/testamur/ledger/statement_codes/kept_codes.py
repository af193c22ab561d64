"""Statement codes in the ledger: which awards need one, and reading those that are there.

They are kept beside the credentials, since only a run that has the key can make one (`issuing_codes.py`), and
certificates are printed without. No entry speaks of them: each has the digest of a credential that was entered, and
whoever prints one checks its signature.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from testamur import disk
from testamur.credentials import did
from testamur.credentials.statement_codes import statement_code
from testamur.errors import DocumentError, LedgerError
from testamur.ledger.state import AwardState
from testamur.proofs import multikey
from testamur.proofs.cose import sign1
from testamur.records.model.history import FINAL
from testamur.records.model.models import Award, Issuer
from testamur.records.registry import Registry

_FOLDER, _SUFFIX = "codes", ".cbor"


def name_of(award_id: str) -> str:
    """Return the file of an award's statement code in the ledger."""
    return f"{_FOLDER}/{award_id}{_SUFFIX}"


def wanted(
    registry: Registry, folder: Path, states: Mapping[str, AwardState], *, settled: Collection[str] = ()
) -> Iterator[str]:
    """Yield the awards that need a statement code, or another one; none where the registry does not have them.

    Those that are private, sealed, over or erased need none: they have no certificate. `settled` awards are left out.
    """
    if not registry.issuer.certificate.statement_code:
        return
    keys = _keys(registry.issuer)
    for award_id, award in registry.awards.items():
        state = states.get(award_id)
        if award_id in settled or state is None or state.erased or state.state in FINAL or not has_one(award):
            continue
        data = _read(folder, award_id)
        if data is None or not _fits(data, award, state, registry.issuer, keys):
            yield award_id


def kept(folder: Path) -> list[str]:
    """Return the awards that have a statement code, whatever became of them since."""
    names = [path.name for path in (folder / _FOLDER).glob(f"*{_SUFFIX}")]
    return sorted(name.removesuffix(_SUFFIX) for name in names)


def current(folder: Path, award: Award, state: AwardState, issuer: Issuer) -> bytes | None:
    """Return the signed statement of an award, as its certificate has it; None where none was made of it as it is.

    LedgerError where the file is there, and none of the issuer's keys signed it.
    """
    data = _read(folder, award.id)
    keys = _keys(issuer)
    if data is None or not _fits(data, award, state, issuer, keys):
        return None
    signed = sign1.read(data)
    if not signed.is_by(keys[signed.kid]):
        raise LedgerError(
            f"ledger/{name_of(award.id)} is not what was signed. Take it out of the ledger, and run testamur issue: it "
            "signs another"
        )
    return data


def has_one(award: Award) -> bool:
    """Say whether an award has a certificate on which a code may stand, as long as it is in force."""
    return award.visibility in {"public", "unlisted"}


def is_name_shown(award: Award) -> bool:
    """Say whether a name may stand in the code: where the award's page is one that anybody may find."""
    return award.visibility == "public"


def _fits(data: bytes, award: Award, state: AwardState, issuer: Issuer, keys: Mapping[bytes, bytes]) -> bool:
    """Say whether a code is of an award as it is now, by a key that counts; nobody checks its signature."""
    try:
        signed = sign1.read(data)
        statement = statement_code.decode(signed.payload)
    except DocumentError:
        return False
    return (
        signed.kid in keys
        and statement.issuer == did.from_base(issuer.base)
        and statement.award_id == award.id
        and statement.digest == state.current.digest
        # One that was made public since may keep a code without its name.
        and (not statement.name or is_name_shown(award))
    )


def _keys(issuer: Issuer) -> dict[bytes, bytes]:
    """Return the issuer's keys that are not lost, by how codes name them."""
    texts = [method.public_key_multibase for method in issuer.verification_methods if method.state != "compromised"]
    return {sign1.kid_of(public): public for public in map(multikey.decode, texts)}


def _read(folder: Path, award_id: str) -> bytes | None:
    try:
        return disk.read(f"{folder}/{name_of(award_id)}")
    except FileNotFoundError:
        return None
