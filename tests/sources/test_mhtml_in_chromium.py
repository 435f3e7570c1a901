"""A page that a real Chromium saves as one file is the page that it shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.sources import Document, read_document
from tests.chromium import MARKS, PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = MARKS

ADDRESS = "https://apps.apple.com/de/app/savespy/id123?l=en"
PAGE = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Grüße von SaveSpy</title>
<script type="application/ld+json">{"@type":"SoftwareApplication","name":"SaveSpy"}</script></head>
<body><h1>SaveSpy – wer?</h1><p>See who saved your TikTok videos, every day.</p>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<iframe srcdoc="&lt;p&gt;An advertisement&lt;/p&gt;"></iframe></body></html>"""


def test_what_chromium_saves_is_read(browser: Browser) -> None:
    """Its address, its words and its letters; scripts are not in such files, so the page's text is read."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html; charset=utf-8"))
    page.goto(ADDRESS)
    saved = context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    listing = read_document(Document(target="x.mhtml", body=saved.encode(), path=Path("x.mhtml")))
    visible = next(text.content for text in listing.texts if text.where == "page text")
    context.close()

    assert (listing.kind, listing.sources[0].url) == ("app-store", ADDRESS)
    assert "SaveSpy – wer?" in visible
    assert "See who saved your TikTok videos, every day." in visible
    assert "advertisement" not in visible
    assert [note.check for note in listing.not_read][:1] == ["store-data"]


def test_style_that_chromium_saves_hides_what_it_hid(browser: Browser) -> None:
    """The page's own and that of another file: both are parts of such an archive."""
    html = """<!DOCTYPE html><head><title>Planner</title><link rel="stylesheet" href="/a.css">
<style>.b { font-size: 0 }</style></head><p>Plan your posts.</p>
<p class="a">We sell this.</p><p class="b">And that.</p>"""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.route("**/a.css", lambda route: route.fulfill(body=".a { font-size: 0 }", content_type="text/css"))
    page.goto("https://tool.example/")
    saved = context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    listing = read_document(Document(target="x.mhtml", body=saved.encode(), path=Path("x.mhtml")))
    context.close()

    assert [text.content for text in listing.texts if text.kind == "hidden"] == ["We sell this.", "And that."]
    assert [text.content for text in listing.texts if text.kind == "visible"] == ["Plan your posts."]
    assert listing.not_read == ()
