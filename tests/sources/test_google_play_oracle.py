"""Equal to what google-play-scraper, a public scraper, reads from the same bytes, built here and real.

It reads the layout since 2022. That of 2019 was compared by hand, with the scraper's release of December 2019
on two pages of that month: https://github.com/JoMingyu/google-play-scraper/tree/973a40f (read 2026-11-26).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.sources import Document, read_document
from tests.sources.test_google_play import DETAILS, PACKAGE, play
from tests.sources.test_sources_material import real_listings

if TYPE_CHECKING:
    from auditor.model import Listing

scraper = pytest.importorskip(
    "google_play_scraper.features.app", reason="google-play-scraper is not installed; pip install '.[dev]'"
)

WORDS: Final = st.lists(
    st.sampled_from(["Who", "saved", "wer", "保存", "ünï", "7", "it's", "–"]), min_size=1
).map(" ".join)
PROSE: Final = st.lists(
    st.sampled_from(["Who saved", "&amp; more", "&#39;yes&#39;", "保存"]), min_size=1
).map("<br>".join)
VALUES: Final = {
    (12, 0, 0, 1): PROSE,
    (13, 0): st.sampled_from(["5+", "10,000+", "1.000.000.000+"]),
    (19, 0): st.sampled_from(["$1.49 per item", "0,99 € – 9,99 € pro Artikel"]),
    (48, 0): st.just("Contains ads"),
    (51, 0, 1): st.floats(1, 5),
    (51, 2, 1): st.integers(0, 10**10),
    (57, 0, 0, 0, 0, 1, 0): st.just([0, "USD", ""]),
    (69, 0, 5, 2): st.sampled_from(["http://x.example", "https://x.example/a?b=c&d=e"]),
    (73, 0, 1): PROSE,
    (78, 0): st.just([[None, 2, [1, 1], [None, None, f"https://img.example/{n}"]] for n in range(3)]),
    (79, 0, 0, 0): WORDS,
    (95, 0, 3, 2): st.just("https://img.example/icon"),
    (96, 0, 3, 2): st.just("https://img.example/header"),
    (99, 0, 5, 2): st.sampled_from(["http://x.example/privacy", "https://x.example/privacy"]),
    (140, 0, 0, 0): st.sampled_from(["1", "1.2.3-beta", "2026.06"]),
    (145, 0, 1, 0): st.integers(1_250_000_000, 1_900_000_000),
}
"""Values that a page may have or lack, by their place."""
ALWAYS: Final = {(0, 0): WORDS, (68, 0): WORDS, (72, 0, 1): PROSE}
PAGES: Final = st.fixed_dictionaries(ALWAYS, optional=VALUES)


def theirs(document: Document, package: str) -> dict[str, Any]:
    """Return what the scraper reads, in our words."""
    read = scraper.parse_dom(document.body.decode(), package, "")
    updated = read["updated"]
    images = [read["icon"], read["headerImage"], *read["screenshots"]]
    return {
        "name": read["title"],
        "description": read["description"].replace("\r\n", "\n"),
        "summary": (read["summary"] or "").replace("\r\n", "\n"),
        "installs": read["installs"],
        "rating": read["score"],
        "ratings": read["ratings"],
        "price": "Free" if read["free"] else read["price"],
        "in_app_purchases": read["inAppProductPrice"],
        "publisher": read["developer"],
        "site": read["developerWebsite"],
        "privacy_policy": read["privacyPolicy"],
        "category": read["genre"],
        "version": None if read["version"] == "Varies with device" else read["version"],
        "updated": updated and dt.datetime.fromtimestamp(updated, tz=dt.UTC).date(),
        "advertises": read["containsAds"],
        "images": list(dict.fromkeys(image for image in images if image)),
    }


def ours(listing: Listing) -> dict[str, Any]:
    """Return what we read, under the same names."""
    texts = {text.where: text.content for text in listing.texts}
    same = (
        "name", "installs", "rating", "ratings", "price", "in_app_purchases", "publisher", "privacy_policy",
        "category", "version", "updated",
    )  # fmt: skip
    return {
        **{name: getattr(listing, name) for name in same},
        "description": texts.get("description, translated by the store", texts["description"]),
        "summary": texts.get("short description", ""),
        "site": next((link.url for link in listing.links if link.label == "Developer's site"), None),
        "advertises": "labels" in texts,
        "images": [image.url for image in listing.images],
    }


@given(PAGES)
@settings(max_examples=150, deadline=None)
def test_pages_are_read_alike(details: dict[tuple[int, ...], Any]) -> None:
    """Whichever fields a page has."""
    document = play({(77, 0): PACKAGE, **details})

    assert ours(read_document(document)) == theirs(document, PACKAGE)


def test_a_page_with_every_field_is_read_alike() -> None:
    """The one that our own tests use."""
    assert ours(read_document(play(DETAILS))) == theirs(play(DETAILS), PACKAGE)


@pytest.mark.material
@pytest.mark.parametrize("name", ["whereami.html", "translate.html"])
def test_real_pages_are_read_alike(name: str) -> None:
    """As the store served them in July 2026."""
    document = Document(target=name, body=(real_listings() / name).read_bytes())
    listing = read_document(document)

    assert ours(listing) == theirs(document, listing.package or "")
