"""A page that is a list of links, such as creators and sellers of tools put into their profile.

Its links are what counts. Linktree keeps them in ``__NEXT_DATA__`` as well, those behind a lock among them
(``props.pageProps.links`` and ``…account.links``: https://github.com/benkaiser/linktree-scraper, commit
351137fd). Other such sites are read by the links that they show.
"""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import EmptyTarget
from auditor.messages import N_
from auditor.model import Listing, TextKind
from auditor.sources.embedded import script_json
from auditor.sources.merge import merge
from auditor.sources.origin import origin
from auditor.sources.record import source_record
from auditor.sources.values import at, items, line, plain, text_at, texts, web_url
from auditor.sources.webpage import WebPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

_HOSTS: Final = frozenset(
    {
        "linktr.ee", "beacons.ai", "bio.link", "lnk.bio", "taplink.cc", "linkin.bio", "campsite.bio",
        "solo.to",
        "msha.ke", "bento.me", "heylink.me", "allmylinks.com", "linkbio.co", "komi.io", "direct.me", "hoo.be",
        "snipfeed.co", "stan.store", "linkpop.com", "link.me", "bio.site", "about.me", "tap.bio", "carrd.co",
    }
)  # fmt: skip
_BELOW: Final = ("carrd.co", "taplink.cc", "komi.io")
"""Sites that give each page a name before their own."""
_MAX_LINKS: Final = 400
_DATA: Final = "__NEXT_DATA__"


class LinkPage:
    """The source that reads pages of links."""

    kind: Final = "link-page"

    def recognises(self, document: Document) -> bool:
        """By the site that the document stands at or names as its own; its front page is no list."""
        found = origin(document)
        if found is None:
            return False
        below = found.host.endswith(tuple(f".{host}" for host in _BELOW))
        return below or (found.host in _HOSTS and found.path not in ("", "/"))

    def read(self, document: Document) -> Listing:
        """Return the page's words and links.

        Raises:
            UnreadableTarget: There is nothing in it that could be audited.
        """
        data = at(script_json(document.body, _DATA), "props", "pageProps")
        links = list(_links(data))
        shown = _read(document)
        words = "" if shown is None else "\n".join(text.content for text in shown.texts)
        told = _told(document, data, links, words)
        parts = [part for part in (shown, told) if part is not None]
        if not parts:
            raise EmptyTarget(N_(f"{document.target!r} holds no text and no links"))
        merged = _of_one_source(merge(parts))
        read_with = f"{_DATA}, page text" if links else N_("page text")
        return merged.model_copy(
            update={
                "kind": self.kind,
                "name": line(at(data, "pageTitle")) or merged.name,
                "sources": (source_record(document, self.kind, read_with),),
            }
        )


def _read(document: Document) -> Listing | None:
    """Return what a page shows, or None where its scripts have yet to build it."""
    try:
        return WebPage().read(document)
    except EmptyTarget:
        return None


def _told(document: Document, data: Any, links: list[tuple[str, str]], shown: str) -> Listing | None:
    """Return what the page's data says beyond what it shows.

    Its links are read as a page of their own, so that consent links and downloads among them are seen.
    """
    if not links:
        return None
    rows = "".join(
        f'<p><a href="{html.escape(url)}">{html.escape(label or url)}</a></p>' for url, label in links
    )
    body = f"<!doctype html><body>{rows}".encode()
    found = _read(replace(document, body=body, charset="utf-8", media_type="text/html"))
    labels = "\n".join(label for _, label in links if label and label not in shown)
    about = plain(at(data, "description") or at(data, "account", "description"))
    words = (
        (line(at(data, "pageTitle")), TextKind.TITLE, N_("page title")),
        (about if about and about not in shown else None, TextKind.DESCRIPTION, "description"),
        (labels, TextKind.VISIBLE, "links"),
    )
    return None if found is None else found.model_copy(update={"texts": texts(words)})


def _links(data: Any) -> Iterator[tuple[str, str]]:
    """Yield address and words of each link that the page's data holds, once."""
    seen: set[str] = set()
    rows = [*items(data, "links"), *items(data, "account", "links"), *items(data, "socialLinks")]
    for row in rows[:_MAX_LINKS]:
        url = web_url(at(row, "url"))
        if url is not None and url not in seen:
            seen.add(url)
            yield url, line(text_at(row, "title") or text_at(row, "type")) or ""


def _of_one_source(listing: Listing) -> Listing:
    """Return ``listing`` with everything laid to its one source: both readings are of the same bytes."""
    changes: dict[str, Any] = {
        field: tuple(item.model_copy(update={"source": 0}) for item in getattr(listing, field))
        for field in ("texts", "observations", "not_read")
    }
    if listing.access_known:
        changes["access"] = tuple(r.model_copy(update={"source": 0}) for r in listing.access_requests)
    return listing.model_copy(update=changes)
