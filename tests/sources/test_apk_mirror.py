"""Pages of mirrors and stores beside Google's, built here with their elements; Aptoide's answer."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import LayoutChanged, UnreadableTarget, Walled
from auditor.model import TextKind
from auditor.sources import Document, read, read_document
from auditor.sources.apk_mirror.page import place_of
from auditor.sources.apk_mirror.sites import LABELS, SITES
from auditor.sources.merge import merge
from tests.pace import soon
from tests.sources.store_fakes import FakeStore

PACKAGE = "com.example.savespy"
PLAY = f"https://play.google.com/store/apps/details?id={PACKAGE}"
DAY = dt.date(2026, 11, 2)
ADDRESSES = {
    "APKMirror": "https://www.apkmirror.com/apk/quiet-fox/savespy/savespy-2-1-release/savespy-2-1-android-apk-download/",
    "APKPure": f"https://apkpure.com/savespy/{PACKAGE}",
    "APKCombo": f"https://apkcombo.com/de/savespy/{PACKAGE}/",
    "Uptodown": "https://savespy.en.uptodown.com/android",
    "Aptoide": "https://savespy.en.aptoide.com/app",
    "HappyMod": f"https://m.happymod.com/savespy-mod/{PACKAGE}/",
    "Softonic": "https://savespy.en.softonic.com/android",
}
BODIES = {
    "APKMirror": f"""<h1 class="app-title">SaveSpy 2.1 (arm64-v8a)</h1>
<h3 class="dev-title">By <a href="/apk/quiet-fox/">Quiet Fox</a></h3>
<a class="play-category" href="{PLAY}">Tools</a><a title="View on Play Store" href="{PLAY}">Play</a>
<div id="description"><div class="notes">See who saved your TikTok.</div></div>
<div id="whatsnew"><div class="notes">Fixes.</div></div>
<div class="appspec-row"><div class="appspec-value">App: SaveSpy<br>Version: 2.1 (21)<br>
<span>Package: {PACKAGE}</span></div></div>
<div class="appspec-row"><div class="appspec-value">Uploaded November 2, 2026 at 5:14PM UTC</div></div>""",
    "APKPure": """<div class="detail_banner"><h1>SaveSpy</h1><span class="developer">Quiet Fox</span>
<p class="details_sdk"><span>2.1 (21)</span><span>Quiet Fox</span></p><p class="date">Nov 2, 2026</p></div>
<div class="translate-content">See who saved your TikTok.</div>
<div class="info"><div class="label one-line">Category</div><div class="value double-lines">Tools</div></div>
<ul class="perms-list"><li>android.permission.READ_CONTACTS</li><li>have full network access</li></ul>""",
    "APKCombo": """<div class="app_name">SaveSpy</div><div class="author">Quiet Fox</div>
<div class="version">2.1 (21)</div><div class="information-table">
<div class="item"><div class="name">Update</div>
<div class="value">November 2, 2026</div></div><div class="item"><div class="name">Category</div>
<div class="value">Tools</div></div></div><p>See who saved your TikTok.</p>""",
    "Uptodown": f"""<h1 id="detail-app-name" data-code="1">SaveSpy</h1><div class="version">2.1</div>
<a id="author-link" href="/developer/x">Quiet Fox</a>
<div class="text-description"><p>See who saved your TikTok.</p></div>
<section id="technical-information"><table><tr><td><img></td><th>Package Name</th><td>{PACKAGE}</td></tr>
<tr><td><img></td><th>Category</th><td>Tools</td></tr><tr><td><img></td><th>Date</th><td>Nov 2, 2026</td></tr>
</table></section>""",
    "HappyMod": """<h1 class="new-pdt-app-title">SaveSpy Mod APK 2.1 [Premium]</h1><table>
