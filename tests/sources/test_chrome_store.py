"""Pages of the Chrome Web Store, built here in the shapes that the store uses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import NotFound
from auditor.judge import audit
from auditor.rulebook import load_rulebook
from auditor.sources import Document, read, read_document
from tests.sources.store_fakes import FakeStore

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "abcdefghijklmnopabcdefghijklmnop"
ADDRESS = f"https://chromewebstore.google.com/detail/savespy/{NUMBER}"
OWN = f"https://chromewebstore.google.com/detail/{NUMBER}"
OLD = f"https://chrome.google.com/webstore/detail/savespy/{NUMBER}"
MANIFEST = {
    "manifest_version": 3,
    "name": "__MSG_name__",
    "permissions": ["cookies", "storage", {"fileSystem": ["write"]}],
    "host_permissions": ["*://*.tiktok.com/*"],
    "optional_permissions": ["history"],
    "optional_host_permissions": ["<all_urls>"],
    "content_scripts": [{"matches": ["https://www.tiktok.com/*"], "js": ["a.js"]}],
}


def head(**changed: Any) -> list[Any]:
    """Return the first part of the data about an item."""
    parts: list[Any] = [None] * 20
    known: dict[int, Any] = {
        0: NUMBER, 1: "https://img.example/icon", 2: "SaveSpy", 3: 4.5, 4: 102, 5: "https://img.example/tile",
        6: "Who saved?", 7: "https://savespy.example", 11: ["lifestyle/social", None, 4], 14: 10_000,
        18: json.dumps(MANIFEST), 19: "SaveSpy",
    }  # fmt: skip
    for place, value in {**known, **{int(key[1:]): value for key, value in changed.items()}}.items():
        parts[place] = value
    return parts


def data(first: list[Any] | None = None, **changed: Any) -> list[Any]:
    """Return the whole data of a page."""
    parts: list[Any] = [None] * 40
    known: dict[int, Any] = {
        0: first or head(),
        5: [[1, "https://img.example/shot"], [2, "https://video.example/v"]],
        6: "See who saved your TikTok.\n\nFree.",
        7: [7, 9, 77],
        10: ["someone@savespy.example", "Street 1", None, 1, None, "X Ltd", None, "X Limited"],
        13: "4.0.8", 14: [1_787_336_815, 139_338_000], 15: "1.02MiB", 33: "https://savespy.example/privacy",
    }  # fmt: skip
    for place, value in {**known, **{int(key[1:]): value for key, value in changed.items()}}.items():
        parts[place] = value
    return parts


def page(value: Any, *, address: str = ADDRESS, body: str = "<h1>SaveSpy</h1>") -> Document:
    """Return an item's page."""
    other = "<script>AF_initDataCallback({key: 'ds:1', hash: '1', data:[], sideChannel: {}});</script>"
    own = f"AF_initDataCallback({{key: 'ds:0', hash: '2', data:{json.dumps(value)}, sideChannel: {{}}}});"
    html = (
        f'<!doctype html><html><head><link rel="canonical" href="{address}"></head><body>{body}'
        f"{other}<script>{own}</script></body></html>"
    )
    return Document(target="item.html", body=html.encode())


def test_every_field_of_todays_page_is_read() -> None:
    """Each from its place in the data block."""
    listing = read_document(page(data()))

    assert {
        "kind": "chrome-web-store", "name": "SaveSpy", "publisher": "X Ltd", "url": OWN, "package": NUMBER,
        "publisher_url": "https://savespy.example", "category": "lifestyle/social",
        "installs": "10,000 users", "rating": 4.5, "ratings": 102, "version": "4.0.8",
        "updated": "2026-08-21",
        "privacy_policy": "https://savespy.example/privacy",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [(text.where, text.content) for text in listing.texts] == [
        ("name", "SaveSpy"),
        ("summary", "Who saved?"),
        ("description", "See who saved your TikTok.\n\nFree."),
    ]
    assert [image.url for image in listing.images] == ["https://img.example/shot"]
    assert listing.sources[0].read_with == "AF_initDataCallback"
    assert [note.check for note in listing.not_read] == ["code"]


def test_the_embedded_manifest_is_access() -> None:
    """Required before optional; scripts on pages count as access to them."""
    listing = read_document(page(data()))

    assert [(request.id, request.optional) for request in listing.access_requests] == [
        ("chrome:cookies", False),
        ("chrome:storage", False),
        ("chrome:fileSystem", False),
        ("chrome:fileSystem.write", False),
        ("chrome:host:*://*.tiktok.com/*", False),
        ("chrome:host:https://www.tiktok.com/*", False),
        ("chrome:history", True),
        ("chrome:host:<all_urls>", True),
    ]


def test_the_package_says_more_of_the_code_than_the_page(tmp_path: Path) -> None:
    """Handed in together, only what it says stays; what the store adds stays too."""
    (tmp_path / "page.html").write_bytes(page(data()).body)
    (tmp_path / "manifest.json").write_text(json.dumps({**MANIFEST, "name": "SaveSpy"}), encoding="utf-8")
    listing = read([str(tmp_path / "page.html"), str(tmp_path / "manifest.json")])

    (note,) = [note for note in listing.not_read if note.check == "code"]
    assert note.source == 1
    assert listing.installs is not None


def test_handled_data_is_declared_and_the_makers_address_left_out() -> None:
    """What the maker ticked is its word; its mail and street are of no use in a report."""
    listing = read_document(page(data()))

    assert [(o.id, o.value) for o in listing.observations] == [
        ("listing.declares-data", "Web history"),
        ("listing.declares-data", "Website content"),
        ("extension.script-on-tiktok", "https://www.tiktok.com/*"),
    ]
    assert "someone@" not in listing.model_dump_json()
    assert "Street 1" not in listing.model_dump_json()


def test_a_maker_that_declares_no_data_and_no_policy_is_seen() -> None:
    """The first by the page's words alone."""
    words = "<p>The developer has disclosed that it will not collect or use your data.</p>"
    listing = read_document(page(data(_7=None, _33=None, _10=None), body=words))

    assert [o.id for o in listing.observations] == [
        "listing.declares-no-data", "listing.no-privacy-policy", "listing.developer-nameless",
        "extension.script-on-tiktok",
    ]  # fmt: skip


def test_a_page_without_its_manifest_leaves_access_open() -> None:
    """Unknown is not none."""
    for broken in (None, "{", "[]", 5):
        listing = read_document(page(data(head(_18=broken))))

        assert not listing.access_known
        assert [note.check for note in listing.not_read] == ["extension-permissions"]


@given(
    place=st.integers(0, 39),
    inside=st.booleans(),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    ),
)
def test_a_value_of_another_kind_counts_as_absent(place: int, value: Any, *, inside: bool) -> None:
    """A changed place never becomes a wrong field; without a name the page's text has to do."""
    changed = {f"_{place}": value}
    document = page(data(head(**changed)) if inside and place < 20 else data(**changed))
    listing = read_document(document)

    assert (listing.kind, listing.package) == ("chrome-web-store", NUMBER)


