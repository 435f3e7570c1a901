"""F-Droid pages, built here with the elements that the site uses, and the list of versions."""

from __future__ import annotations

import json

import pytest

from auditor.errors import LayoutChanged
from auditor.sources import Document, read, read_document
from auditor.sources.android_labels import permission_of
from tests.sources.store_fakes import FakeStore

PACKAGE = "com.example.savespy"
ADDRESS = f"https://f-droid.org/de/packages/{PACKAGE}/"
ENGLISH = f"https://f-droid.org/en/packages/{PACKAGE}/"
API = f"https://f-droid.org/api/v1/packages/{PACKAGE}"
LISTED = """<details open><summary class="package-version-permissions-summary">Permissions</summary>
<ul class="package-version-permissions-list">
<li class="permission"><div class="permission-label">have full network access </div>
<div class="permission-description">Allows the app to create network sockets.</div></li>
<li class="permission"><div class="permission-label">android.permission.READ_CONTACTS</div></li>
<li class="permission">
<div class="permission-label">run foreground service with the type "microphone"</div></li>
<li class="permission"><div class="permission-label">etwas, das niemand kennt</div> (Android 6+)</li>
</ul></details>"""


def page(permissions: str = LISTED, *, name: str = "package-name", extra: str = "") -> Document:
    """Return the page of a package."""
    html = f"""<!DOCTYPE html><html><head><link rel="canonical" href="{ADDRESS}"></head><body>
<article class="package">
<header class="package-header"><div class="package-title"><h3 class="{name}">
    SaveSpy </h3><div class="package-summary">Who saved?</div></div></header>
<div class="package-whats-new"><div class="new-in-version">New in version 2.1</div><div>Fixes</div></div>
<div class="package-description" dir="auto">
<p>See who <b>saved</b> your TikTok.</p><ul><li>One</li></ul></div>
<div class="package-anti-features">
<ul class="package-version-anti-features-list"><li class="anti-feature-item">
<a class="anti-feature-link" href="/docs/Anti-Features/#Tracking">
<div class="anti-feature-text">This app tracks and reports your activity</div></a></li></ul></div>
<ul class="package-links">
<li class="package-link">Author: <a href="mailto:x@savespy.example?subject=x">X Ltd</a></li>
<li class="package-link">License: <a href="https://spdx.org/licenses/MIT.html">MIT</a></li>
<li class="package-link"><a href="https://savespy.example">Website</a></li></ul>
<ul class="package-versions-list"><li class="package-version" id="latest">
<div class="package-version-header"><a name="2.1"></a><a name="21"></a><b>Version 2.1</b> (21)
<span class="suggested-badge">suggested</span> Added on Mar 04, 2026</div>
<div class="package-version-permissions">{permissions}</div>
<p class="package-version-download">
<a href="https://f-droid.org/repo/{PACKAGE}_21.apk">Download APK</a></p></li>
<li class="package-version"><div class="package-version-header"><a name="1.0"></a></div>
<ul class="package-version-permissions-list">
<li class="permission">
<div class="permission-label">android.permission.READ_SMS</div></li></ul></li></ul>{extra}
</article></body></html>"""
    return Document(target="page.html", body=html.encode())


