"""Pages that stand at a store's address and are built to break its reader: each ends soon, in a sentence."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.errors import UnreadableTarget
from auditor.sources import Document, read_document
from auditor.sources.origin import origin, parts_of
from auditor.sources.registry import source_for
from tests.pace import soon

NUMBER = "abcdefghijklmnopabcdefghijklmnop"
ADDRESSES = {
    "app store": "https://apps.apple.com/us/app/x/id123",
    "chrome": f"https://chromewebstore.google.com/detail/x/{NUMBER}",
    "old chrome": f"https://chrome.google.com/webstore/detail/x/{NUMBER}",
    "edge": f"https://microsoftedge.microsoft.com/addons/detail/x/{NUMBER}",
    "firefox": "https://addons.mozilla.org/en-US/firefox/addon/x/",
    "f-droid": "https://f-droid.org/en/packages/a.b.c/",
    "github": "https://github.com/example/x",
    "releases": "https://github.com/example/x/releases",
    "greasy fork": "https://greasyfork.org/en/scripts/1-x",
    "telegram": "https://t.me/example",
    "links": "https://linktr.ee/example",
    "play": "https://play.google.com/store/apps/details?id=a.b.c",
    "apkmirror": "https://www.apkmirror.com/apk/a/b/c/",
    "apkpure": "https://apkpure.com/x/a.b.c",
    "aptoide": "https://x.en.aptoide.com/app",
}
ANSWERS = {
    "github": '{"tag_name": "1", "assets": [], "html_url": "https://github.com/example/x/releases/1"}',
    "greasy fork": '{"name": "x", "code_url": "", "total_installs": 1, "good_ratings": 1, '
    '"url": "https://greasyfork.org/scripts/1-x"}',
    "play": ')]}\'\n[["wrb.fr", "xdSrCf", "[]", null]]',
    "app store": '{"resultCount": 1, "results": [{"kind": "software", "trackName": "x"}]}',
    "edge": '{"name": "x", "developer": "y", "manifest": "{}", "crxId": "", "activeInstallCount": 1}',
    "firefox": '{"current_version": {}, "guid": "x", "slug": "x", "authors": [], "name": "x"}',
    "f-droid": '{"packageName": "a.b.c", "suggestedVersionCode": 1, "packages": []}',
    "aptoide": '{"used_permissions": [], "vername": "1", "package": "a.b.c", "file": {}, "name": "x"}',
}
MANY = 150_000
BODIES = {
    "scripts": "<script " * MANY,
    "scripts with ids": '<script id="serialized-server-data">' * 50_000,
    "heads": '<link rel="' * MANY,
    "metas": "<meta property='og:url' content='http://[" * 30_000,
    "deep data": '<script id="serialized-server-data">' + "[" * 500_000,
    "deep state": '<script id="redux-store-state">' + '{"a":' * 300_000,
    "blocks": "<script>AF_initDataCallback({key: 'ds:0', data:[" * 40_000,
    "deep block": "<script>AF_initDataCallback({key: 'ds:0', data:" + "[" * 900_000,
    "linked data": '<script type="application/ld+json">' + "[" * 300_000,
    "noscript": "<noscript " * MANY + "itemprop",
    "notes in notes": '<div class="markdown-body">' * 300 + "x" * 100_000,
    "classes": '<p class="' + "package-link " * MANY + '">x',
    "many links": '<li class="package-link"><a href="https://a.example/">x</a></li>' * 20_000,
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("store", ADDRESSES)
def test_hostile_pages_end_soon(store: str, body: str) -> None:
    """Whatever stands on them."""
    head = f'<!doctype html><html><head><link rel="canonical" href="{ADDRESSES[store]}"></head><body><p>x</p>'
    document = Document(target="x.html", body=(head + BODIES[body]).encode())
    with soon(8), contextlib.suppress(UnreadableTarget):
        read_document(document)


@settings(max_examples=150)
@example("app store", b"[", 51)
@given(st.sampled_from(sorted(ADDRESSES)), st.binary(max_size=400), st.integers(0, 300))
def test_no_bytes_break_a_reader(store: str, noise: bytes, place: int) -> None:
    """Each is read, or refused in one sentence."""
    page = (
        f'<!doctype html><link rel="canonical" href="{ADDRESSES[store]}"><h1>Name</h1><p>Words of a tool.</p>'
    )
    body = page.encode()[:place] + noise + page.encode()[place:]
    with contextlib.suppress(UnreadableTarget):
        read_document(Document(target="x.html", body=body))


@given(st.text(max_size=300))
def test_no_text_breaks_an_address(text: str) -> None:
    """It has parts, or it is none."""
    for url in (text, f"https://{text}", f"https://a.example/{text}?{text}"):
        found = parts_of(url)
        assert found is None or found.host


@pytest.mark.parametrize("many", [300, 100_000])
@pytest.mark.parametrize("address", ADDRESSES.values())
def test_a_query_of_any_length_is_read(address: str, many: int) -> None:
    """Or refused in one sentence, asked or named by the page."""
    long = f"{address}{'&' if '?' in address else '?'}{'a=1&' * many}"
    for page in (f'<link rel="canonical" href="{long}">', "<title>x</title>"):
        with contextlib.suppress(UnreadableTarget):
            read_document(Document(target="x", body=f"<!doctype html>{page}<p>x</p>".encode(), url=long))
        with contextlib.suppress(UnreadableTarget):
            read_document(Document(target="x", body=f"<!doctype html>{page}<p>x</p>".encode()))


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://[a.example/">',
        "<!-- saved from url=(0018)https://[a.example/ -->",
        '<meta property="og:url" content="http://">',
        '<base href="https://[a.example/">',
    ],
)
def test_an_address_that_is_none_is_left_out(head: str) -> None:
    """A page is read whatever it calls its own address."""
    listing = read_document(Document(target="x", body=f"<!doctype html>{head}<p>Plan your posts.".encode()))

    assert listing.url is None
    assert [text.content for text in listing.texts] == ["Plan your posts."]


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="{}">',
        '<meta property="og:url" content="{}">',
        "<!-- saved from url=(0018){} -->",
        '<base href="{}">',
    ],
)
@pytest.mark.parametrize("address", ADDRESSES.values())
def test_no_site_poses_as_a_store(address: str, head: str) -> None:
    """What a page calls its own address counts only where nobody knows where it was read."""
    own = "https://who-saved.example/"
    body = f"<!doctype html>{head.format(address)}<title>x</title><p>See who saved your TikTok videos!"
    listing = read_document(Document(target="x", body=body.encode(), url=own, media_type="text/html"))

    assert (listing.kind, listing.url, listing.package) == ("web-page", own, None)


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "text/html", ""])
@pytest.mark.parametrize("store", ANSWERS)
def test_no_site_answers_for_a_store(store: str, media_type: str) -> None:
    """A saved answer names no address; one that was fetched comes from the store's own."""
    body = ANSWERS[store].encode()
    fetched = Document(
        target="x", body=body, final_url="https://who-saved.example/data", media_type=media_type
    )
    kinds = [
        source.kind for each in (fetched, Document(target="x", body=body)) if (source := source_for(each))
    ]

    assert kinds[0] in ("described", "web-page", "text")
    assert kinds[1] not in ("described", "web-page", "text")


