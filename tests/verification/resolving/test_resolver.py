import os

import pytest

from testamur.verification.resolving.resolver import FolderResolver, Unavailable

BASE = "https://badges.harbour.example"


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    (folder / "issuer").mkdir(parents=True)
    (folder / "issuer" / "did.json").write_bytes(b"{}")
    (tmp_path / "secret.json").write_bytes(b"secret")
    return folder


def test_an_address_below_the_base_is_read_from_the_folder(site):
    assert FolderResolver({BASE: site}).fetch(f"{BASE}/issuer/did.json", limit=2) == b"{}"


def test_a_trailing_slash_of_the_base_makes_no_difference(site):
    assert FolderResolver({f"{BASE}/": site}).fetch(f"{BASE}/issuer/did.json", limit=2) == b"{}"


def test_the_longest_matching_base_is_used(site, tmp_path):
    (tmp_path / "did.json").write_bytes(b"[]")
    both = FolderResolver({BASE: site, f"{BASE}/issuer": tmp_path})
    assert both.fetch(f"{BASE}/issuer/did.json", limit=9) == b"[]"


@pytest.mark.parametrize(
    "path",
    [
        "/issuer/none.json", "/issuer", "/issuer/", "/", "", "/../secret.json", "/issuer/../../secret.json",
        "/%2e%2e/secret.json", "//etc/hostname", "/issuer\\did.json",
        "/issuer/did.json?x", "/issuer/did.json#x", "/.git/config", "/issuer/did.json\n", "/\0",
    ],
)  # fmt: skip
def test_only_files_below_the_folder_are_read(site, path):
    with pytest.raises(Unavailable):
        FolderResolver({BASE: site}).fetch(BASE + path, limit=100)


@pytest.mark.parametrize(
    "url",
    [
        "https://badges.harbour.example.evil.example/issuer/did.json",
        "https://[",
        "",
        "file:///etc/hostname",
        "x" * 9999,
    ],
)
def test_addresses_outside_every_base_are_unavailable(site, url):
    with pytest.raises(Unavailable, match="in none of the folders"):
        FolderResolver({BASE: site}).fetch(url, limit=100)


def test_symbolic_links_out_of_the_folder_are_not_followed(site, tmp_path):
    (site / "file.json").symlink_to(tmp_path / "secret.json")
    (site / "folder").symlink_to(tmp_path)
    for path in ("file.json", "folder/secret.json"):
        with pytest.raises(Unavailable):
            FolderResolver({BASE: site}).fetch(f"{BASE}/{path}", limit=100)


def test_circular_links_are_unavailable(site):
    (site / "a.json").symlink_to(site / "b.json")
    (site / "b.json").symlink_to(site / "a.json")
    (site / "loop").symlink_to(site / "loop")
    for path in ("a.json", "loop/did.json"):
        with pytest.raises(Unavailable, match="there is no file for"):
            FolderResolver({BASE: site}).fetch(f"{BASE}/{path}", limit=100)


def test_a_link_within_the_folder_is_followed_only_to_a_folder(site):
    (site / "other").symlink_to(site / "issuer")
    (site / "link.json").symlink_to(site / "issuer" / "did.json")
    assert FolderResolver({BASE: site}).fetch(f"{BASE}/other/did.json", limit=2) == b"{}"
    with pytest.raises(Unavailable):
        FolderResolver({BASE: site}).fetch(f"{BASE}/link.json", limit=2)


@pytest.mark.parametrize("path", ["n" * 5000, "/".join("a" * 3000)])
def test_an_impossible_file_name_is_unavailable(site, path):
    with pytest.raises(Unavailable) as caught:
        FolderResolver({BASE: site}).fetch(f"{BASE}/{path}", limit=2)
    assert len(str(caught.value)) < 300


def test_a_pipe_is_unavailable_without_waiting(site):
    os.mkfifo(site / "pipe.json")
    with pytest.raises(Unavailable):
        FolderResolver({BASE: site}).fetch(f"{BASE}/pipe.json", limit=100)


def test_a_file_above_the_limit_is_not_read(site):
    with pytest.raises(Unavailable, match="larger than 1 bytes"):
        FolderResolver({BASE: site}).fetch(f"{BASE}/issuer/did.json", limit=1)