<tr><td class="t">Version</td><td>2.1</td></tr><tr><td class="t">Developer</td><td>Quiet Fox</td></tr>
<tr><td class="t">Update on</td><td>Nov 2, 2026</td></tr><tr><td class="t">Category</td><td>Tools</td></tr>
<tr><td class="t">Mod info</td><td>Premium unlocked</td></tr></table><p>See who saved your TikTok.</p>""",
}
LINKED = {
    "@context": "https://schema.org", "@type": ["MobileApplication"], "name": "SaveSpy",
    "softwareVersion": "2.1", "author": {"@type": "Organization", "name": "Quiet Fox", "url": "https://fox.example/"},
    "publisher": {"name": "Softonic"}, "dateModified": "2026-11-02", "applicationCategory": "Tools",
    "offers": [{"price": "1.50", "priceCurrency": "EUR"}],
    "aggregateRating": {"ratingValue": 4.5, "ratingCount": 9},
    "description": "See who saved your TikTok.", "screenshot": ["https://cdn.example/1.png"],
    "permissions": "android.permission.READ_CONTACTS, android.permission.CAMERA",
}  # fmt: skip


def page(site: str, body: str | None = None, *, head: str = "") -> Document:
    """Return a saved page of the app at ``site``."""
    html = f"""<!doctype html><html><head><title>SaveSpy APK</title>
<link rel="canonical" href="{ADDRESSES[site]}">{head}</head>
<body>{BODIES[site] if body is None else body}</body></html>"""
    return Document(target="page.html", body=html.encode())


def linked(data: Any = LINKED) -> str:
    """Return a script with JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize("site", BODIES)
def test_elements_of_a_page_are_read(site: str) -> None:
    """Name, maker as stated there, version, day and category."""
    listing = read_document(page(site))

    assert (listing.kind, listing.url) == ("apk-mirror", ADDRESSES[site])
    assert (listing.name, listing.publisher, listing.version) == ("SaveSpy", "Quiet Fox", "2.1")
    assert (listing.updated, listing.category) == (DAY, "Tools")
    assert listing.package == PACKAGE
    assert [(o.id, o.value, o.where) for o in listing.observations] == [
        ("listing.apk-mirror", ADDRESSES[site], site)
    ]
    assert any("See who saved your TikTok." in t.content for t in listing.texts if t.kind.speaks_for_tool)
    assert "page elements" in listing.sources[0].read_with


@pytest.mark.parametrize("site", ADDRESSES)
def test_linked_data_comes_first(site: str) -> None:
    """On any of them: with price, rating and permissions; the site's own name is no maker's."""
    listing = read_document(page(site, "<p>x</p>", head=linked()))

    assert (listing.name, listing.publisher, listing.version) == ("SaveSpy", "Quiet Fox", "2.1")
    assert (listing.updated, listing.price, listing.rating, listing.ratings) == (DAY, "1.50 EUR", 4.5, 9)
    assert (listing.publisher_url, listing.category) == ("https://fox.example/", "Tools")
    assert [request.id for request in listing.access_requests] == [
        "android.permission.READ_CONTACTS",
        "android.permission.CAMERA",
    ]
    assert listing.sources[0].read_with == "JSON-LD"
    assert listing.not_read == ()


def test_steps_are_joined_and_named() -> None:
    """What JSON-LD leaves open is read of elements."""
    data = {"@type": "MobileApplication", "name": "SaveSpy", "offers": {"price": 0}, "author": "Quiet Fox"}
    listing = read_document(page("APKPure", head=linked(data)))

    assert (listing.price, listing.version, listing.publisher) == ("Free", "2.1", "Quiet Fox")
    assert listing.sources[0].read_with == "JSON-LD, page elements"
    assert [request.id for request in listing.access_requests] == [
        "android.permission.READ_CONTACTS",
        "android.permission.INTERNET",
    ]


