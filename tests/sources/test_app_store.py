"""App Store pages of today, built here in the shapes that the store uses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import TextKind
from auditor.sources import Document, read_document
from auditor.sources.app_store.labels import weekly

NUMBER = "1234567890"
ADDRESS = f"https://apps.apple.com/de/app/savespy-fans/id{NUMBER}"
OWN = f"https://apps.apple.com/de/app/id{NUMBER}"
LOOKUP = f"https://itunes.apple.com/lookup?entity=software&country=de&id={NUMBER}"
LINKED = {
    "@type": "SoftwareApplication",
    "name": "SaveSpy: Fans",
    "description": "See who saved your TikTok.\nSubscribe for $6.99 a week.",
    "applicationCategory": "Social Networking",
    "author": {"@type": "Organization", "name": "X Ltd", "url": "https://apps.apple.com/de/developer/x/id9"},
    "aggregateRating": {"ratingValue": 4.3, "reviewCount": 120},
    "offers": {"price": 0, "priceCurrency": "EUR"},
    "screenshot": ["https://img.example/1.jpg"],
}
SHELVES: dict[str, Any] = {
    "description": {"items": [{"paragraph": {"text": "See who saved your TikTok.\n\nCancel any time."}}]},
    "productRatings": {"items": [{"ratingAverage": 4.3, "totalNumberOfRatings": 120}]},
    "mostRecentVersion": {
        "items": [
            {
                "text": "Fixes",
                "primarySubtitle": "Version 2.1.0",
                "secondarySubtitle": "Tue Aug 11 2026 08:00:00 GMT+0000 (Coordinated Universal Time)",
            }
        ]
    },
    "information": {
        "items": [
            {"title": "Anbieter", "items": [{"text": "X Ltd"}]},
            {
                "title": "In-App-Käufe",
                "items": [{"textPairs": [["SaveSpy Weekly", "6,99 €"], ["SaveSpy Yearly", "39,99 €"]]}],
            },
            {
                "title": "Website",
                "items": [
                    {"linkAction": {"$kind": "ExternalUrlAction", "title": "Entwicklerwebsite",
                                    "url": "https://savespy.example"}}
                ],
            },
        ]
    },
    "privacyHeader": {
        "items": [
            {"bodyText": {"linkedSubstrings": {"a": {"$kind": "ExternalUrlAction",
                                                     "url": "http://savespy.example/privacy"}}}},
            {"url": "https://developer.apple.com/x"},
        ]
    },
    "privacyTypes": {
        "items": [
            {
                "identifier": "DATA_USED_TO_TRACK_YOU",
                "title": "Daten zum Tracking",
                "categories": [{"identifier": "IDENTIFIERS", "title": "Kennungen"}],
            },
            {
                "identifier": "DATA_LINKED_TO_YOU",
                "title": "Mit dir verknüpfte Daten",
                "categories": [{"title": "Kontakte"}, {"title": "Standort"}],
            },
        ]
    },
    "allProductReviews": {"items": [{"review": {"title": "Fake", "contents": "It shows nobody."}}]},
    "product_media_phone_": {
        "items": [{"screenshot": {"template": "https://is1-ssl.mzstatic.com/image/a/{w}x{h}{c}.{f}"}}]
    },
    "similarItems": {"items": [{"title": "Other app that shows who saved", "developerName": "Y"}]},
}  # fmt: skip
PAGE = {
    "title": "SaveSpy: Fans",
    "lockup": {"adamId": NUMBER, "bundleId": "com.example.savespy", "subtitle": "Who saved?"},
    "developerAction": {"title": "X Ltd"},
    "titleOfferDisplayProperties": {"hasInAppPurchases": True, "isFree": True},
    "shelfMapping": SHELVES,
}


def page(served: Any = None, *, linked: Any = LINKED, extra: str = "", head: str = "") -> Document:
    """Return a saved page with the given data in its scripts."""
    data = (
        ""
        if served is None
        else f'<script type="application/json" id="serialized-server-data">{json.dumps(served)}</script>'
    )
    ld = "" if linked is None else f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    html = (
        f'<!DOCTYPE html><html lang="de"><head>{head}<link rel="canonical" href="{ADDRESS}">{ld}'
        f"<title>SaveSpy: Fans App - App Store</title></head><body><h1>SaveSpy</h1>"
        f"<p>See who saved your TikTok.</p>{data}{extra}</body></html>"
    )
    return Document(target="app.html", body=html.encode())


def served(shelves: Any = SHELVES, **changed: Any) -> dict[str, Any]:
    """Return the data of a page as it has stood since 2025."""
    return {
        "data": [{"intent": {}, "data": {**PAGE, "shelfMapping": shelves, **changed}}],
        "userTokenHash": "x",
    }


def test_every_field_of_todays_page_is_read() -> None:
    """Whatever language its headings are in."""
    listing = read_document(page(served()))

    assert {
        "kind": "app-store", "name": "SaveSpy: Fans", "publisher": "X Ltd", "url": OWN,
        "package": "com.example.savespy", "category": "Social Networking", "rating": 4.3, "ratings": 120,
        "version": "2.1.0", "updated": "2026-08-11", "price": "Free",
        "in_app_purchases": "SaveSpy Weekly: 6,99 €; SaveSpy Yearly: 39,99 €",
        "privacy_policy": "http://savespy.example/privacy",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert listing.sources[0].read_with == "serialized-server-data"
    assert ("https://savespy.example", "Entwicklerwebsite") in [
        (link.url, link.label) for link in listing.links
    ]
    assert len(listing.images) == 1


def test_texts_and_reviews_are_kept_apart() -> None:
    """Other apps on the page are no words of this one."""
    found = [(text.where, text.kind, text.content) for text in read_document(page(served())).texts]

    assert found == [
        ("name", TextKind.TITLE, "SaveSpy: Fans"),
        ("subtitle", TextKind.META, "Who saved?"),
        ("description", TextKind.DESCRIPTION, "See who saved your TikTok.\n\nCancel any time."),
        ("what's new", TextKind.CHANGES, "Fixes"),
        ("in-app purchase", TextKind.META, "SaveSpy Weekly: 6,99 €"),
        ("in-app purchase", TextKind.META, "SaveSpy Yearly: 39,99 €"),
        ("review 1", TextKind.REVIEW, "Fake\nIt shows nobody."),
    ]


def test_labels_are_observations_and_permissions_stay_unknown() -> None:
    """A label is the maker's word; what an app asks for shows only while it runs."""
    listing = read_document(page(served()))

    assert [(o.id, o.value) for o in listing.observations] == [
        ("listing.declares-tracking", "Daten zum Tracking: Kennungen"),
        ("listing.declares-data", "Mit dir verknüpfte Daten: Kontakte, Standort"),
        ("listing.weekly-price", "SaveSpy Weekly: 6,99 €"),
        ("listing.privacy-policy-insecure", "http://savespy.example/privacy"),
    ]
    assert not listing.access_known
    assert [note.check for note in listing.not_read] == ["ios-permissions"]