def test_every_field_is_read() -> None:
    """And no mail address."""
    listing = read_document(page())

    assert {
        "kind": "f-droid", "name": "SaveSpy", "publisher": "X Ltd", "package": PACKAGE, "version": "2.1",
        "publisher_url": "https://savespy.example", "updated": "2026-03-04", "price": "Free",
        "url": f"https://f-droid.org/packages/{PACKAGE}/",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [(text.where, text.content) for text in listing.texts] == [
        ("name", "SaveSpy"),
        ("summary", "Who saved?"),
        ("description", "See who saved your TikTok.\n\nOne"),
        ("what's new", "New in version 2.1\n\nFixes"),
    ]
    assert "x@savespy" not in listing.model_dump_json()
    assert [(o.id, o.value) for o in listing.observations] == [
        ("listing.anti-feature", "This app tracks and reports your activity")
    ]
    assert listing.sources[0].read_with == "page elements"
    assert listing.not_read == ()


def test_permissions_of_the_newest_version_are_access() -> None:
    """By Android's own words, or by name; words that nobody knows are kept."""
    assert [request.id for request in read_document(page()).access_requests] == [
        "android.permission.INTERNET",
        "android.permission.READ_CONTACTS",
        "android.permission.FOREGROUND_SERVICE_MICROPHONE",
        "f-droid:etwas, das niemand kennt",
    ]


def test_no_permissions_and_no_list_are_two_things() -> None:
    """The first is knowledge."""
    none = read_document(
        page('<div class="no-permissions">This version requires no special permissions.</div>')
    )
    gone = read_document(page(""))

    assert none.access == ()
    assert not gone.access_known
    assert [note.check for note in gone.not_read] == ["android-permissions"]


def test_a_page_without_its_elements_is_read_as_text() -> None:
    """Its own download is no package from outside a store."""
    listing = read_document(page(name="other"))

    assert [note.check for note in listing.not_read] == ["store-data", "android-permissions"]
    assert (listing.package, listing.observations) == (PACKAGE, ())
    assert any("See who saved your TikTok" in text.content for text in listing.texts)


@pytest.mark.parametrize(
    "path", ["packages/{}", "packages/{}/", "en/packages/{}/", "zh_Hans/packages/{}/", "pt_BR/packages/{}"]
)
def test_addresses_of_packages_are_known(path: str) -> None:
    """In every language of the site."""
    address = f"https://f-droid.org/{path.format(PACKAGE)}"

    assert read([address], fetcher=FakeStore({address: page()})).package == PACKAGE


def test_other_pages_of_the_site_are_web_pages() -> None:
    """A list of packages is no package."""
    address = "https://f-droid.org/en/packages/"
    document = Document(
        target="x", body=b"<!doctype html><title>Packages</title><p>Apps that plan your posts.</p>"
    )

    assert read([address], fetcher=FakeStore({address: document})).kind == "web-page"


ANSWER = {
    "packageName": PACKAGE,
    "suggestedVersionCode": 20,
    "packages": [{"versionName": "2.1", "versionCode": 21}, {"versionName": "2.0", "versionCode": 20}],
}


def test_the_list_of_versions_tells_the_suggested_one() -> None:
    """And that the rest is open."""
    listing = read_document(Document(target="x.json", body=json.dumps(ANSWER).encode()))

    assert (listing.kind, listing.package, listing.version) == ("f-droid-api", PACKAGE, "2.0")
    assert [note.check for note in listing.not_read] == ["store-data"]


def test_an_address_of_the_list_brings_the_page() -> None:
    """Which closes what the list leaves open."""
    answer = Document(target="x", body=json.dumps(ANSWER).encode(), media_type="application/json")
    store = FakeStore({API: answer, ENGLISH: page()})
    listing = read([API], fetcher=store)

    assert store.addresses == [API, ENGLISH]
    assert [source.kind for source in listing.sources] == ["f-droid-api", "f-droid"]
    assert listing.name == "SaveSpy"
    assert listing.not_read == ()


def test_an_answer_of_another_shape_is_an_error() -> None:
    """One without a package."""
    with pytest.raises(LayoutChanged):
        read_document(Document(target="x", body=b'{"packageName": 5, "suggestedVersionCode": 1}'))


def test_labels_count_alike_however_stores_set_them() -> None:
    """Quotation marks, hyphens, capitals."""
    assert permission_of("Run foreground service with the type “camera”") == permission_of(
        'run foreground service with the type "camera"'
    )
    assert permission_of("have full network access") == "android.permission.INTERNET"
    assert permission_of("quite unknown") is None