@pytest.mark.parametrize("site", ADDRESSES)
def test_a_page_without_data_and_elements_is_read_as_text(site: str) -> None:
    """With what its address names; its files are no second finding."""
    body = """<p>See who saved your TikTok.</p>
<a href="https://d.apkpure.com/b/a.apk">a</a><a href="https://x.winudf.com/a.apk">b</a><a href="https://f.example/">c</a>"""
    listing = read_document(page(site, body))

    assert listing.package == (PACKAGE if PACKAGE in ADDRESSES[site] else None)
    assert [note.check for note in listing.not_read] == ["store-data", "android-permissions"]
    assert listing.sources[0].read_with == "page text"
    assert [o.id for o in listing.observations] == ["listing.apk-mirror"]
    assert site != "APKPure" or [link.url for link in listing.links] == ["https://f.example/"]


def test_open_graph_names_an_app_that_nothing_else_names() -> None:
    """And says what it does; the page's text is read all the same."""
    head = '<meta property="og:title" content="SaveSpy"><meta property="og:description" content="Who saved?">'
    listing = read_document(page("Softonic", "<p>Words.</p>", head=head))

    assert listing.name == "SaveSpy"
    assert listing.sources[0].read_with == "Open Graph, page text"
    assert {"Who saved?", "Words."} <= {text.content for text in listing.texts}


def test_words_of_a_sites_own_people_are_no_description_by_the_maker() -> None:
    """They count as any page's do."""
    by_editors = read_document(page("Uptodown"))
    by_maker = read_document(page("APKPure"))

    assert TextKind.DESCRIPTION not in {text.kind for text in by_editors.texts}
    assert TextKind.DESCRIPTION in {text.kind for text in by_maker.texts}


def test_permissions_that_no_page_names_stay_open() -> None:
    """An empty list is no knowledge that there are none."""
    listing = read_document(page("Uptodown"))

    assert not listing.access_known
    assert [note.check for note in listing.not_read] == ["android-permissions"]


@pytest.mark.parametrize(
    "address",
    [
        "https://apkpure.com/", "https://apkpure.com/de/", "https://apkpure.com/search?q=savespy", "https://en.uptodown.com/",
        "https://en.uptodown.com/android/search", "https://www.apkmirror.com/", "https://www.apkmirror.com/apk/google/",
        "https://savespy.en.aptoide.com/", "https://evil.example/apkpure.com/x/com.example.a",
        "https://apkpure.com.evil.example/x/com.example.a", "https://notuptodown.com/android", "https://uptodown.com/android",
    ],
)  # fmt: skip
def test_other_pages_are_none_of_an_app(address: str) -> None:
    """Lists, searches, and sites that only look like one of these."""
    assert place_of(Document(target="x", body=b"x", url=address)) is None


@pytest.mark.parametrize(
    "address",
    [
        f"https://apkpure.com/de/savespy/{PACKAGE}/download", f"https://m.apkpure.com/savespy/{PACKAGE}?hl=de",
        f"https://apkpure.net/pt-br/savespy/{PACKAGE}/versions", f"https://apkcombo.com/savespy/{PACKAGE}/download/apk",
        f"https://www.happymod.com/savespy-mod/{PACKAGE}/original.html",
        f"https://apkcombo.com/zh-hans/%E7%A7%81/{PACKAGE}/",
    ],
)  # fmt: skip
def test_addresses_that_name_a_package_give_it(address: str) -> None:
    """In any language, and with what follows it."""
    place = place_of(Document(target="x", body=b"x", url=address))

    assert place is not None
    assert place[2] == PACKAGE


def test_a_bot_wall_is_one() -> None:
    """These sites often stand behind one."""
    html = (
        "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script><p>Checking</p>"
    )
    with pytest.raises(Walled):
        read_document(Document(target="x", body=html.encode(), url=ADDRESSES["APKMirror"]))


