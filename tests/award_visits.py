"""What tests ask of an award's page in a browser: what its check found, and what it shows then."""

GREEN = "is-green"


def checked(page):
    """Wait for the verdict; return it, the words of the band, and whether it is green."""
    page.wait_for_selector("#status[data-verdict]", timeout=10_000)
    page.wait_for_function("() => !document.querySelector('#verdict').innerText.includes('Being checked')")
    band = page.locator("#status")
    return band.get_attribute("data-verdict"), band.inner_text(), GREEN in band.get_attribute("class")


def lines_of(page):
    """The lines of the checks, which come when somebody comes near them."""
    page.locator("#how").scroll_into_view_if_needed()
    page.wait_for_selector("#checks li")
    return page.locator("#checks li").all_inner_texts()


def credential(site, award):
    return (site / "awards" / award / "credential.json").read_bytes()


def altered(site, award):
    """The credential of an award with one byte that was not signed."""
    data = credential(site, award)
    at = data.index(b"identityHash") + 16
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
