"""Browser extensions: whatever they come in, what they ask for and say is read in full."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.bulk import ScanResult, scan
from auditor.errors import UnknownFormat, UnreadableTarget
from auditor.judge import audit
from auditor.model import Listing
from auditor.rulebook import load_rulebook
from auditor.sources import Document, read, read_document
from auditor.sources.extension.json_text import ManifestFault, read_object
from tests.sources.extension_samples import (
    KEY,
    asked,
    crx2,
    crx3,
    extension_id,
    manifest,
    packed,
    read_bytes,
    read_manifest,
    seen,
)

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, Any] = {"manifest.json": manifest(permissions=["tabs"]), "popup.html": "<p>hi"}
FORMS = {
    "CRX3": (crx3(packed(FILES)), "tool.crx"),
    "CRX2": (crx2(packed(FILES)), "tool.crx"),
    "ZIP": (packed(FILES), "tool.zip"),
    "manifest": (json.dumps(FILES["manifest.json"]).encode(), "manifest.json"),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_recognised_and_read(form: str) -> None:
    """The same extension, however it is packed."""
    listing = read_bytes(*FORMS[form])

    assert (listing.kind, listing.name, listing.version) == ("browser-extension", "SaveSpy", "1.2")
    assert asked(listing) == ["chrome:tabs"]
    assert [text.content for text in listing.texts] == ["SaveSpy", "Shows saves."]
    assert listing.sources[0].read_with == f"{form}, Manifest V3"


@pytest.mark.parametrize("form", FORMS)
def test_the_ending_of_the_name_is_not_needed(form: str) -> None:
    """The content decides, as for what comes from an address."""
    body = FORMS[form][0]
    address = "https://tool.example/download"

    assert read_document(Document(target=address, body=body, url=address)).name == "SaveSpy"


def test_an_xpi_is_for_firefox() -> None:
    """Its permissions are Firefox's, whatever its manifest leaves out."""
    listing = read_bytes(packed(FILES), "tool.xpi")

    assert asked(listing) == ["firefox:tabs"]
    assert listing.sources[0].read_with == "XPI, Manifest V3"


