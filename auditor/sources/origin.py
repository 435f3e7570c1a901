"""Which address a page stands at: the one asked, else the one that a saved page names as its own."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from auditor.limits import MAX_URL_CHARACTERS
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.sources.interface import Document

NOBODYS: Final = "https://unknown.invalid/"
"""Where a page stood that names a place which cannot be read."""

_HEAD: Final = 4 * 1024 * 1024
"""Bytes at a page's beginning in which its own address is looked for, down to its body: heads of Google Play
carry 0.9 MB of style and scripts."""

_MAX_PARAMETERS: Final = 200

_SAVED: Final = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)([^\s>]{1,4000})"
)
_SAVED_WITHIN: Final = 4_096
_TAG: Final = re.compile(rb"<(?:link|meta)\s[^<>]{0,4000}>", re.IGNORECASE)
_BODY: Final = re.compile(rb"<body[\s>]", re.IGNORECASE)
_OWN: Final = re.compile(rb"(?i)\s(?:rel=[\"']?canonical|property=[\"']?og:url)[\"']?(?=[\s/>])")
_VALUE: Final = re.compile(rb"(?i)\s(?:href|content)=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")


class Origin(NamedTuple):
    """An address in its parts."""

    url: str
    host: str
    """Lower case, without ``www.``, user and port."""
    path: str
    query: str

    def parameter(self, name: str) -> str | None:
        """Return the first value of a parameter of the query, or None; of queries beyond any use too."""
        if self.query.count("&") >= _MAX_PARAMETERS:
            return None
        values = parse_qs(self.query).get(name)
        return values[0] if values else None


def parts_of(url: str) -> Origin | None:
    """Return ``url`` in its parts, or None where it is no http or https address."""
    if len(url) > MAX_URL_CHARACTERS:
        return None
    try:
        split = urlsplit(url)
        host = (split.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return None
    if split.scheme not in ("http", "https") or not host:
        return None
    return Origin(url, host, split.path, split.query)


def saved_from(body: bytes) -> str | None:
    """Return the address that a browser noted in a page that it saved, as it noted it, or None."""
    found = _SAVED.search(body, 0, _SAVED_WITHIN)
    return None if found is None else found[1].decode("utf-8", errors="replace")


def stated(address: str) -> str | None:
    """Return where a page in a frame stood: None where the page around it made it (``about:``).

    What is no address of a page at all is :data:`NOBODYS`.
    """
    plain = address.removeprefix("blob:")
    if plain.startswith("about:"):
        return None
    found = parts_of(plain)
    return NOBODYS if found is None else redact(found.url)


def origin(document: Document) -> Origin | None:
    """Return where ``document`` stands, or None where neither it nor its sender says so."""
    if document.address is not None:
        return parts_of(document.address)
    saved = parts_of(saved_from(document.body) or "")
    return _declared(document.body) if saved is None else saved


def stands_at(document: Document, *hosts: str) -> Origin | None:
    """Return where ``document`` stands if that is one of ``hosts`` (``apps.apple.com``), else None."""
    if document.address is None and not any(host.encode() in document.body for host in hosts):
        return None
    found = origin(document)
    return found if found is not None and found.host in hosts else None


def page_at(document: Document, hosts: Iterable[str], path: re.Pattern[str]) -> re.Match[str] | None:
    """Return how ``path`` matches the path of ``document`` if it stands at one of ``hosts``, else None."""
    found = stands_at(document, *hosts)
    return None if found is None else path.match(found.path)


def _declared(body: bytes) -> Origin | None:
    """Find the address that the page's head gives; a page that merely links elsewhere has another."""
    begun = _BODY.search(body, 0, _HEAD)
    for tag in _TAG.finditer(body, 0, _HEAD if begun is None else begun.start()):
        if _OWN.search(tag[0]) is not None and (value := _VALUE.search(tag[0])) is not None:
            url = next((group for group in value.groups() if group), b"")
            found = parts_of(html.unescape(url.decode("utf-8", errors="replace")))
            if found is not None:
                return found
    return None
