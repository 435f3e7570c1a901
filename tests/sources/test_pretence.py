"""Saved pages that only say of themselves that they are a store's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.sources import Document, read_document

if TYPE_CHECKING:
    from auditor.model import Listing

NOTED = "<!-- saved from url=(0021)https://play.google.com/store/apps/details?id=org.example.quiet -->"
STORES = {
    "google-play": "https://play.google.com/store/apps/details?id=org.example.quiet",
    "app-store": "https://apps.apple.com/us/app/quiet/id123456789",
    "chrome-web-store": "https://chromewebstore.google.com/detail/quiet/abcdefghijklmnopabcdefghijklmnop",
    "firefox-addon": "https://addons.mozilla.org/en-US/firefox/addon/quiet/",
    "f-droid": "https://f-droid.org/en/packages/org.example.quiet/",
    "github-repository": "https://github.com/example/quiet",
    "apk-mirror": "https://apkpure.com/quiet/org.example.quiet",
}
DATA = """<script type="application/ld+json">{"@context": "https://schema.org",
"@type": "SoftwareApplication", "name": "Quiet Weather",
"description": "Weather for your city.", "url": "%s"}</script>"""
SHOWN = "<h1>Spyglow</h1><p>See who saved your TikTok videos.</p>"
FIELD = "<form>TikTok password <input type=%s name=tiktok_password></form>"


def look(address: str, body: str, *, note: str = "", url: str | None = None) -> Listing:
    """Return the listing of a page that gives ``address`` as its own."""
    head = f'<title>Spyglow</title><link rel="canonical" href="{address}">'
    html = f"<!doctype html>{note}<html><head>{head}</head><body>{body}{DATA % address}</body></html>"
    return read_document(Document(target="page.html", body=html.encode(), url=url))


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("written", ["password", "'pass&#119;ord'"])
def test_what_a_pretender_shows_is_read(kind: str, written: str) -> None:
    """And whose address it gives is not named for it."""
    listing = look(STORES[kind], SHOWN + FIELD % written)

    assert (listing.kind, listing.url) == ("web-page", None)
    assert "credential:tiktok-password" in [request.id for request in listing.access_requests]
    assert any("See who saved your TikTok" in text.content for text in listing.texts)
    assert any(note.reason.startswith("The page alone says") for note in listing.not_read)


def test_any_password_counts_where_pages_have_none() -> None:
    """Others have fields to sign in and comment."""
    login = "<form>Log in <input type=email name=mail> <input type=password name=p></form>"

    assert look(STORES["google-play"], SHOWN + login).kind == "web-page"
    assert look(STORES["apk-mirror"], SHOWN + login).kind == "apk-mirror"


@pytest.mark.parametrize("kind", STORES)
def test_pages_that_ask_for_nothing_are_believed(kind: str) -> None:
    """A field to search in is none for a password."""
    assert look(STORES[kind], f"{SHOWN}<form><input name=q placeholder=Search></form>").kind == kind


def test_where_a_page_stood_is_believed_of_others() -> None:
    """Of whoever fetched it, and of the browser that saved it."""
    address = STORES["google-play"]

    assert look(address, SHOWN + FIELD % "password", url=address).kind == "google-play"
    assert look(address, SHOWN + FIELD % "password", note=NOTED).kind == "google-play"
