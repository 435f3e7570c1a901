"""Any web page, saved or fetched, as its reader sees it and as it describes itself to machines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from auditor.limits import MAX_TEXTS
from auditor.messages import N_
from auditor.model import (
    ACCESS_NOT_STATED,
    AccessRequest,
    Link,
    Listing,
    NotAnalysed,
    Observation,
    Text,
    TextKind,
)
from auditor.sources.record import source_record
from auditor.sources.webpage import accounts
from auditor.sources.webpage.frames import notes_on, read_frames
from auditor.sources.webpage.look import Look, brand_of, look_at
from auditor.sources.webpage.machine import title_of
from auditor.sources.webpage.page_state import Seen, check_page
from auditor.sources.webpage.shadows import read_shadows
from auditor.sources.webpage.style import Budget
from auditor.sources.webpage.visible import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

_MARKUP: Final = re.compile(
    rb"(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,20000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|"
    rb"link|style|div|p|h[1-6]|table|main|section|article|header|nav|form|center|span|a|ul)[\s>]",
    re.DOTALL,
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML_TYPES: Final = ("text/html", "application/xhtml+xml")
_HTML_ENDINGS: Final = (".html", ".htm", ".xhtml", ".shtml")
_MAX_IMAGES: Final = 60
_MAX_HIDDEN: Final = 400
_MAX_INNER: Final = 300
"""Words on controls and pictures in frames and shadow trees."""
_SEEN: Final = (TextKind.BUTTON, TextKind.ALT)
"""What a reader sees of the texts that such a page has beside its own."""


class WebPage:
    """The source that reads HTML."""

    kind: Final = "web-page"

    def recognises(self, document: Document) -> bool:
        """By media type, ending, or markup at the very start."""
        if document.media_type in _HTML_TYPES or document.suffix in _HTML_ENDINGS:
            return True
        if document.suffix in (".md", ".txt"):
            return False
        start = document.body[:24_000]
        if start.startswith(_MARKS[1:]):
            start = start.replace(b"\0", b"")
        for mark in _MARKS:
            start = start.removeprefix(mark)
        return _MARKUP.match(start) is not None

    def read(self, document: Document) -> Listing:
        """Return what the page shows, tells machines, asks for and leads to.

        Raises:
            NotFound: It is a 404 page.
            Walled: It is a bot wall or a login wall.
            EmptyTarget: It holds nothing to read.
            TooLarge: Its markup is built to exhaust a parser.
        """
        budget = Budget()
        look = look_at(document, budget)
        framed = read_frames(look, document, budget)
        shadowed = read_shadows((look, *framed.looks), document, budget)
        page = _Page(look, (*framed.looks, *shadowed.looks))
        state = check_page(look.tree, _seen(document.target, page))
        frames = notes_on(framed.left + shadowed.frames, framed.others)
        own = (note for each in page.looks for note in each.notes)
        notes = (*state, *frames, *shadowed.notes, *own)
        return self._listing(document, page, tuple(dict.fromkeys(notes)))

    def _listing(self, document: Document, page: _Page, notes: tuple[NotAnalysed, ...]) -> Listing:
        told = page.look.told
        host = urlsplit(page.look.address or "").hostname or ""
        requests = page.requests(own=host == "tiktok.com" or host.endswith(".tiktok.com"))
        return Listing(
            kind=self.kind,
            name=told.name or brand_of(told, page.look.tree) or None,
            publisher=told.publisher,
            publisher_url=told.publisher_url,
            url=page.look.address,
            category=told.category,
            price=told.price,
            rating=told.rating if told.rating is None or told.rating <= 100 else None,  # noqa: PLR2004
            ratings=told.ratings,
            privacy_policy=page.look.led.privacy_policy,
            texts=tuple(page.texts())[:MAX_TEXTS],
            access=requests or ACCESS_NOT_STATED,
            links=page.links(),
            images=tuple(page.look.images())[:_MAX_IMAGES],
            observations=tuple(page.observations()),
            not_read=notes,
            sources=(source_record(document, self.kind, N_("page text")),),
        )


@dataclass(frozen=True, slots=True)
class _Page:
    """A page, and what it shows that has trees of its own: pages in frames, shadow trees."""

    look: Look
    inner: tuple[Look, ...]

    @property
    def looks(self) -> tuple[Look, ...]:
        return (self.look, *self.inner)

    def texts(self) -> Iterator[Text]:
        told = self.look.told.texts
        yield from (text for text in told if text.kind is TextKind.TITLE)
        yield from self.look.shown()
        for inner in self.inner:
            yield from inner.shown()
        yield from (text for text in told if text.kind is not TextKind.TITLE)
        yield from islice((text for look in self.looks for text in look.hidden()), _MAX_HIDDEN)
        controls = (text for each in self.inner for text in each.told.texts if text.kind in _SEEN)
        yield from islice(controls, _MAX_INNER)

    def requests(self, *, own: bool) -> tuple[AccessRequest, ...]:
        """Return what is asked for, once each; TikTok itself (``own``) may ask for its own password."""
        asked = [request for look in self.looks for request in (*look.asked.access, *look.led.access)]
        once = {request.id: request for request in reversed(asked)}
        return tuple(
            request for key, request in reversed(once.items()) if not (own and key.startswith("credential:"))
        )

    def links(self) -> tuple[Link, ...]:
        links: dict[str, Link] = {}
        for link in (link for look in self.looks for link in look.led.links):
            links.setdefault(link.url, link)
        return tuple(links.values())

    def observations(self) -> Iterator[Observation]:
        for look in self.looks:
            led = (each for each in look.led.observations if look is self.look or not _of_policy(each))
            yield from (*look.asked.observations, *led, *look.tricks())


def _of_policy(observation: Observation) -> bool:
    """Whether it is about the policy that a page links: the tool's is the one of its own page."""
    return observation.id.startswith("listing.privacy-policy")


def _seen(target: str, page: _Page) -> Seen:
    look = page.look
    headings = (text_of(e, look.rendering) for e in look.tree.tagged("h1", "h2"))
    own = {request.id for request in look.asked.access}
    ids = own.union(request.id for each in page.inner for request in each.asked.access)
    return Seen(
        target=target,
        title=title_of(look.tree),
        text=look.rendering.text,
        inner_text="\n".join(each.rendering.text for each in page.inner),
        headings="\n".join(heading for heading in headings if heading),
        described=any(text.kind is TextKind.META for text in look.told.texts),
        own_login=bool(own & {accounts.OWN, accounts.UNCLEAR}),
        asks=bool(ids - {accounts.OWN, accounts.UNCLEAR}) or any(x.led.consent_links for x in page.looks),
    )