def app(**changes: Any) -> dict[str, Any]:
    """Return an app as Aptoide's data has it."""
    return {
        "id": 7, "name": "SaveSpy", "package": PACKAGE, "uname": "savespy", "added": "2025-01-03 08:00:00",
        "updated": "2026-11-02 08:00:00", "icon": "https://pool.img.aptoide.com/i.png", "pay": None,
        "developer": {"name": "Quiet Fox", "website": "https://fox.example/", "email": "x@fox.example",
                      "privacy": "https://fox.example/privacy"},
        "file": {"vername": "2.1", "vercode": 21, "path": "https://pool.apk.aptoide.com/a.apk",
                 "used_permissions": ["android.permission.READ_CONTACTS", "com.example.OWN", "no name", 5]},
        "media": {"description": "See who saved your TikTok.", "summary": "Who?", "news": "Fixes.",
                  "screenshots": [{"url": "https://pool.img.aptoide.com/1.png"}]},
        "urls": {"w": ADDRESSES["Aptoide"]},
        "stats": {"downloads": 12345, "rating": {"avg": 4.5, "total": 9}},
    } | changes  # fmt: skip


def answer(data: dict[str, Any], *, nodes: bool = False) -> Document:
    """Return an answer of either service."""
    value = {"info": {"status": "OK"}, **({"nodes": {"meta": {"data": data}}} if nodes else {"data": data})}
    return Document(target="x.json", body=json.dumps(value).encode(), media_type="application/json")


