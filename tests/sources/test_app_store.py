"""App Store pages of three layouts and lookup answers, built here in the shapes that the store uses."""

from __future__ import annotations

import html as markup
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import LayoutChanged, NotFound, UnreadableTarget
from auditor.model import TextKind
from auditor.sources import Document, read, read_document
from auditor.sources.app_store.labels import weekly
from tests.sources.store_fakes import FakeStore

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


ATTRIBUTES = {
    "name": "SaveSpy: Fans",
    "artistName": "X Ltd",
    "genreDisplayName": "Social Networking",
    "userRating": {"value": 4.3, "ratingCount": 120},
    "privacy": {
        "privacyTypes": [
            {
                "identifier": "DATA_LINKED_TO_YOU",
                "privacyType": "Data Linked to You",
                "dataCategories": [{"identifier": "CONTACTS", "dataCategory": "Contacts"}],
                "purposes": [{"dataCategories": [{"dataCategory": "Location"}]}],
            }
        ]
    },
    "platformAttributes": {
        "osx": {"bundleId": "other"},
        "ios": {
            "bundleId": "com.example.savespy",
            "description": {"standard": "See who saved your TikTok."},
            "subtitle": "Who saved?",
            "privacyPolicyUrl": "https://savespy.example/privacy",
            "websiteUrl": "https://savespy.example",
            "supportURLForLanguage": "https://savespy.example/help",
            "offers": [{"price": 0, "priceFormatted": "0,00 €"}],
            "hasInAppPurchases": True,
            "versionHistory": [
                {"versionDisplay": "2.1", "releaseNotes": "Fixes", "releaseTimestamp": "2023-08-11T08:00:00Z"}
            ],
        },
    },
}
IN_APPS = {"data": [{"attributes": {"name": "Pro Weekly", "offers": [{"priceFormatted": "$6.99"}]}}]}
REVIEWS = {"data": [{"attributes": {"title": "Fake", "review": "It shows nobody."}}]}
APP = {
    "id": NUMBER,
    "type": "apps",
    "attributes": ATTRIBUTES,
    "relationships": {"top-in-apps": IN_APPS, "reviews": REVIEWS},
}


def shoebox(inner: Any, *, escaped: bool) -> str:
    """Return the script of older pages: JSON inside JSON, which the oldest escape as markup."""
    outer = json.dumps({".v1.x.y": json.dumps(inner)})
    content = markup.escape(outer) if escaped else outer
    return f'<script type="fastboot/shoebox" id="shoebox-media-api-cache-apps">{content}</script>'


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("key", ["d", "data"])
def test_pages_until_2024_are_read(key: str, *, escaped: bool) -> None:
    """The app of the address, not another one in the box."""
    other = {"id": "1", "attributes": {**ATTRIBUTES, "name": "Other"}}
    listing = read_document(page(extra=shoebox({key: [other, APP]}, escaped=escaped)))

    assert {
        "name": "SaveSpy: Fans", "publisher": "X Ltd", "package": "com.example.savespy", "rating": 4.3,
        "version": "2.1", "updated": "2023-08-11", "price": "Free", "in_app_purchases": "Pro Weekly: $6.99",
        "privacy_policy": "https://savespy.example/privacy", "publisher_url": "https://savespy.example",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [o.value for o in listing.observations] == [
        "Data Linked to You: Contacts, Location", "Pro Weekly: $6.99",
    ]  # fmt: skip
    assert listing.sources[0].read_with == "shoebox"


def test_the_store_of_the_first_pages_is_read() -> None:
    """``shoebox-ember-data-store``, by the app's number."""
    inner = json.dumps({NUMBER: {"data": APP}})
    script = f'<script type="fastboot/shoebox" id="shoebox-ember-data-store">{inner}</script>'

    assert read_document(page(extra=script)).version == "2.1"


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
