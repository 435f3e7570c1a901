"""Edge Add-ons: answers about extensions and pages, built here in the shapes that the store uses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import LayoutChanged
from auditor.sources import Document, read, read_document
from tests.sources.store_fakes import FakeStore

NUMBER = "abcdefghijklmnopabcdefghijklmnop"
OWN = f"https://microsoftedge.microsoft.com/addons/detail/{NUMBER}"
ADDRESS = f"https://microsoftedge.microsoft.com/addons/detail/savespy/{NUMBER}?hl=de"
API = f"https://microsoftedge.microsoft.com/addons/getproductdetailsbycrxid/{NUMBER}"
MANIFEST = {
    "manifest_version": 3,
    "version": "4.0",
    "permissions": ["cookies"],
    "host_permissions": ["<all_urls>"],
}
PRODUCT: dict[str, Any] = {
    "crxId": NUMBER, "name": "SaveSpy", "developer": "X Ltd", "version": "4.0.8", "category": "Social",
    "shortDescription": "Who saved?", "description": "See who saved your TikTok.\n\nFree.",
    "activeInstallCount": 1234, "averageRating": 4.5, "ratingCount": 12, "lastUpdateDate": 1787336815.139,
    "privacyUrl": "https://savespy.example/privacy", "publisherWebsiteUri": "https://savespy.example",
    "manifest": json.dumps(MANIFEST), "screenshots": [{"uri": "//store.example/1.png"}],
}  # fmt: skip


def answer(value: Any = PRODUCT) -> Document:
    """Return an answer of the store."""
    return Document(target="edge.json", body=json.dumps(value).encode())


def page(body: str) -> Document:
    """Return a page of the store."""
    return Document(target="edge.html", body=f"<!doctype html><html><body>{body}</body></html>".encode())


def test_every_field_of_an_answer_is_read() -> None:
    """And what the manifest in it asks for."""
    listing = read_document(answer())

    assert {
        "kind": "edge-addon-api", "name": "SaveSpy", "publisher": "X Ltd", "url": OWN, "package": NUMBER,
        "publisher_url": "https://savespy.example", "category": "Social", "installs": "1,234 users",
        "rating": 4.5, "ratings": 12, "version": "4.0.8", "updated": "2026-08-21",
        "privacy_policy": "https://savespy.example/privacy",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [request.id for request in listing.access_requests] == ["chrome:cookies", "chrome:host:<all_urls>"]
    assert [text.where for text in listing.texts] == ["name", "short description", "description"]
    assert [image.url for image in listing.images] == ["https://store.example/1.png"]
    assert [note.check for note in listing.not_read] == ["code"]


def test_an_answer_without_a_manifest_leaves_access_open() -> None:
    """Unknown is not none."""
    for broken in (None, "{", "[]", 5):
        listing = read_document(answer({**PRODUCT, "manifest": broken}))
        assert [note.check for note in listing.not_read] == ["extension-permissions"]


def test_a_missing_policy_is_observed() -> None:
    """Only where the answer has a place for it."""
    without = {key: value for key, value in PRODUCT.items() if key != "privacyUrl"}

    assert [o.id for o in read_document(answer({**PRODUCT, "privacyUrl": ""})).observations] == [
        "listing.no-privacy-policy"
    ]
    assert read_document(answer(without)).observations == ()


@given(
    st.sampled_from(sorted(PRODUCT)),
    st.none() | st.integers() | st.floats() | st.text(max_size=9) | st.lists(st.text(max_size=3)),
)
def test_a_value_of_another_kind_counts_as_absent(field: str, value: Any) -> None:
    """Only a name is needed."""
    try:
        assert read_document(answer({**PRODUCT, field: value})).kind == "edge-addon-api"
    except LayoutChanged:
        assert field == "name"


def test_a_store_address_asks_for_the_answer() -> None:
    """The page itself is built by scripts and shows nothing."""
    store = FakeStore({ADDRESS: page("<div id='root'></div>"), API: answer()})
    listing = read([ADDRESS], fetcher=store)

    assert store.addresses == [ADDRESS, API]
    assert [source.kind for source in listing.sources] == ["edge-addon", "edge-addon-api"]
    assert listing.name == "SaveSpy"
    assert [note.check for note in listing.not_read] == ["code"]


def test_without_the_answer_both_gaps_are_noted() -> None:
    """Nothing of the extension was read."""
    listing = read([ADDRESS], fetcher=FakeStore({ADDRESS: page("<div id='root'></div>")}))

    assert {note.check for note in listing.not_read} == {"store-data", "extension-permissions"}
    assert (listing.package, listing.texts) == (NUMBER, ())


def test_a_page_saved_by_a_browser_has_text() -> None:
    """The manifest stays open."""
    saved = f"<!-- saved from url=(0099){OWN} --><h1>SaveSpy</h1><p>See who saved your TikTok.</p>"
    listing = read_document(Document(target="x.html", body=f"<!doctype html>{saved}".encode()))

    assert listing.sources[0].read_with == "page text"
    assert [note.check for note in listing.not_read] == ["store-data", "extension-permissions"]
    assert any("See who saved" in text.content for text in listing.texts)


def test_an_answer_of_another_shape_is_an_error() -> None:
    """Never a listing of empty fields."""
    with pytest.raises(LayoutChanged):
        read_document(Document(target="x", body=b"[]", url=API, media_type="application/json"))
