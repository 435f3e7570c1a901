"""Firefox add-ons: answers of the store's API and store pages, built here in the shapes that it uses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import LayoutChanged, NotFound, UnreadableTarget
from auditor.model import Listing, TextKind
from auditor.sources import Document, read, read_document
from tests.sources.store_fakes import FakeStore

ADDRESS = "https://addons.mozilla.org/en-US/firefox/addon/save-spy/"
API = "https://addons.mozilla.org/api/v5/addons/addon/save-spy/"
FILE = {
    "id": 3,
    "permissions": ["cookies", "tabs", "*://*.tiktok.com/*", "cookies"],
    "host_permissions": ["https://api.savespy.example/*"],
    "optional_permissions": ["history", "<all_urls>"],
    "data_collection_permissions": ["websiteContent"],
    "optional_data_collection_permissions": ["technicalAndInteraction"],
}
ADDON: dict[str, Any] = {
    "id": 1,
    "authors": [{"id": 9, "name": "X Ltd", "url": "https://addons.mozilla.org/en-US/firefox/user/9/"}],
    "average_daily_users": 1234,
    "categories": ["social-communication"],
    "contributions_url": {"url": "https://pay.example/x", "outgoing": "https://outgoing.example/x"},
    "current_version": {
        "id": 2,
        "version": "1.2.3",
        "file": FILE,
        "release_notes": {"en-US": "Fixes", "de": "Verbesserungen"},
    },
    "default_locale": "en-US",
    "description": {
        "de": "Sieh, wer dein Video gespeichert hat.",
        "en-US": "See who <b>saved</b> you.\nNow.",
    },
    "developer_comments": {"en-US": "Thanks."},
    "guid": "save@spy",
    "has_privacy_policy": True,
    "homepage": {"url": {"en-US": "https://savespy.example", "_default": "en-US"}, "outgoing": {}},
    "last_updated": "2026-03-04T05:06:07Z",
    "name": {"en-US": "SaveSpy", "de": "SaveSpy DE", "fr": None},
    "previews": [{"image_url": "https://img.example/1.png", "caption": {"en-US": "The list of savers"}}],
    "ratings": {"average": 4.25, "count": 12},
    "requires_payment": True,
    "slug": "save-spy",
    "summary": {"en-US": "Savers of TikTok videos", "de": "Wer hat gespeichert"},
    "support_email": {"en-US": "someone@savespy.example"},
    "support_url": None,
    "tags": ["tiktok", "saves"],
    "type": "extension",
    "url": ADDRESS,
}


def answer(value: Any) -> Document:
    """Return an answer of the API, saved as a file."""
    return Document(target="addon.json", body=json.dumps(value).encode())


def page(state: Any = None, body: str = "<h1>SaveSpy</h1><p>See who saved your video.</p>") -> Document:
    """Return a store page, with ``state`` as its own state."""
    script = (
        ""
        if state is None
        else f'<script type="application/json" id="redux-store-state">{json.dumps(state)}</script>'
    )
    html = (
        f'<!doctype html><html><head><title>SaveSpy – Get this Extension</title><link href="{ADDRESS}" '
        f'rel="canonical"></head><body>{body}{script}</body></html>'
    )
    return Document(target="page.html", body=html.encode())


def state() -> dict[str, Any]:
    """Return the state of a store page: one language, the version apart."""
    addon = {
        **{key: value for key, value in ADDON.items() if key != "current_version"},
        "name": "SaveSpy",
        "summary": "Savers of TikTok videos",
        "description": "See who saved you.",
        "currentVersionId": 2,
    }
    other = {**addon, "name": "Other", "currentVersionId": 8}
    versions = {"2": {"id": 2, "version": "1.2.3", "file": FILE, "releaseNotes": "Fixes"}}
    return {
        "addons": {"byID": {"1": addon, "7": other}, "bySlug": {"save-spy": 1, "other": 7}},
        "versions": {"byId": versions},
    }


def test_every_field_of_an_answer_is_read() -> None:
    """From the places that the API's documentation names."""
    listing = read_document(answer(ADDON))

    assert {
        "kind": "firefox-addon-api", "name": "SaveSpy", "publisher": "X Ltd",
        "publisher_url": "https://savespy.example", "url": ADDRESS, "package": "save@spy",
        "category": "social-communication", "installs": "1,234 users a day", "rating": 4.25, "ratings": 12,
        "version": "1.2.3", "updated": "2026-03-04", "privacy_policy": f"{ADDRESS}privacy/",
        "in_app_purchases": "Needs a payment, a paid service or extra hardware",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [(link.url, link.label) for link in listing.links] == [
        ("https://savespy.example", "Homepage"),
        ("https://pay.example/x", "Contributions"),
    ]
    assert (listing.images[0].url, listing.images[0].alt) == (
        "https://img.example/1.png",
        "The list of savers",
    )
    assert listing.not_read == ()
    assert listing.sources[0].read_with == "API"


def test_texts_of_every_language_are_read() -> None:
    """The default one first; markup becomes text."""
    found = [(text.where, text.kind, text.content) for text in read_document(answer(ADDON)).texts]

    assert found == [
        ("name (en-US)", TextKind.TITLE, "SaveSpy"),
        ("summary (en-US)", TextKind.META, "Savers of TikTok videos"),
        ("description (en-US)", TextKind.DESCRIPTION, "See who saved you.\nNow."),
        ("developer's comments (en-US)", TextKind.DESCRIPTION, "Thanks."),
        ("release notes (en-US)", TextKind.CHANGES, "Fixes"),
        ("tags", TextKind.META, "tiktok, saves"),
        ("name (de)", TextKind.TRANSLATION, "SaveSpy DE"),
        ("summary (de)", TextKind.TRANSLATION, "Wer hat gespeichert"),
        ("description (de)", TextKind.TRANSLATION, "Sieh, wer dein Video gespeichert hat."),
    ]


def test_permissions_hosts_and_declared_data_are_access() -> None:
    """Each once; the required one counts where both are there."""
    listing = read_document(answer(ADDON))

    assert [(request.id, request.optional) for request in listing.access_requests] == [
        ("firefox:cookies", False),
        ("firefox:tabs", False),
        ("firefox:host:*://*.tiktok.com/*", False),
        ("firefox:host:https://api.savespy.example/*", False),
        ("firefox:data:websiteContent", False),
        ("firefox:history", True),
        ("firefox:host:<all_urls>", True),
        ("firefox:data:technicalAndInteraction", True),
    ]
    assert [(o.id, o.value) for o in listing.observations] == [("listing.declares-data", "websiteContent")]


def test_the_developers_mail_address_is_left_out() -> None:
    """It is of no use in a report."""
    assert "someone@" not in read_document(answer(ADDON)).model_dump_json()


def test_an_addon_that_declares_no_data_says_so() -> None:
    """That is its word, not a fact; no access follows from it."""
    file = {"permissions": [], "data_collection_permissions": ["none"]}
    listing = read_document(answer({**ADDON, "current_version": {"file": file}, "has_privacy_policy": False}))

    assert listing.access == ()
    assert [o.id for o in listing.observations] == ["listing.declares-no-data", "listing.no-privacy-policy"]


def test_version_4_with_one_language_is_read() -> None:
    """Strings instead of objects, and a list of files."""
    version = {"version": "1", "files": [{"permissions": ["dns"]}], "release_notes": "Fixes"}
    flat = {
        **ADDON,
        "name": "SaveSpy",
        "summary": "S",
        "description": None,
        "homepage": "https://savespy.example",
        "categories": {"firefox": ["tabs"]},
        "current_version": version,
    }
    listing = read_document(answer(flat))

    assert (listing.name, listing.category, listing.publisher_url) == (
        "SaveSpy", "tabs", "https://savespy.example",
    )  # fmt: skip
    assert [request.id for request in listing.access_requests] == ["firefox:dns"]


def test_a_search_that_found_one_is_that_one() -> None:
    """One that found several is no target, and one that found none says so."""
    assert read_document(answer({"count": 1, "results": [ADDON]})).name == "SaveSpy"
    with pytest.raises(UnreadableTarget, match="lists 2 add-ons"):
        read_document(answer({"results": [ADDON, {**ADDON, "slug": "b"}]}))


def test_no_such_addon() -> None:
    """As the API says it."""
    document = Document(target="x", body=b'{"detail":"Not found."}', url=API, media_type="application/json")
    with pytest.raises(NotFound, match="no such add-on"):
        read_document(document)


def test_an_answer_of_another_shape_is_an_error() -> None:
    """Never a listing of empty fields."""
    document = Document(target="x", body=b'["a"]', url=API, media_type="application/json")
    with pytest.raises(LayoutChanged):
        read_document(document)


def test_an_addon_without_a_file_has_unknown_access() -> None:
    """Unknown is not none."""
    listing = read_document(answer({**ADDON, "current_version": None}))

    assert not listing.access_known
    assert [note.check for note in listing.not_read] == ["extension-permissions"]


@given(
    field=st.sampled_from(sorted(ADDON)),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["url", "en-US", "_default", "file", "permissions"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    ),
)
def test_a_value_of_another_kind_counts_as_absent(field: str, value: Any) -> None:
    """Whatever stands at a place, the rest is read."""
    listing = read_document(answer({**ADDON, field: value}))

    assert listing.kind == "firefox-addon-api"
    assert field == "version" or listing.sources[0].kind == "firefox-addon-api"


def test_a_saved_page_is_read_from_its_state() -> None:
    """The add-on that the page is about, not the others on it."""
    listing = read_document(page(state()))

    assert (listing.kind, listing.name, listing.version) == ("firefox-addon", "SaveSpy", "1.2.3")
    assert listing.sources[0].read_with == "redux-store-state"
    assert "firefox:cookies" in {request.id for request in listing.access_requests}
    assert [text.where for text in listing.texts][:3] == ["name", "summary", "description"]
    assert listing.not_read == ()


@pytest.mark.parametrize("broken", [None, {}, {"addons": []}, {"addons": {"byID": {"1": {"name": 5}}}}])
def test_a_page_without_its_state_is_read_as_text(broken: Any) -> None:
    """And the listing says so; what the store's own page offers is no finding."""
    body = '<p>See who saved your video.</p><a href="https://addons.mozilla.org/x/a.xpi">Add to Firefox</a>'
    listing = read_document(page(broken, body))

    assert listing.kind == "firefox-addon"
    assert listing.sources[0].read_with == "page text"
    assert [note.check for note in listing.not_read] == ["store-data"]
    assert any("See who saved" in text.content for text in listing.texts)
    assert (listing.access_known, listing.observations) == (False, ())


def test_a_page_that_links_to_the_store_is_no_store_page() -> None:
    """Only its own address counts."""
    html = f"<!doctype html><title>t</title><p>Get our planner on <a href='{ADDRESS}'>Firefox Add-ons</a>."

    assert read_document(Document(target="x", body=html.encode())).kind == "web-page"


def test_a_store_address_asks_the_api_too() -> None:
    """The page's text gives way to the store's own answer."""
    store = FakeStore({ADDRESS: page(), API: answer(ADDON)})
    listing: Listing = read([ADDRESS], fetcher=store)

    assert [url for url, _ in store.asked] == [ADDRESS, API]
    assert store.asked[1][1] == "application/json"
    assert [source.kind for source in listing.sources] == ["firefox-addon", "firefox-addon-api"]
    assert listing.name == "SaveSpy"
    assert "firefox:cookies" in {request.id for request in listing.access_requests}
    assert listing.not_read == ()
    assert {text.source for text in listing.texts} == {1}


def test_a_failed_api_call_is_noted() -> None:
    """The page itself was read."""
    listing = read([ADDRESS], fetcher=FakeStore({ADDRESS: page()}))

    assert {note.check for note in listing.not_read} == {"store-data", "extension-permissions"}
    assert any("(500)" in note.reason for note in listing.not_read)
    assert any("See who saved" in text.content for text in listing.texts)


def test_an_api_address_is_a_target() -> None:
    """Without a page."""
    listing = read([API], fetcher=FakeStore({API: answer(ADDON)}))

    assert (listing.kind, listing.sources[0].url) == ("firefox-addon-api", API)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://addons.mozilla.org/de/android/addon/save-spy/reviews/?x=1", API),
        ("https://addons.mozilla.org/firefox/addon/%7Ba-b%7D/",
         "https://addons.mozilla.org/api/v5/addons/addon/%7Ba-b%7D/"),
        ("https://addons.mozilla.org/addon/save-spy", API),
    ],
)  # fmt: skip
def test_store_addresses_become_api_addresses(address: str, asked: str) -> None:
    """Whatever language, application or name they have."""
    store = FakeStore({address: page(), asked: answer(ADDON)})
    read([address], fetcher=store)

    assert [url for url, _ in store.asked] == [address, asked]