def test_an_unpacked_folder_reads_as_its_archive(tmp_path: Path) -> None:
    """The folder, its archive and its archive in a folder of its own tell the same."""
    files = {
        "manifest.json": manifest(name="__MSG_n__", default_locale="de"),
        "_locales/de/messages.json": {"n": {"message": "Späher"}},
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    inner = {f"tool-main/extension/{name}": content for name, content in files.items()}

    assert {
        read([str(tmp_path)]).name,
        read_bytes(packed(files)).name,
        read_bytes(packed(inner)).name,
    } == {"Späher"}
    assert read([str(tmp_path)]).sources == read([str(tmp_path)]).sources


def test_a_manifest_is_read_as_browsers_take_it() -> None:
    """Comments, a byte order mark, a last comma, line breaks within texts."""
    text = (
        '// made by hand\n{"manifest_version": 2, /* old */ "name": "A // b", "permissions": ["tabs", ],'
        ' "x": "a\nb",}'
    )
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        listing = read_bytes(text.encode(encoding), "manifest.json")
        assert (listing.name, asked(listing)) == ("A // b", ["chrome:tabs"])


def test_a_pasted_manifest_is_one() -> None:
    """Through standard input, without a name."""
    assert asked(read(["-"], stdin=json.dumps(manifest(permissions=["history"])))) == ["chrome:history"]


# ---- what it asks for


def test_everything_that_version_3_asks_for_is_read() -> None:
    """Permissions, hosts, content scripts, what comes later, what it takes over."""
    listing = read_manifest(
        permissions=["tabs", {"fileSystem": ["write"]}, "https://ignored.example/*"],
        host_permissions=["https://*.tiktok.com/*"],
        content_scripts=[{"matches": ["https://a.example/*", "https://*.tiktok.com/*"], "js": ["a.js"]}],
        optional_permissions=["history", "tabs"],
        optional_host_permissions=["<all_urls>"],
        devtools_page="d.html",
        chrome_url_overrides={"newtab": "n.html"},
        oauth2={"client_id": "x", "scopes": ["https://www.googleapis.com/auth/drive"]},
    )

    assert asked(listing) == [
        "chrome:tabs",
        "chrome:fileSystem",
        "chrome:fileSystem.write",
        "chrome:host:https://*.tiktok.com/*",
        "chrome:host:https://a.example/*",
        "chrome:history",
        "chrome:host:<all_urls>",
        "chrome:devtools_page",
        "chrome:chrome_url_overrides.newtab",
        "google:https://www.googleapis.com/auth/drive",
    ]
    assert [request.id for request in listing.access_requests if request.optional] == [
        "chrome:history",
        "chrome:host:<all_urls>",
        "google:https://www.googleapis.com/auth/drive",
    ]


LEFT_OUT = "What browsers take for no permission and no site was left out, as they do: "


def test_what_is_no_text_is_no_access() -> None:
    """A note names it. What is text was asked for, also where browsers give nothing for it."""
    patterns = ["not a pattern", "https://a.example/*", "https://*wild.example/*", "file:///*", "*"]
    listing = read_manifest(
        permissions=["tabs", 7, None],
        host_permissions=[*patterns, {"a": 1}],
        optional_host_permissions=["https://a.example"],
    )

    hosts = [f"chrome:host:{pattern}" for pattern in (*patterns, "https://a.example")]
    assert asked(listing) == ["chrome:tabs", *hosts]
    notes = [note.reason for note in listing.not_read if note.check == "access"]
    assert notes == [f'{LEFT_OUT}7, null, {{"a": 1}}']


def test_what_browsers_refuse_is_told_of_by_none() -> None:
    """The old way to icons of sites is the one pattern of its kind that Chromium takes."""
    refused = ["file://*", "chrome://extensions/*", "not/a pattern"]
    listing = read_manifest(manifest_version=2, permissions=["chrome://favicon/", *refused])
    said = {each.id: each.platform_warning for each in audit(listing, load_rulebook()).access}

    assert said.pop("chrome:host:chrome://favicon/") == "Read the icons of the websites you visit"
    assert set(said.values()) == {None}


def test_firefox_takes_addresses_of_its_own() -> None:
    """Which Chromium does not."""
    only = {"gecko": {"id": "a@b.example"}}
    sites = ["data:*", "https://a.example/*", "nonsense"]
    listing = read_manifest(host_permissions=sites, browser_specific_settings=only)

    assert asked(listing) == [f"firefox:host:{site}" for site in sites]


def test_version_2_has_hosts_among_its_permissions() -> None:
    """And knows no list of hosts."""
    listing = read_manifest(
        manifest_version=2,
        permissions=["tabs", "*://*/*", "<all_urls>"],
        optional_permissions=["https://a.example/*"],
        host_permissions=["https://ignored.example/*"],
    )

    assert asked(listing) == [
        "chrome:tabs",
        "chrome:host:*://*/*",
        "chrome:host:<all_urls>",
        "chrome:host:https://a.example/*",
    ]


def test_what_is_meant_for_firefox_alone_is_read() -> None:
    """Its id, what it says that it sends to its maker, its own updates."""
    gecko = {
        "id": "spy@tool.example",
        "update_url": "https://tool.example/updates.json",
        "strict_min_version": "140.0",
        "data_collection_permissions": {"required": ["websiteContent", "none"], "optional": ["locationInfo"]},
    }
    listing = read_manifest(browser_specific_settings={"gecko": gecko}, permissions=["cookies"])

    assert asked(listing) == ["firefox:cookies", "firefox:data:websiteContent", "firefox:data:locationInfo"]
    assert listing.access_requests[2].optional
    assert listing.package == "spy@tool.example"
    assert listing.sources[0].read_with == "manifest, Manifest V3, from Firefox 140.0 on"
    assert seen(listing) == {"extension.updates-outside-store": "https://tool.example/updates.json"}


def test_a_manifest_for_both_browsers_is_read_for_chrome_where_it_updates_from_there() -> None:
    """The same file is often packed for several stores."""
    gecko = {"gecko": {"id": "spy@tool.example"}}
    url = "https://clients2.google.com/service/update2/crx"

    assert asked(read_manifest(permissions=["tabs"], applications=gecko)) == ["firefox:tabs"]
    assert asked(read_manifest(permissions=["tabs"], applications=gecko, update_url=url)) == ["chrome:tabs"]


def test_the_id_is_that_by_which_the_browser_knows_it() -> None:
    """Out of the signature, else out of the manifest's key."""
    key = base64.b64encode(KEY).decode()

    assert extension_id() == read_bytes(*FORMS["CRX3"]).package
    assert extension_id() == read_bytes(*FORMS["CRX2"]).package
    assert extension_id() == read_manifest(key=key).package
    assert read_manifest(key="no key").package is None


def test_facts_around_it_are_read() -> None:
    """Maker, home page, largest icon, least version."""
    listing = read_manifest(
        author="Tool Ltd",
        homepage_url="https://tool.example/",
        icons={"16": "a.png", "128": "icons/tiktok.png", "x": "b.png"},
        minimum_chrome_version="120",
    )

    assert (listing.publisher, listing.publisher_url) == ("Tool Ltd", "https://tool.example/")
    assert [link.url for link in listing.links] == ["https://tool.example/"]
    assert [image.url for image in listing.images] == ["icons/tiktok.png"]
    assert listing.sources[0].read_with == "manifest, Manifest V3, from Chrome 120 on"


def test_an_address_for_mail_is_nobodys_name() -> None:
    """What is published names no private address."""
    assert read_manifest(author="me@tool.example").publisher is None
    assert read_manifest(author={"email": "me@tool.example"}).publisher is None


# ---- what it is not


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"tools/a.crx": b"Cr24"}, "with a package in it"),
        ({"index.html": "<p>saved", "index_files/a.css": ""}, "with a page in it"),
        ({"a.txt": "x"}, "holds no app and no browser extension"),
        (
            {"site/manifest.json": {"name": "A web app", "start_url": "/"}},
            "holds no app and no browser extension",
        ),
    ],
)
def test_other_archives_are_told_apart(files: dict[str, Any], expected: str) -> None:
    """An app's package and a saved page have other manifests, or none."""
    with pytest.raises(UnknownFormat, match=expected):
        read_bytes(packed(files))


