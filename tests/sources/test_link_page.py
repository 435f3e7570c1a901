"""Pages of links, built here in the shapes that such sites use."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.errors import EmptyTarget
from auditor.sources import Document, read, read_document
from tests.sources.store_fakes import FakeStore

ADDRESS = "https://linktr.ee/savespy"
CONSENT = "https://www.tiktok.com/v2/auth/authorize/?client_key=a&scope=video.list&response_type=code"
DATA: dict[str, Any] = {
    "props": {
        "pageProps": {
            "pageTitle": "SaveSpy",
            "description": "See who saved your TikTok & more",
            "links": [
                {"type": "HEADER", "title": "Apps", "url": ""},
                {"type": "CLASSIC", "title": "Get the app", "url": "https://savespy.example/savespy.apk"},
                {"type": "CLASSIC", "title": 'Log "in"', "url": CONSENT, "locked": {"type": "CODE"}},
                {"type": "CLASSIC", "title": "Bad", "url": "javascript:alert(1)"},
            ],
            "account": {"links": [{"title": "Get the app", "url": "https://savespy.example/savespy.apk"}]},
            "socialLinks": [
                {"type": "INSTAGRAM", "url": "https://instagram.com/savespy"},
                {"type": "EMAIL_ADDRESS", "url": "mailto:x@savespy.example"},
            ],
        }
    }
}


def page(data: Any = DATA, body: str = "<h1>SaveSpy</h1><p>See who saved your TikTok</p>") -> Document:
    """Return a page of links."""
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    html = f'<!DOCTYPE html><html><head><link rel="canonical" href="{ADDRESS}"/></head><body>{body}{script}'
    return Document(target="links.html", body=html.encode())


def test_links_of_the_data_are_read_with_what_they_are() -> None:
    """A consent link is access, a package a download; those behind a lock count too."""
    listing = read_document(page())

    assert (listing.kind, listing.name, listing.url) == ("link-page", "SaveSpy", ADDRESS)
    assert {"https://savespy.example/savespy.apk", "https://instagram.com/savespy"} <= {
        link.url for link in listing.links
    }
    assert [request.id for request in listing.access_requests] == ["tiktok:video.list"]
    assert {o.id for o in listing.observations} >= {"page.package-download", "page.links-consent"}
    assert "x@savespy" not in listing.model_dump_json()
    assert len(listing.sources) == 1
    assert {text.source for text in listing.texts} == {0}
    assert listing.sources[0].read_with == "__NEXT_DATA__, page text"


def test_words_that_the_page_shows_are_not_read_twice() -> None:
    """Only what the data adds."""
    texts = {text.where: text.content for text in read_document(page()).texts}

    assert texts["page text"] == "SaveSpy\n\nSee who saved your TikTok"
    assert texts["description"] == "See who saved your TikTok & more"
    assert texts["links"] == 'Get the app\nLog "in"\nINSTAGRAM'


def test_a_page_that_scripts_have_yet_to_build_is_read_by_its_data() -> None:
    """It shows nothing by itself."""
    listing = read_document(page(body="<div id='__next'></div>"))

    assert listing.name == "SaveSpy"
    assert "https://savespy.example/savespy.apk" in [link.url for link in listing.links]


@pytest.mark.parametrize(
    "data", [None, [], {"props": 5}, {"props": {"pageProps": {"links": "x", "account": []}}}]
)
def test_a_page_without_its_data_is_read_by_what_it_shows(data: Any) -> None:
    """As pages of other such sites are."""
    body = "<h1>SaveSpy</h1><p>See who saved your TikTok</p><a href='https://savespy.example'>Site</a>"
    listing = read_document(page(data, body))

    assert [link.url for link in listing.links] == ["https://savespy.example"]
    assert listing.sources[0].read_with == "page text"


def test_a_page_with_neither_is_empty() -> None:
    """In one sentence."""
    with pytest.raises(EmptyTarget):
        read_document(page({}, "<div></div>"))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://beacons.ai/savespy", "link-page"),
        ("https://savespy.carrd.co/", "link-page"),
        ("https://linktr.ee/", "web-page"),
        ("https://evil-linktr.ee/savespy", "web-page"),
    ],
)
def test_sites_of_links_are_known(address: str, kind: str) -> None:
    """Their front pages are no lists."""
    document = Document(target="x", body=page({}).body.replace(ADDRESS.encode(), address.encode()))

    assert read([address], fetcher=FakeStore({address: document})).kind == kind