def test_an_app_that_declares_no_data_says_so() -> None:
    """By the identifier, whatever the words."""
    labels = {"items": [{"identifier": "DATA_NOT_COLLECTED", "title": "Keine Daten erfasst"}]}
    listing = read_document(page(served({**SHELVES, "privacyTypes": labels, "information": {}})))

    assert ("listing.declares-no-data", "Keine Daten erfasst") in [
        (o.id, o.value) for o in listing.observations
    ]
    assert listing.in_app_purchases == "Yes"


def test_labels_below_the_header_are_found() -> None:
    """Where some pages keep them."""
    rows = [{"identifier": "DATA_LINKED_TO_YOU", "title": "Data Linked to You",
             "purposes": [{"categories": [{"title": "Location"}]}]}]  # fmt: skip
    header = {"seeAllAction": {"pageData": {"shelves": [{"contentType": "privacyType", "items": rows}]}}}
    shelves = {**SHELVES, "privacyHeader": header}
    del shelves["privacyTypes"]
    listing = read_document(page(served(shelves)))

    assert ("listing.declares-data", "Data Linked to You: Location") in [
        (o.id, o.value) for o in listing.observations
    ]
    assert "listing.no-privacy-policy" in [o.id for o in listing.observations]


def test_a_page_without_labels_leaves_them_open() -> None:
    """Unknown is not none."""
    shelves = {key: value for key, value in SHELVES.items() if not key.startswith("privacy")}
    listing = read_document(page(served(shelves)))

    assert [note.check for note in listing.not_read] == ["ios-permissions", "privacy-labels"]


def test_the_first_form_of_the_data_is_a_list() -> None:
    """As pages had it in 2024 and 2025."""
    assert read_document(page(served()["data"])).version == "2.1.0"


@given(
    key=st.sampled_from(sorted(SHELVES)),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["items", "title", "url", "textPairs", "screenshot"]), inner)
        ),
        max_leaves=10,
    ),
)
def test_a_shelf_of_another_kind_counts_as_absent(key: str, value: Any) -> None:
    """A changed place never becomes a wrong field, nor an error."""
    listing = read_document(page(served({**SHELVES, key: value})))

    assert listing.name == "SaveSpy: Fans"
    assert any("See who saved your TikTok" in text.content for text in listing.texts)


def test_json_ld_serves_where_the_data_changed() -> None:
    """Labels and prices inside then stay open."""
    listing = read_document(page({"data": []}))

    assert (listing.name, listing.rating, listing.sources[0].read_with) == ("SaveSpy: Fans", 4.3, "JSON-LD")
    assert [note.check for note in listing.not_read] == ["ios-permissions", "privacy-labels"]
    assert any("$6.99 a week" in text.content for text in listing.texts)


def test_a_page_with_neither_is_read_as_text() -> None:
    """And says so."""
    listing = read_document(page(linked=None))

    assert (listing.kind, listing.url) == ("app-store", OWN)
    assert [note.check for note in listing.not_read] == ["store-data", "ios-permissions"]
    assert any("See who saved" in text.content for text in listing.texts)


@pytest.mark.parametrize(
    "head",
    [
        f"<!-- saved from url=(0060){ADDRESS} -->",
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n-->",
    ],
)
def test_pages_saved_by_browsers_name_their_address(head: str) -> None:
    """Before the page's own head does."""
    html = f"<!DOCTYPE html>{head}<html><body><h1>SaveSpy</h1><p>See who saved your TikTok.</p>"

    assert read_document(Document(target="x.html", body=html.encode())).kind == "app-store"


@pytest.mark.parametrize(
    "name",
    [
        "Pro Weekly", "1 week Pro", "Wöchentlich", "Semanal", "Hebdomadaire", "Settimanale", "Haftal\u0131k",
        "Mingguan", "Подписка на неделю", "Hàng tuần", "週間プラン", "주간 구독", "包周", "7 days of Pro",
    ],
)  # fmt: skip
def test_prices_by_the_week_are_seen(name: str) -> None:
    """In the languages that such apps sell in."""
    assert [o.value for o in weekly([(name, "1,99"), ("Yearly", "9,99")])] == [f"{name}: 1,99"]


def test_a_page_that_links_to_the_store_is_no_store_page() -> None:
    """Only its own address counts."""
    html = f"<!doctype html><title>t</title><p>Get our planner on <a href='{ADDRESS}'>the App Store</a>."

    assert read_document(Document(target="x", body=html.encode())).kind == "web-page"
