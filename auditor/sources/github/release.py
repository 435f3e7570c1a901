"""A release as GitHub's API gives it: the files that it offers, and its notes.

https://docs.github.com/en/rest/releases/releases (fields as its public schema names them; read 2026-11-26)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged, NotFound, UnreadableTarget
from auditor.messages import N_
from auditor.model import Link, Listing, NotAnalysed, TextKind
from auditor.sources.answer import answers, has_keys, value_in
from auditor.sources.github.page import CODE, HOST, GitHubPage, repository_of
from auditor.sources.record import source_record
from auditor.sources.values import at, day_of, items, line, plain, text_at, texts, web_url
from auditor.sources.webpage.links import downloads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document, Fetcher

_KEYS: Final = (b'"tag_name"', b'"assets"', b'"html_url"')
_API: Final = "api.github.com"
_JSON: Final = "application/vnd.github+json, application/json;q=0.9"
_MAX_ASSETS: Final = 300


class GitHubRelease:
    """The source that reads one release, or the newest of a list."""

    kind: Final = "github-release"

    def recognises(self, document: Document) -> bool:
        """By JSON with the keys of the API's objects, which no other address gives."""
        if document.address is not None and not answers(document, (_API,), "/repos/"):
            return False
        return has_keys(document, _KEYS, (b"{", b"["))

    def read(self, document: Document) -> Listing:
        """Return the files that the release offers.

        Raises:
            LayoutChanged: It is no answer of a known shape.
        """
        value = value_in(document)
        release = value[0] if isinstance(value, list) and value else value
        page = web_url(at(release, "html_url"))
        if page is None or not isinstance(at(release, "assets"), list):
            raise LayoutChanged(N_(f"{document.target!r} is an answer of GitHub whose shape is not known"))
        return _listing(document, release, page)


def _listing(document: Document, release: Any, page: str) -> Listing:
    assets = [
        (url, line(text_at(asset, "name")) or "")
        for asset in items(release, "assets")[:_MAX_ASSETS]
        if (url := web_url(at(asset, "browser_download_url"))) is not None
    ]
    parts = (
        (line(text_at(release, "name")), TextKind.CHANGES, "release"),
        (plain(at(release, "body")), TextKind.CHANGES, N_("release notes")),
    )
    return Listing(
        kind=GitHubRelease.kind,
        url=page.partition("/releases")[0] if page.startswith(f"https://{HOST}/") else page,
        version=line(at(release, "tag_name")),
        updated=day_of(at(release, "published_at")),
        texts=texts(parts),
        links=tuple(Link(url=url, label=label) for url, label in assets),
        observations=tuple(downloads(assets)),
        not_read=(CODE,),
        sources=(source_record(document, GitHubRelease.kind, "API"),),
    )


def github_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield the newest release if ``document`` is the page of a repository; none at all is no fault."""
    known = repository_of(document)
    if known is None:
        return
    owner, name, _ = known
    try:
        answer = fetcher.get(f"https://{_API}/repos/{owner}/{name}/releases/latest", accept=_JSON)
        yield GitHubRelease().read(answer)
    except NotFound:
        return
    except UnreadableTarget as error:
        note = NotAnalysed(
            check="release-files", reason=N_(f"The newest release could not be read: {error}.")
        )
        yield Listing(kind=GitHubPage.kind, not_read=(note,))