def test_parameters() -> None:
    """The first value of each."""
    page = parts_of("https://a.example/?id=1&id=2&hl=")

    assert page is not None
    assert [page.parameter(name) for name in ("id", "hl", "gl")] == ["1", None, None]
    assert page._replace(query="id=1" + "&a=1" * 300).parameter("id") is None


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<link rel="canonical" href="https://a.example/x?a=1&amp;b=2">', "https://a.example/x?a=1&b=2"),
        ("<link href='https://a.example/' rel='canonical'/>", "https://a.example/"),
        ("<link rel=canonical href=https://a.example/>", "https://a.example/"),
        ('<meta content="https://a.example/" property="og:url">', "https://a.example/"),
        ("<!-- saved from url=(0018)https://a.example/ -->", "https://a.example/"),
        ('<link rel="alternate" href="https://a.example/">', None),
        ('<a rel="canonical" href="https://a.example/">', None),
        ('<link rel="canonical" href="/relative">', None),
    ],
)
def test_a_page_names_its_own_address(html: str, url: str | None) -> None:
    """In its head, or where a browser noted it; what was asked counts before that."""
    saved = origin(Document(target="x", body=html.encode()))
    asked = origin(Document(target="x", body=html.encode(), url="https://b.example/"))

    assert (None if saved is None else saved.url) == url
    assert asked is not None
    assert asked.host == "b.example"
