"""Userscripts: metadata blocks, and the pages and data of Greasy Fork, written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import LayoutChanged
from auditor.judge import audit
from auditor.model import TextKind
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources import Document, read, read_document
from auditor.sources.userscript.block import read_block
from auditor.sources.userscript.places import EVERYWHERE, called, patterns_of
from auditor.sources.userscript.script import grant_name
from tests.pace import soon
from tests.sources.store_fakes import FakeStore

SCRIPT = """/* Licence: free */
// ==UserScript==
// @name         SaveSpy
// @name:de      SaveSpy auf Deutsch
// @namespace    https://savespy.example/
// @version      1.2.3
// @description  See who saved your TikTok videos.
// @description:zh-CN  看看谁收藏了你的视频
// @author       X Ltd <x@savespy.example>
// @match        https://www.tiktok.com/*
// @include      /^https?:\\/\\/(www\\.)?tiktok\\.com\\/.*/
// @exclude      https://www.tiktok.com/login
// @grant        GM.xmlHttpRequest
// @grant        GM_cookie
// @grant        none
// @connect      api.savespy.example
// @connect      self
// @require      https://cdn.savespy.example/core.js
// @updateURL    https://updates.elsewhere.example/a.meta.js
// @downloadURL  https://savespy.example/a.user.js
// @homepageURL  https://savespy.example
// @supportURL   https://savespy.example/help?token=secret
// @antifeature  tracking  Counts what you open
// @icon         https://savespy.example/icon.png
// @noframes
// ==/UserScript==
document.title = "@grant GM_webRequest";
"""
ADDRESS = "https://savespy.example/a.user.js"
PAGE = "https://greasyfork.org/en/scripts/4711-savespy"
CODE = "https://update.greasyfork.org/scripts/4711/SaveSpy.user.js"


def script(text: str = SCRIPT, **known: Any) -> Document:
    """Return a userscript as it was received."""
    return Document(target="a.user.js", body=text.encode(), **known)


def ids(document: Document) -> list[str]:
    """Return what a script asks for."""
    return [request.id for request in read_document(document).access_requests]


def block(*rows: str) -> str:
    """Return a script with these rows in its block."""
    lines = "\n".join(f"// @{row}" for row in rows)
    return f"// ==UserScript==\n{lines}\n// ==/UserScript==\n"


def test_every_field_of_the_block_is_read() -> None:
    """Names in every language, links without their secrets, and no mail address."""
    listing = read_document(script(path=Path("a.user.js")))

    assert {
        "kind": "userscript", "name": "SaveSpy", "publisher": "X Ltd", "version": "1.2.3",
        "publisher_url": "https://savespy.example", "url": ADDRESS,
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [(text.where, text.kind, text.content) for text in listing.texts] == [
        ("@name", TextKind.TITLE, "SaveSpy"),
        ("@name:de", TextKind.TRANSLATION, "SaveSpy auf Deutsch"),
        ("@description", TextKind.DESCRIPTION, "See who saved your TikTok videos."),
        ("@description:zh-cn", TextKind.TRANSLATION, "看看谁收藏了你的视频"),
    ]
    assert [link.label for link in listing.links] == [
        "Homepage",
        "Support",
        "Updates",
        "Download",
        "@require",
    ]
    assert "secret" not in listing.model_dump_json()
    assert "x@savespy" not in listing.model_dump_json()
    assert [note.check for note in listing.not_read] == ["script-code"]
    assert listing.sources[0].read_with == "metadata block"


def test_grants_places_and_calls_are_access() -> None:
    """With the line that asked; what the code says after the block counts for nothing."""
    listing = read_document(script(path=Path("a.user.js")))

    assert [(request.id, request.where) for request in listing.access_requests] == [
        ("userscript:GM_xmlhttpRequest", "@grant GM.xmlHttpRequest"),
        ("userscript:GM_cookie", "@grant GM_cookie"),
        ("userscript:host:https://www.tiktok.com/*", "@match https://www.tiktok.com/*"),
        ("userscript:host:*://*.tiktok.com/*", r"@include /^https?:\/\/(www\.)?tiktok\.com\/.*/"),
        ("userscript:host:*://*.api.savespy.example/*", "@connect api.savespy.example"),
    ]


def test_code_and_updates_from_elsewhere_are_observed() -> None:
    """Elsewhere is another site than the one that gave the script; a file came from nowhere."""
    fetched = read_document(script(url=ADDRESS, media_type="text/javascript"))
    saved = read_document(script(path=Path("a.user.js")))

    assert [(o.id, o.value) for o in fetched.observations] == [
        ("userscript.loads-code", "https://cdn.savespy.example/core.js"),
        ("userscript.updates-from-elsewhere", "https://updates.elsewhere.example/a.meta.js"),
        ("listing.anti-feature", "tracking Counts what you open"),
    ]
    assert [o.id for o in saved.observations] == ["userscript.loads-code", "listing.anti-feature"]


def test_a_script_without_rules_runs_everywhere() -> None:
    """As script managers take it."""
    assert ids(script(block("name X", "grant none"))) == [f"userscript:host:{EVERYWHERE}"]


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("https://www.tiktok.com/*", "https://www.tiktok.com/*"),
        ("*://*.tiktok.com/*", "*://*.tiktok.com/*"),
        ("<all_urls>", "<all_urls>"),
        ("*", EVERYWHERE),
        ("http*://*", EVERYWHERE),
        ("https://*/*", EVERYWHERE),
        ("http*://www.tiktok.com*", "http*://www.tiktok.com/*"),
        ("https://www.tiktok.*/foo", "https://www.tiktok.com/*"),
        ("*://www.google.tld/*", "*://www.google.com/*"),
        ("*.tiktok.com/*", "*://*.tiktok.com/*"),
        ("*tiktok*", EVERYWHERE),
        ("https://m.*.tiktok.com/x", "*://*.tiktok.com/*"),
        (r"/https:\/\/.*\.tiktok\.com/", "*://*.tiktok.com/*"),
        ("/tiktok\\.com/i", "*://*.tiktok.com/*"),
        ("/.*/", EVERYWHERE),
        ("http://localhost:8080/*", "http://localhost:8080/*"),
        ("file:///C:/x.html", "file:///*"),
        ("", EVERYWHERE),
    ],
)
def test_rules_become_host_patterns(rule: str, pattern: str) -> None:
    """What names no host reaches every page."""
    assert patterns_of(rule) == (pattern,)


@pytest.mark.parametrize(
    "rule",
    [
        r"/^https?:\/\/(?!colours\.example\.com).*$/",
        r"/^https?:\/\/.*(colours\.example\.com)?.*$/",
        r"/^https?:\/\/(colours\.example\.com)*.*/",
        r"/^https?:\/\/(colours\.example\.com|.*)\/.*/",
        r"/^https?:\/\/colours\.example\.com\/|^https/",
        r"/^https?:\/\/[^\/]+\/colours\.example\.com/",
        r"/^https?:\/\/.*\/colours\.example\.com/",
        r"/^https?:\/\/[a-z.]*\.com\//",
        r"/^https?:\/\/.*e\.com\//",
        r"/^https?:\/\/[^c]*$/",
        "/(/",
        "/" + "(" * 500 + "tiktok.com" + ")" * 500 + "/",
        "/" + "".join(f"h{n}.example|" for n in range(180)) + "colours.example|e{9}/",
        "*/example.com/*",
        "**/example.com/*",
    ],
)
def test_rules_that_only_mention_a_host_reach_every_page(rule: str) -> None:
    """What a host is left out of, may be missing, or stands in a path does not confine a script."""
    assert ids(script(block("name X", f"include {rule}"))) == [f"userscript:host:{EVERYWHERE}"]


@pytest.mark.parametrize(
    ("rule", "hosts"),
    [
        (
            r"/^https?:\/\/(www\.tiktok\.com|colours\.example\.com)\/.*$/",
            ["tiktok.com", "colours.example.com"],
        ),
        (r"/^https?:\/\/(?:[^\/]+\.)*tiktok\.com\/.*/", ["tiktok.com"]),
        (r"/^https?:\/{2}(?!m\.)[\w-]+\.tiktok\.com(\/|$)/", ["tiktok.com"]),
        (r"/^http(s)?:\/\/(www\.)?google\.(com|de)\//", ["google.com", "google.de"]),
        (r"/^https?://www.google.[a-z.]+/search/", ["google.com"]),
        (r"/^https:\/\/a\.example\/|^https:\/\/b\.example\//i", ["a.example", "b.example"]),
    ],
)
def test_every_host_of_an_expression_counts(rule: str, hosts: list[str]) -> None:
    """Each alternative is a place where the script runs."""
    assert ids(script(block("name X", f"include {rule}"))) == [f"userscript:host:*://*.{h}/*" for h in hosts]


@pytest.mark.parametrize(
    ("domain", "pattern"),
    [
        ("tiktok.com", "*://*.tiktok.com/*"),
        ("*", EVERYWHERE),
        ("*.tiktok.com", "*://*.tiktok.com/*"),
        ("https://tiktok.com/api", "*://*.tiktok.com/*"),
        ("127.0.0.1", "*://127.0.0.1/*"),
        ("localhost", "*://localhost/*"),
        ("self", None),
        ("", None),
    ],
)
def test_connects_become_host_patterns(domain: str, pattern: str | None) -> None:
    """A domain stands for all below it too."""
    assert called(domain) == pattern


@given(st.text(max_size=200))
def test_no_rule_breaks_the_patterns(rule: str) -> None:
    """Every rule is some pattern of one line."""
    assert patterns_of(rule)
    assert patterns_of(f"/{rule}/")
    assert called(rule) != ""


@given(st.lists(st.text(alphabet="/ @=UserScript:*.\n\tabc", max_size=40), max_size=20))
def test_no_text_breaks_the_block(pieces: list[str]) -> None:
    """A block has an end, or it is none."""
    text = "\n".join(pieces)
    found = read_block(text)

    assert found is None or "==/UserScript==" in text


@pytest.mark.parametrize(
    "text",
    [
        "// ==UserScript==\n" + "// @match https://a.example/*\n" * 200_000,
        "// ==UserScript==\n" * 100_000,
        block(*["grant " + "x" * 1_000] * 3_000),
        block(*[f"match https://h{n}.example/*" for n in range(9_000)]),
        "//" + " " * 300_000 + "==UserScript==",
        block(*[f"include /{'a.' * 990}/"] * 190),
        block(*[f"include /{n}{'(a|b)' * 12}{'c' * 100}/" for n in range(2_000)]),
        block(*[f"include /{n}(a|b|c|d|e|f|g|h)(a|b|c|d|e|f|g|h)[.]example/" for n in range(5_000)]),
    ],
)
def test_hostile_blocks_end_soon(text: str) -> None:
    """Whatever its length."""
    with soon(3):
        try:
            listing = read_document(script(text, path=Path("a.user.js")))
        except LayoutChanged:
            pass
        else:
            assert len(listing.access_requests) <= 4_000


def test_a_script_without_a_block_is_an_error() -> None:
    """It can't be said what it may do."""
    with pytest.raises(LayoutChanged, match="without a metadata block"):
        read_document(script("alert(1)", path=Path("a.user.js")))


