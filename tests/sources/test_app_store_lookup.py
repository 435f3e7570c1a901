"""Answers of the App Store's lookup, alone and beside the page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import LayoutChanged, NotFound, UnreadableTarget
from auditor.sources import Document, read, read_document
from tests.sources.store_fakes import FakeStore
from tests.sources.test_app_store import ADDRESS, LOOKUP, NUMBER, OWN, page, served

RESULT = {
    "wrapperType": "software", "kind": "software", "trackId": int(NUMBER), "trackName": "SaveSpy: Fans",
    "bundleId": "com.example.savespy", "artistName": "X Ltd", "sellerUrl": "https://savespy.example",
    "trackViewUrl": f"{OWN}?uo=4", "description": "See who saved your TikTok.", "releaseNotes": "Fixes",
    "version": "2.1.0", "currentVersionReleaseDate": "2026-08-11T08:00:00Z", "price": 0.0,
    "formattedPrice": "Kostenlos", "primaryGenreName": "Social Networking", "averageUserRating": 4.31,
    "userRatingCount": 120, "screenshotUrls": ["https://img.example/1.jpg"],
}  # fmt: skip


def lookup(*results: Any) -> Document:
    """Return an answer of iTunes lookup, saved as a file."""
    body = b"\n\n\n" + json.dumps({"resultCount": len(results), "results": results}).encode()
    return Document(target="lookup.json", body=body)


def test_a_lookup_answer_is_read() -> None:
    """It has no labels, and says so."""
    listing = read_document(lookup({"wrapperType": "artist", "artistName": "X Ltd"}, RESULT))

    assert {
        "kind": "app-store-lookup", "name": "SaveSpy: Fans", "url": OWN, "package": "com.example.savespy",
        "publisher_url": "https://savespy.example", "price": "Free", "version": "2.1.0", "rating": 4.31,
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [note.check for note in listing.not_read] == ["ios-permissions", "privacy-labels"]


def test_a_lookup_of_nothing_or_of_several_is_an_error() -> None:
    """Each in one sentence."""
    with pytest.raises(NotFound, match="no such app"):
        read_document(lookup())
    with pytest.raises(UnreadableTarget, match="lists 2 apps"):
        read_document(lookup(RESULT, {**RESULT, "trackName": "B"}))
    with pytest.raises(LayoutChanged):
        read_document(Document(target="x", body=b"[]", url=LOOKUP, media_type="text/javascript"))


@given(st.sampled_from(sorted(RESULT)), st.none() | st.integers() | st.text(max_size=9) | st.lists(st.text()))
def test_an_answer_of_another_kind_counts_as_absent(field: str, value: Any) -> None:
    """Only a name and what it is are needed."""
    try:
        assert read_document(lookup({**RESULT, field: value})).kind == "app-store-lookup"
    except NotFound:
        assert field in ("trackName", "kind", "wrapperType")


def test_a_store_address_asks_lookup_too() -> None:
    """In the country of the address; the page's labels close what the answer leaves open."""
    store = FakeStore({ADDRESS: page(served()), LOOKUP: lookup(RESULT)})
    listing = read([ADDRESS], fetcher=store)

    assert store.addresses == [ADDRESS, LOOKUP]
    assert [source.kind for source in listing.sources] == ["app-store", "app-store-lookup"]
    assert [note.check for note in listing.not_read] == ["ios-permissions"]
    assert listing.publisher_url == "https://apps.apple.com/de/developer/x/id9"


def test_an_answer_takes_the_place_of_a_page_read_as_text() -> None:
    """Its description counts, not the page's words about other apps."""
    store = FakeStore({ADDRESS: page(linked=None), LOOKUP: lookup(RESULT)})
    listing = read([ADDRESS], fetcher=store)

    assert {text.source for text in listing.texts} == {1}
    assert [note.check for note in listing.not_read] == ["ios-permissions", "privacy-labels"]


def test_a_failed_lookup_is_noted() -> None:
    """The page itself was read."""
    listing = read([ADDRESS], fetcher=FakeStore({ADDRESS: page(served())}))

    assert "store-lookup" in [note.check for note in listing.not_read]