def test_data_about_another_item_does_not_count() -> None:
    """Each page shows others too."""
    listing = read_document(page(data(head(_0="p" * 32))))

    assert [note.check for note in listing.not_read] == ["store-data", "extension-permissions"]


def test_a_removed_item_is_not_found() -> None:
    """The store answers with a shell and a code."""
    with pytest.raises(NotFound, match="has no extension"):
        read_document(page([5], body=""))


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS, OWN, f"{ADDRESS}?hl=de", f"{ADDRESS}/reviews", f"https://chromewebstore.google.com/u/1/detail/x/{NUMBER}",
        OLD, f"https://chrome.google.com/webstore/detail/{NUMBER}",
    ],
)  # fmt: skip
def test_addresses_of_items_are_known(address: str) -> None:
    """Of the store of today and of before."""
    listing = read([address], fetcher=FakeStore({address: page(data(), address=address)}))

    assert (listing.kind, listing.url) == ("chrome-web-store", OWN)
    assert listing.sources[0].url == address


def test_the_stores_other_pages_are_web_pages() -> None:
    """A search or the front page is no item."""
    address = "https://chromewebstore.google.com/search/savers"
    html = "<!doctype html><title>Search</title><p>Extensions that show who saved you.</p>"
    document = Document(target="x", body=html.encode())

    assert read([address], fetcher=FakeStore({address: document})).kind == "web-page"


ELEMENTS = f"""<div class="e-f" itemscope itemtype="http://schema.org/WebApplication"><span>
<meta itemprop="name" content="SaveSpy"/><meta itemprop="url" content="{OLD}"/>
<meta itemprop="version" content="2.0.1"/><span itemprop="offers"><meta itemprop="price" content="0"/></span>
<meta itemprop="interactionCount" content="UserDownloads:1,000+"/></span>
<h1 class="e-f-w">SaveSpy</h1><span class="e-f-Me">offered by X Ltd</span>
<div class="rsw-stars" title="Average rating: 4.71 stars"><span class="bhAbjd">(7)</span></div>
<div class="C-b-p-j-Pb" itemprop="description">Who saved?</div>
<pre class="C-b-p-j-Oa">See who saved your TikTok.

- It works!</pre>
<a class="C-b-p-D-u-y h-C-b-p-D-xd-y" href="https://savespy.example">Website</a>
<span class="C-b-p-D-Xe h-C-b-p-D-xh-hh">November 3, 2019</span></div>"""


@pytest.mark.parametrize("body", [f"<noscript>{ELEMENTS}</noscript>", ELEMENTS])
def test_pages_until_2023_are_read_by_their_elements(body: str) -> None:
    """As they were sent, and as a browser saved them after their scripts had run."""
    html = f'<!DOCTYPE html><html><head><link rel="canonical" href="{OLD}"/></head><body>{body}</body></html>'
    listing = read_document(Document(target="old.html", body=html.encode()))

    assert {
        "name": "SaveSpy", "publisher": "X Ltd", "publisher_url": "https://savespy.example",
        "version": "2.0.1", "installs": "1,000+ users", "rating": 4.71, "ratings": 7,
        "updated": "2019-11-03", "price": "Free",
        "package": NUMBER, "url": OWN,
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [text.content for text in listing.texts] == [
        "SaveSpy", "Who saved?", "See who saved your TikTok.\n\n- It works!",
    ]  # fmt: skip
    assert [note.check for note in listing.not_read] == ["extension-permissions"]
    assert "until 2023" in listing.sources[0].read_with


def test_a_page_of_an_unknown_layout_is_read_as_text() -> None:
    """And says so."""
    listing = read_document(page("none", body="<h1>SaveSpy</h1><p>See who saved your TikTok.</p>"))

    assert listing.sources[0].read_with == "page text"
    assert [note.check for note in listing.not_read] == ["store-data", "extension-permissions"]
    assert any("See who saved" in text.content for text in listing.texts)


def test_the_rules_know_what_the_manifest_asks_for() -> None:
    """From page to verdict."""
    audited = audit(read_document(page(data())), load_rulebook())

    assert audited.verdict.level == "avoid"
    assert {access.id for access in audited.access if access.takeover} >= {"chrome:cookies"}