def test_pasted_code_is_a_script_and_prose_about_scripts_is_not() -> None:
    """Code begins with comments; a page or a README that shows a block is read as what it is."""
    readme = f"# My script\n\n```js\n{SCRIPT}```\n"
    page = f"<!doctype html><title>Code</title><pre>{SCRIPT}</pre>"

    assert read_document(script()).kind == "userscript"
    assert read_document(Document(target="x", body=readme.encode())).kind == "text"
    assert read_document(Document(target="x", body=page.encode(), media_type="text/html")).kind == "web-page"


@pytest.mark.parametrize(
    ("grant", "name"),
    [("GM.setValue", "GM_setValue"), ("GM.getResourceUrl", "GM_getResourceURL"), ("none", None), ("x", "x")],
)
def test_both_names_of_a_function_are_one(grant: str, name: str | None) -> None:
    """The older one."""
    assert grant_name(grant) == name


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """Return the shipped rules."""
    return load_rulebook()


def test_the_rules_know_what_scripts_ask_for(rulebook: Rulebook) -> None:
    """TikTok's pages are told from others, and a cookie grant from settings."""
    judged = {access.id: access for access in audit(read_document(script()), rulebook).access}

    assert judged["userscript:GM_cookie"].takeover
    assert judged["userscript:host:https://www.tiktok.com/*"].title == "TikTok's pages"
    assert judged["userscript:host:*://*.api.savespy.example/*"].title == "pages of the sites it names"
    assert {access.kind for access in judged.values()} == {"userscript"}