def test_a_described_listing_stays_one() -> None:
    """Also where its words speak of manifests."""
    listing = {"texts": ['Put "manifest_version": 3 into it.'], "access": ["chrome:tabs"]}

    assert read_bytes(json.dumps(listing).encode(), "listing.json").kind == "described"


def test_a_manifest_is_a_line_of_a_scan() -> None:
    """Thousands of them, without a listing around each."""
    lines = [json.dumps(manifest(id="a", permissions=["tabs"])).encode(), b'{"manifest_version": 2}', b"{}"]
    audits = [json.loads(line) for line in scan(lines, load_rulebook(), ScanResult())]

    assert (audits[0]["id"], audits[0]["access"][0]["id"]) == ("a", "chrome:tabs")
    assert [("error" in each) for each in audits] == [False, False, True]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from([
    "permissions", "optional_permissions", "host_permissions", "optional_host_permissions", "icons", "key",
    "externally_connectable", "web_accessible_resources", "content_security_policy", "update_url", "author",
    "browser_specific_settings", "applications", "name", "description", "default_locale", "developer",
    "oauth2", "chrome_url_overrides", "devtools_page", "manifest_version", "version", "homepage_url",
    "content_scripts",
])  # fmt: skip


@given(st.dictionaries(KEYS, JSON, max_size=8))
def test_any_manifest_is_read(data: dict[str, Any]) -> None:
    """Whatever stands under a key that we read, there is a listing and no fault of ours."""
    body = json.dumps({"manifest_version": 3, **data}).encode()

    assert isinstance(read_bytes(body, "manifest.json"), Listing)


@given(JSON, st.sampled_from(["", "// note\n", "/* , ] */ "]))
def test_comments_change_nothing(value: Any, comment: str) -> None:
    """What stands in texts is no comment."""
    text = comment + json.dumps({"a": value, "b": "// no /* comment */ ,]"}, indent=1).replace(
        "\n", f"\n{comment}"
    )

    assert read_object(text.encode(), "x") == {"a": value, "b": "// no /* comment */ ,]"}


@given(st.text(alphabet='{}[]",:/*\\\n ab1', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """In one sentence."""
    try:
        read_object(text.encode(), "x")
    except ManifestFault as error:
        assert str(error).startswith("x is n")  # noqa: PT017  # both ways are right


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    """As before."""
    with pytest.raises(UnreadableTarget, match="is a folder"):
        read([str(tmp_path)])
