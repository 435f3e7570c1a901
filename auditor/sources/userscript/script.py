"""A userscript: what its metadata block says and asks for. Its code is not read."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from auditor.errors import LayoutChanged
from auditor.messages import N_
from auditor.model import AccessRequest, Image, Link, Listing, NotAnalysed, Observation, TextKind
from auditor.owners import site_of
from auditor.sources.browser_access import unique
from auditor.sources.charset import decode
from auditor.sources.origin import parts_of
from auditor.sources.record import source_record, without_secrets
from auditor.sources.userscript.block import Block, read_block, starts
from auditor.sources.userscript.places import EVERYWHERE, called, patterns_of
from auditor.sources.values import line, texts, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

KIND: Final = "userscript"
_MARK: Final = b"==UserScript=="
_SNIFFED: Final = 262_144
_MAX_SHOWN: Final = 200
_MAX_LINKS: Final = 200
_MAX_REQUESTS: Final = 1_500
_MAX_ID: Final = 480
_LINKS: Final = (
    (("homepageurl", "homepage", "website", "source"), "Homepage"),
    (("supporturl",), "Support"),
    (("contributionurl",), "Contributions"),
    (("updateurl",), "Updates"),
    (("downloadurl", "installurl"), "Download"),
)
_MAIL: Final = re.compile(r"[<(]?[^\s<>(),]{1,100}@[^\s<>(),]{1,200}\.[^\s<>(),]{1,40}[>)]?")
_CODE = NotAnalysed(
    check="script-code",
    reason=N_("What the script's code does was not read; what it may do stands in its metadata block."),
    source=0,
)


class Userscript:
    """The source that reads userscripts: a file, an address that ends in ``.user.js``, or pasted code."""

    kind: Final = KIND

    def recognises(self, document: Document) -> bool:
        """By the ending of its name or address, else by code that begins with comments and the block."""
        if _is_script(document):
            return True
        if document.media_type in ("text/html", "application/xhtml+xml") or document.suffix in (
            ".md",
            ".html",
        ):
            return False
        if document.body.find(_MARK, 0, _SNIFFED) < 0:
            return False
        start = document.body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
        return start.startswith((b"//", b"/*")) and starts(decode(document, prescan=False)[0]) is not None

    def read(self, document: Document) -> Listing:
        """Return what the metadata block says.

        Raises:
            LayoutChanged: There is no metadata block.
        """
        block = read_block(decode(document, prescan=False)[0])
        if block is None:
            raise LayoutChanged(
                N_(f"{document.target!r} is a script without a metadata block of a userscript"),
                hint="Hand in the page that offers the script.",
            )
        names = block.localized("name")
        address = document.address or next((u for u in map(web_url, block.values("downloadurl")) if u), None)
        cut = NotAnalysed(
            check="access", reason=N_("The metadata block is longer than what is read."), source=0
        )
        return Listing(
            kind=KIND,
            name=line(names[0][1]) if names else None,
            publisher=line(_MAIL.sub(" ", block.first("author") or "")),
            publisher_url=web_url(block.first("homepageurl", "homepage", "website")),
            url=None if address is None else without_secrets(address),
            version=line(block.first("version")),
            texts=texts(_texts(block, names)),
            access=unique(_access(block)),
            links=tuple(_links(block))[:_MAX_LINKS],
            images=tuple(
                Image(url=url, icon=True) for url in map(web_url, block.values("icon", "iconurl")[:1]) if url
            ),
            observations=tuple(_observations(block, document.address)),
            not_read=(cut, _CODE) if block.cut else (_CODE,),
            sources=(source_record(document, KIND, N_("metadata block")),),
        )


def _is_script(document: Document) -> bool:
    """Whether the name of the file or the address says that it is a userscript."""
    if document.path is not None:
        return document.path.name.lower().endswith((".user.js", ".meta.js"))
    found = parts_of(document.address) if document.address is not None else None
    html = document.media_type in ("text/html", "application/xhtml+xml")
    return found is not None and not html and found.path.lower().endswith((".user.js", ".meta.js"))


def _texts(block: Block, names: list[tuple[str, str]]) -> Iterator[tuple[str | None, TextKind, str]]:
    for number, (locale, value) in enumerate(names):
        yield line(value), TextKind.TRANSLATION if number else TextKind.TITLE, _place("@name", locale)
    for number, (locale, value) in enumerate(block.localized("description")):
        kind = TextKind.TRANSLATION if number else TextKind.DESCRIPTION
        yield value, kind, _place("@description", locale)


def _place(key: str, locale: str) -> str:
    return f"{key}:{locale}" if locale else key


def _access(block: Block) -> Iterator[AccessRequest]:
    """Yield grants, the pages that the script runs on, and the sites that it may call."""
    for grant in block.values("grant")[:_MAX_REQUESTS]:
        if (name := grant_name(grant)) is not None:
            yield _request(name, f"@grant {grant}")
    if block.values("webrequest"):
        yield _request("GM_webRequest", "@webRequest")
    rules = [(key, rule) for key in ("match", "include") for rule in block.values(key)]
    places = ((p, f"@{key} {rule}") for key, rule in rules[:_MAX_REQUESTS] for p in patterns_of(rule))
    for place, where in islice(places, _MAX_REQUESTS):
        yield _request(f"host:{place}", where)
    if not rules:
        yield _request(f"host:{EVERYWHERE}", N_("no @match or @include: it runs on every page"))
    for domain in block.values("connect")[:_MAX_REQUESTS]:
        if (pattern := called(domain)) is not None:
            yield _request(f"host:{pattern}", f"@connect {domain}")


def _request(name: str, where: str) -> AccessRequest:
    return AccessRequest(id=f"{KIND}:{name}"[:_MAX_ID], where=where[:_MAX_SHOWN])


def grant_name(grant: str) -> str | None:
    """Return the older of a granted function's two names, or None for ``none``, which grants nothing."""
    name = grant.strip()
    if not name or name.lower() == "none":
        return None
    name = f"GM_{name[3:]}" if name.startswith("GM.") else name
    return {"GM_xmlHttpRequest": "GM_xmlhttpRequest", "GM_getResourceUrl": "GM_getResourceURL"}.get(
        name, name
    )


def _links(block: Block) -> Iterator[Link]:
    for keys, label in _LINKS:
        for value in block.values(*keys)[:3]:
            if (url := web_url(value)) is not None:
                yield Link(url=without_secrets(url), label=label)
    for value in block.values("require"):
        if (url := web_url(value)) is not None:
            yield Link(url=without_secrets(url), label="@require")


def _observations(block: Block, address: str | None) -> Iterator[Observation]:
    for value in block.values("require")[:_MAX_LINKS]:
        if (url := web_url(value)) is not None:
            yield Observation(id="userscript.loads-code", value=without_secrets(url), where="@require")
    came_from = parts_of(address) if address is not None else None
    for key in ("updateurl", "downloadurl"):
        found = parts_of(block.first(key) or "")
        if found is not None and came_from is not None and site_of(found.host) != site_of(came_from.host):
            yield Observation(
                id="userscript.updates-from-elsewhere",
                value=without_secrets(found.url),
                where=f"@{key[:-3]}URL",
            )
    for value in block.values("antifeature")[:20]:
        yield Observation(id="listing.anti-feature", value=str(line(value)), where="@antifeature")