def greasy(**changed: str) -> Document:
    """Return a script's page as Greasy Fork shows it."""
    parts = {
        "install": f'<a class="install-link" data-install-format="js" href="{CODE}">Install this script</a>',
        "places": "<ul><li><a title='See'>tiktok.com</a></li><li>https://a.example/*</li></ul>",
        "head": "<header><h2>SaveSpy</h2><p id='script-description'>See who saved you.</p></header>",
        **changed,
    }
    html = f"""<!doctype html><html><head><meta property="og:url" content="{PAGE}"></head><body>
      <section id="script-info">{parts["head"]}
      <div id="script-content">{parts["install"]}
      <dl id="script-stats"><dt class="script-show-author"><span>Author</span></dt>
      <dd class="script-show-author"><span><a href="/en/users/1-x">X Ltd</a></span></dd>
      <dt class="script-show-total-installs">Total</dt><dd class="script-show-total-installs">12,345</dd>
      <dt class="script-show-version">Version</dt><dd class="script-show-version">1.2.3</dd>
      <dt class="script-show-updated-date">Updated</dt><dd class="script-show-updated-date">
      <relative-time datetime="2026-03-04T05:06:07Z">Mar 4</relative-time></dd>
      <dt class="script-antifeatures">Antifeatures</dt><dd class="script-antifeatures">
      <span><span title="It counts.">Tracking</span></span></dd>
      <dt class="script-show-applies-to">Applies to</dt>
      <dd class="script-show-applies-to">{parts["places"]}</dd>
      </dl></div>
      <div id="additional-info"><p>Shows <b>all</b> savers.</p><ul><li>One</li></ul>
      <a href="https://savespy.example/more">More</a></div></section></body></html>"""
    return Document(target="page.html", body=html.encode())


