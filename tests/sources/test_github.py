"""Repositories on GitHub, built here with the elements that the site uses, and answers of its API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.errors import LayoutChanged, NotFound
from auditor.model import TextKind
from auditor.sources import Document, read, read_document
from tests.sources.store_fakes import FakeStore

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = "https://github.com/example/save-spy"
LATEST = "https://api.github.com/repos/example/save-spy/releases/latest"
README = """<h1>SaveSpy</h1><p>See who <b>saved</b> your TikTok videos.</p>
<p>Open the developer console and paste the code:</p><pre>document.cookie</pre>
<a href="/example/save-spy/releases/download/v1/savespy.apk">Download the app</a>
<a href="https://www.tiktok.com/v2/auth/authorize/?client_key=a&amp;scope=video.list&amp;response_type=code"
>Log in</a>
<a href="docs/help.md">Help</a>"""


def page(
    body: str = f'<article class="markdown-body entry-content" itemprop="text">{README}</article>',
    *,
    about: str = "Savers of TikTok videos - example/save-spy",
    address: str = ADDRESS,
) -> Document:
    """Return the page of a repository."""
    html = f"""<!DOCTYPE html><html><head><meta property="og:url" content="{address}">
<meta property="og:description" content="{about}"><title>GitHub - example/save-spy</title></head>
<body><header><a href="/login">Sign in</a><p>GitHub is where people build software.</p></header>
<main>{body}</main></body></html>"""
    return Document(target="repo.html", body=html.encode())


def test_the_readme_is_the_description() -> None:
    """And nothing of the page around it."""
    listing = read_document(page())
    texts = {text.where: text for text in listing.texts}

    assert (listing.kind, listing.name, listing.publisher, listing.url) == (
        "github-repository", "save-spy", "example", ADDRESS,
    )  # fmt: skip
    assert texts["README"].kind is TextKind.DESCRIPTION
    assert "See who saved your TikTok videos." in texts["README"].content
    assert "where people build" not in texts["README"].content
    assert texts["about"].content == "Savers of TikTok videos"
    assert listing.sources[0].read_with == "README"
    assert [note.check for note in listing.not_read] == ["repository-code"]


def test_what_the_readme_leads_to_is_seen() -> None:
    """Relative to the repository; a consent link is access."""
    listing = read_document(page())

    assert f"{ADDRESS}/releases/download/v1/savespy.apk" in [link.url for link in listing.links]
    assert [request.id for request in listing.access_requests] == ["tiktok:video.list"]
    assert {o.id for o in listing.observations} >= {"page.package-download"}


def test_a_plain_readme_is_read() -> None:
    """Without any markup of its own."""
    listing = read_document(page('<div class="plain"><pre>See who saved your TikTok videos.</pre></div>'))

    assert [text.content for text in listing.texts if text.where == "README"] == [
        "See who saved your TikTok videos."
    ]


def test_a_repository_without_readme_or_description_is_read_as_text() -> None:
    """And says so."""
    about = "Contribute to example/save-spy development by creating an account on GitHub."
    listing = read_document(page("<p>This repository has no description.</p>", about=about))

    assert [note.check for note in listing.not_read] == ["store-data", "readme", "repository-code"]


def test_a_description_alone_is_read() -> None:
    """The README then stays open."""
    listing = read_document(page("<p>Nothing here</p>"))

    assert [text.content for text in listing.texts] == ["save-spy", "Savers of TikTok videos"]
    assert [note.check for note in listing.not_read] == ["readme", "repository-code"]


def test_notes_of_releases_are_changes() -> None:
    """All that the page shows."""
    notes = "".join(f'<div class="markdown-body my-3"><p>Version {n} shows savers.</p></div>' for n in (2, 1))
    address = f"{ADDRESS}/releases"
    listing = read_document(page(notes, address=address))

    assert [(text.kind, text.content) for text in listing.texts if text.where == "release notes"] == [
        (TextKind.CHANGES, "Version 2 shows savers."),
        (TextKind.CHANGES, "Version 1 shows savers."),
    ]
    assert listing.url == ADDRESS


RELEASE = {
    "html_url": f"{ADDRESS}/releases/tag/v1.2",
    "tag_name": "v1.2",
    "name": "Version 1.2",
    "body": "Now shows who saved you.\r\nEnjoy",
    "published_at": "2026-03-04T05:06:07Z",
    "assets": [
        {"name": "savespy.apk", "browser_download_url": f"{ADDRESS}/releases/download/v1.2/savespy.apk"},
        {
            "name": "savespy.user.js",
            "browser_download_url": f"{ADDRESS}/releases/download/v1.2/savespy.user.js",
        },
        {"name": "broken", "browser_download_url": 5},
    ],
}


def release(value: object = RELEASE) -> Document:
    """Return an answer of the API."""
    return Document(target="release.json", body=json.dumps(value).encode(), media_type="application/json")


@pytest.mark.parametrize("value", [RELEASE, [RELEASE, {**RELEASE, "tag_name": "v1.1"}]])
def test_files_of_a_release_are_links(value: object) -> None:
    """And offers of packages from outside a store."""
    listing = read_document(release(value))

    assert (listing.kind, listing.version, str(listing.updated), listing.url) == (
        "github-release", "v1.2", "2026-03-04", ADDRESS,
    )  # fmt: skip
    assert [link.label for link in listing.links] == ["savespy.apk", "savespy.user.js"]
    assert [o.id for o in listing.observations] == ["page.package-download", "page.script-download"]
    assert [text.content for text in listing.texts] == ["Version 1.2", "Now shows who saved you.\nEnjoy"]


def test_an_answer_of_another_shape_is_an_error() -> None:
    """One without files."""
    with pytest.raises(LayoutChanged):
        read_document(release({**RELEASE, "assets": None}))


class NoRelease(FakeStore):
    """A repository without releases: the API knows none."""

    def get(self, url: str, *, accept: str = "") -> Document:
        """Answer 404 for releases."""
        if url == LATEST:
            raise NotFound("api.github.com says that there is no such page (404)")
        return super().get(url, accept=accept)


@pytest.mark.parametrize(
    ("documents", "checks"),
    [
        ({ADDRESS: page(), LATEST: release()}, ["repository-code"]),
        ({ADDRESS: page()}, ["repository-code", "release-files"]),
    ],
)
def test_an_address_brings_the_newest_release(documents: Mapping[str, Document], checks: list[str]) -> None:
    """One that can't be read is noted."""
    store = FakeStore(documents)
    listing = read([ADDRESS], fetcher=store)

    assert store.addresses == [ADDRESS, LATEST]
    assert [note.check for note in listing.not_read] == checks
    assert (listing.version == "v1.2") is (LATEST in documents)


def test_a_repository_without_releases_has_no_gap() -> None:
    """There is nothing that was not read."""
    listing = read([ADDRESS], fetcher=NoRelease({ADDRESS: page()}))

    assert [note.check for note in listing.not_read] == ["repository-code"]


@pytest.mark.parametrize(
    "path", ["example/save-spy/", "example/save-spy/tree/main/docs", "example/save-spy/blob/main/README.md",
             "example/save-spy/releases/tag/v1", "example/save-spy/releases/latest"]
)  # fmt: skip
def test_addresses_of_repositories_are_known(path: str) -> None:
    """Their folders, files and releases among them."""
    address = f"https://github.com/{path}"

    assert read([address], fetcher=NoRelease({address: page(address=address)})).kind == "github-repository"


@pytest.mark.parametrize(
    "path", ["features/actions", "topics/tiktok", "example", "example/save-spy/issues/1", "login/oauth"]
)
def test_other_pages_of_the_site_are_web_pages(path: str) -> None:
    """Nobody's repository."""
    address = f"https://github.com/{path}"
    document = page("<p>Plan your posts with the tools of this page.</p>", address=address)

    assert read([address], fetcher=FakeStore({address: document})).kind == "web-page"