@pytest.mark.parametrize("nodes", [True, False])
def test_aptoides_answer_is_read(nodes: bool) -> None:  # noqa: FBT001  # a case
    """With its permissions, and without the maker's mail address or the file."""
    listing = read_document(answer(app(), nodes=nodes))

    assert {
        "kind": "aptoide-api", "name": "SaveSpy", "publisher": "Quiet Fox", "package": PACKAGE,
        "version": "2.1", "updated": "2026-11-02", "released": "2025-01-03", "price": "Free",
        "installs": "12,345", "rating": 4.5,
        "ratings": 9, "privacy_policy": "https://fox.example/privacy", "url": ADDRESSES["Aptoide"],
        "access": ["android.permission.READ_CONTACTS", "com.example.OWN"],
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert "x@fox" not in listing.model_dump_json()
    assert ".apk" not in " ".join(link.url for link in listing.links)
    assert listing.not_read == ()


def test_no_permissions_and_no_list_are_two_things_at_aptoide() -> None:
    """The first is knowledge."""
    none, gone = read_document(answer(app(file={"used_permissions": [], "vername": "1"}))), app(file={})
    unknown = read_document(
        Document(
            target="x",
            body=json.dumps({"data": gone}).encode(),
            url="https://ws2.aptoide.com/api/7/app/getMeta",
        )
    )

    assert none.access == ()
    assert not unknown.access_known


def test_a_page_of_aptoide_holds_the_answer() -> None:
    """Other apps that it shows are in lists."""
    other = app(name="Other")
    data = {"props": {"similar": [other], "state": {"list": [other], "app": {"app": app()}}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    listing = read_document(page("Aptoide", f"<p>x</p>{script}"))

    assert (listing.kind, listing.name, listing.package) == ("aptoide", "SaveSpy", PACKAGE)
    assert listing.sources[0].read_with == "__NEXT_DATA__"


def test_a_page_of_aptoide_brings_the_answer() -> None:
    """By the number that the page names; which closes what the page leaves open."""
    ask = "https://ws75.aptoide.com/api/7/getApp/app_id/7"
    body = page("Aptoide", '<p>SaveSpy</p><script>x={"app":{"id":7,"n":1}}</script>')
    store = FakeStore({ADDRESSES["Aptoide"]: body, ask: answer(app(), nodes=True)})
    listing = read([ADDRESSES["Aptoide"]], fetcher=store)

    assert store.addresses == [ADDRESSES["Aptoide"], ask]
    assert [source.kind for source in listing.sources] == ["aptoide", "aptoide-api"]
    assert (listing.package, listing.not_read) == (PACKAGE, ())
    assert [o.id for o in listing.observations] == ["listing.apk-mirror"]


def test_an_answer_that_can_not_be_had_is_a_note() -> None:
    """The page is read all the same."""
    body = page("Aptoide", '<p>SaveSpy</p><script>x={"app":{"id":7}}</script>')
    listing = read([ADDRESSES["Aptoide"]], fetcher=FakeStore({ADDRESSES["Aptoide"]: body}))

    assert any("Aptoide's answer could not be read" in note.reason for note in listing.not_read)


def test_an_answer_of_another_shape_is_an_error() -> None:
    """One without a package."""
    with pytest.raises(LayoutChanged):
        read_document(Document(target="x", body=b'{"data": {"file": {"used_permissions": 1, "vername": 1}}}'))


def test_a_mirror_and_a_store_stay_two_sources() -> None:
    """Neither takes the other's place."""
    mirror = read_document(page("APKPure"))
    merged = merge([mirror, read_document(answer(app()))])

    assert [source.kind for source in merged.sources] == ["apk-mirror", "aptoide-api"]


def test_the_table_is_whole() -> None:
    """Every label and place names a field that is read; every host stands once."""
    fields = {"name", "publisher", "version", "updated", "category", "rating", "description", "changes",
              "mod",               "permissions", "play", "rows"}  # fmt: skip
    hosts = [host for site in SITES for host in site.hosts]

    assert {place for site in SITES for place in site.places} <= fields
    assert set(LABELS.values()) <= (fields | {"package", "installs", "price"})
    assert len(hosts) == len(set(hosts))
    assert {site.name for site in SITES} == set(ADDRESSES)


MANY = {
    "rows": '<div class="info">' * 300 + "x" * 100_000,
    "wide rows": '<div class="info"><b>Version</b>' + "<i>1</i>" * 20_000,
    "tables": "<table>" + "<tr><td>Version<td>x" * 10_000,
    "specs": '<div class="appspec-value">Package: x' * 300 + "Version: 1<br>" * 10_000,
    "headings": "<h1>" * 200 + "y" * 200_000,
    "permissions": '<ul class="perms-list">' + "<li>android.permission.CAMERA" * 10_000,
    "brackets": '<p class="details_sdk"><span>1' + "(" * 200_000,
    "endings": "<h1>x" + " mod apk v" * 50_000,
    "metas": '<meta property="og:title" content="x">' * 20_000,
    "deep data": '<script id="__NEXT_DATA__">' + '{"a":' * 5_000 + "1" + "}" * 5_000 + "</script>",
    "wide data": '<script id="__NEXT_DATA__">{"a":{'
    + ",".join(f'"{n}":{{"{n}":{{}}}}' for n in range(50_000))
    + "}}</script>",
}


@pytest.mark.parametrize("body", MANY)
def test_hostile_pages_end_soon(body: str) -> None:
    """In a listing, or in one sentence."""
    site = {"specs": "APKMirror", "tables": "HappyMod"}.get(body, "Aptoide" if "data" in body else "APKPure")
    document = page(site, f"<p>x</p>{MANY[body]}")
    with soon(6), contextlib.suppress(UnreadableTarget):
        read_document(document)


_value: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1e308, 10**30, "", "x", "5", "\ud800", [], {}, [[]], [{}], [None, 5],
     {"name": 5}, {"name": "x"},     {"url": "https://["}, {"@type": []}, "a.b,,",
     {"vername": 1, "used_permissions": [{}, "a.b"]}]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(site=st.sampled_from(sorted(ADDRESSES)), data=st.dictionaries(st.sampled_from(sorted(LINKED)), _value))
def test_no_linked_data_breaks_a_reader(site: str, data: dict[str, Any]) -> None:
    """Whatever a field holds."""
    document = page(site, "<p>Words.</p>", head=linked({**data, "@type": "MobileApplication"}))

    assert read_document(document).kind in ("apk-mirror", "aptoide")


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(app())), _value))
def test_no_answer_breaks_a_reader(changes: dict[str, Any]) -> None:
    """It has a package and a file, or it is refused."""
    try:
        listing = read_document(answer(app(**changes)))
    except UnreadableTarget:
        return
    assert listing.package