def test_a_page_of_greasy_fork_is_read_by_its_elements() -> None:
    """What the script may do beyond where it runs stays open."""
    listing = read_document(greasy())

    assert {
        "kind": "greasy-fork", "name": "SaveSpy", "publisher": "X Ltd", "url": PAGE, "version": "1.2.3",
        "installs": "12,345 installs", "updated": "2026-03-04",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [text.content for text in listing.texts] == [
        "SaveSpy", "See who saved you.", "Shows all savers.\n\nOne\n\nMore",
    ]  # fmt: skip
    assert [request.id for request in listing.access_requests] == [
        "userscript:host:*://*.tiktok.com/*",
        "userscript:host:https://a.example/*",
    ]
    assert [(o.id, o.value) for o in listing.observations] == [
        ("listing.anti-feature", "Tracking: It counts.")
    ]
    assert [link.url for link in listing.links] == [CODE, "https://savespy.example/more"]
    assert [note.check for note in listing.not_read] == ["script-permissions"]


def test_a_page_that_applies_to_all_sites_says_so() -> None:
    """The page then has words instead of a list."""
    listing = read_document(greasy(places="All sites"))

    assert [request.id for request in listing.access_requests] == [f"userscript:host:{EVERYWHERE}"]


def test_a_page_without_its_elements_is_read_as_text() -> None:
    """And says so."""
    listing = read_document(greasy(head="<h1>SaveSpy</h1>"))

    assert listing.kind == "greasy-fork"
    assert [note.check for note in listing.not_read] == ["store-data"]
    assert any("savers" in text.content for text in listing.texts)


def test_an_address_of_greasy_fork_brings_the_script() -> None:
    """From the link that its button has."""
    store = FakeStore({PAGE: greasy(), CODE: script()})
    listing = read([PAGE], fetcher=store)

    assert store.addresses == [PAGE, CODE]
    assert [source.kind for source in listing.sources] == ["greasy-fork", "userscript"]
    assert "userscript:GM_cookie" in {request.id for request in listing.access_requests}
    assert [note.check for note in listing.not_read] == ["script-code"]


def test_a_link_to_another_site_is_not_followed() -> None:
    """A page may name any address; only the site's own is asked."""
    install = '<a class="install-link" href="https://evilgreasyfork.example/x.user.js">Install</a>'
    store = FakeStore({PAGE: greasy(install=install)})
    read([PAGE], fetcher=store)

    assert store.addresses == [PAGE]


def test_a_script_that_cannot_be_had_is_noted() -> None:
    """The page itself was read."""
    listing = read([PAGE], fetcher=FakeStore({PAGE: greasy()}))

    assert any("(500)" in note.reason for note in listing.not_read)


DATA = {
    "id": 4711, "total_installs": 12345, "good_ratings": 3, "code_updated_at": "2026-03-04T05:06:07.000Z",
    "name": "SaveSpy", "description": "See who saved you.", "url": PAGE, "code_url": CODE, "version": "1.2.3",
    "users": [{"id": 1, "name": "X Ltd"}], "support_url": None, "contribution_url": "https://pay.example/x",
}  # fmt: skip


def test_the_sites_data_is_read() -> None:
    """As a file, and from its address with the script."""
    document = Document(target="4711.json", body=json.dumps(DATA).encode())
    address = f"{PAGE}.json"
    listing = read([address], fetcher=FakeStore({address: document, CODE: script()}))

    assert read_document(document).installs == "12,345 installs"
    assert (listing.kind, listing.publisher, str(listing.updated)) == (
        "greasy-fork-data",
        "X Ltd",
        "2026-03-04",
    )
    assert "userscript:GM_cookie" in {request.id for request in listing.access_requests}


@given(
    st.sampled_from(sorted(DATA)), st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers())
)
def test_data_of_another_kind_counts_as_absent(field: str, value: Any) -> None:
    """Only a name is needed."""
    document = Document(target="x.json", body=json.dumps({**DATA, field: value}).encode())
    try:
        assert read_document(document).kind == "greasy-fork-data"
    except LayoutChanged:
        assert field == "name"
