"""An archive in the place of the web: what is not in it was left out, or was never published."""

import pytest

import archives
from archives import BASE, NAME, UNLISTED
from issuing import an_id
from testamur.authoring.archiving.archive_file import ArchiveFile
from testamur.authoring.archiving.archived_site import ArchivedSite
from testamur.authoring.archiving.bag import Bag
from testamur.verification.resolving.resolver import LeftOut, NotFound


@pytest.fixture
def site(archive):
    return ArchivedSite(Bag(ArchiveFile(archive)))


def proof_of(award):
    return f"{BASE}/awards/{award}/award.tlog-proof"


def test_an_award_that_an_archive_leaves_out_may_have_been_published(site):
    with pytest.raises(LeftOut, match="ask for one that was made with testamur archive --with-unlisted"):
        site.fetch(proof_of(UNLISTED), limit=1000)


def test_another_file_that_is_not_in_an_archive_was_never_published(site):
    with pytest.raises(NotFound) as caught:
        site.fetch(f"{BASE}/issuer/none.json", limit=1000)
    assert not isinstance(caught.value, LeftOut)


def test_an_award_that_is_not_in_an_archive_of_all_was_never_published(published, tmp_path):
    folder = archives.copied(published, tmp_path)
    (folder / f"{NAME}.zip").unlink()
    archives.succeed(folder, "archive", "--with-unlisted")
    site = ArchivedSite(Bag(ArchiveFile(folder / f"{NAME}.zip")))
    assert site.fetch(proof_of(UNLISTED), limit=1000)
    with pytest.raises(NotFound) as caught:
        site.fetch(proof_of(an_id(77)), limit=1000)
    assert not isinstance(caught.value, LeftOut)
