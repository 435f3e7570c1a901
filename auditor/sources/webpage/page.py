"""Any web page, saved or fetched, as its reader sees it and as it describes itself to machines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from auditor.limits import MAX_TEXT_CHARACTERS, MAX_TEXTS
from auditor.messages import N_
from auditor.model import (
    ACCESS_NOT_STATED,
    Image,
    Listing,
    NotAnalysed,
    Observation,
    Text,
    TextKind,
)
from auditor.sources.charset import decode
from auditor.sources.origin import parts_of
from auditor.sources.record import source_record, whole_characters
from auditor.sources.text import cut_note
from auditor.sources.webpage import accounts
from auditor.sources.webpage.forms import Asked, read_forms
from auditor.sources.webpage.links import Led, base_of, read_links
from auditor.sources.webpage.machine import Told, read_machine, title_of
from auditor.sources.webpage.page_state import Seen, check_page
from auditor.sources.webpage.style import style_tree
from auditor.sources.webpage.tree import MAX_NODES, Tree, build
from auditor.sources.webpage.visible import Hidden, Rendering, render, text_of

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
_SAVED: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)"
)
_TRICKS: Final = (N_("the background's colour"), N_("no colour"), "font-size:0", "opacity:0")
_ASIDE: Final = (N_("a place outside the window"),)
_MIN_TRICK: Final = 12
_MIN_ASIDE: Final = 60
_MAX_HIDDEN: Final = 200
_MAX_HIDDEN_CHARACTERS: Final = 20_000
_MAX_IMAGES: Final = 60
_BRAND_PARTS: Final = re.compile(r"\s+[|·•–—-]\s+|:\s+")


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
        html, _ = decode(document)
        html = whole_characters(html)
        tree = build(html, document.target)
        styles = style_tree(tree, dict(document.styles))
        rendering = render(tree, styles)
        told = read_machine(tree, rendering)
        named = (each for each in (_saved_from(html), told.address) if each and parts_of(each))
        address = document.address or next(named, None)
        base = base_of(tree, address)
        asked = read_forms(tree, rendering, brand=brand_of(told, tree), base=base)
        led = read_links(tree, rendering, base)
        page = _Page(tree, rendering, told, asked, led, address)
        state = check_page(tree, _seen(document.target, page))
        notes = (*state, *styles.not_read, *cut_note(len(rendering.text), N_("the page")), *_cut_tree(tree))
        return self._listing(document, page, notes)

    def _listing(self, document: Document, page: _Page, notes: tuple[NotAnalysed, ...]) -> Listing:
        told, led = page.told, page.led
        requests = {r.id: r for r in reversed((*page.asked.access, *led.access))}
        host = urlsplit(page.address or "").hostname or ""
        if host == "tiktok.com" or host.endswith(".tiktok.com"):
            # TikTok may ask for its own password.
            requests = {key: r for key, r in requests.items() if not key.startswith("credential:")}
        return Listing(
            kind=self.kind,
            name=told.name or brand_of(told, page.tree) or None,
            publisher=told.publisher,
            publisher_url=told.publisher_url,
            url=page.address,
            category=told.category,
            price=told.price,
            rating=told.rating if told.rating is None or told.rating <= 100 else None,  # noqa: PLR2004
            ratings=told.ratings,
            privacy_policy=led.privacy_policy,
            texts=tuple(page.texts())[:MAX_TEXTS],
            access=tuple(reversed(requests.values())) or ACCESS_NOT_STATED,
            links=led.links,
            images=tuple(page.images())[:_MAX_IMAGES],
            observations=(*page.asked.observations, *led.observations, *page.hidden_observations()),
            not_read=notes,
            sources=(source_record(document, self.kind, N_("page text")),),
        )


@dataclass(frozen=True, slots=True)
class _Page:
    """All parts of a page that was read."""

    tree: Tree
    rendering: Rendering
    told: Told
    asked: Asked
    led: Led
    address: str | None

    def texts(self) -> Iterator[Text]:
        yield from (text for text in self.told.texts if text.kind is TextKind.TITLE)
        if self.rendering.text.strip():
            shown = self.rendering.text[:MAX_TEXT_CHARACTERS]
            yield Text(content=shown, kind=TextKind.VISIBLE, where=N_("page text"))
        yield from (text for text in self.told.texts if text.kind is not TextKind.TITLE)
        for hidden in self._hidden():
            content = hidden.content[:_MAX_HIDDEN_CHARACTERS]
            yield Text(content=content, kind=TextKind.HIDDEN, where=N_(f"hidden by {hidden.how}"))

    def _hidden(self) -> tuple[Hidden, ...]:
        return self.rendering.hidden[:_MAX_HIDDEN]

    def hidden_observations(self) -> Iterator[Observation]:
        """Yield what is hidden by a trick. Menus and dialogs that wait for a click are no trick."""
        for hidden in self._hidden():
            length = len(hidden.content)
            if (hidden.how in _TRICKS and length >= _MIN_TRICK) or (
                hidden.how in _ASIDE and length >= _MIN_ASIDE
            ):
                value = hidden.content[:300]
                yield Observation(id="page.hidden-text", value=value, where=N_(f"hidden by {hidden.how}"))

    def images(self) -> Iterator[Image]:
        for url in self.told.images:
            yield Image(url=url)
        for element in self.tree.tagged("img"):
            if element.get("src").startswith(("http://", "https://")) and self.rendering.shows(element):
                yield Image(url=element.get("src"), alt=element.get("alt"))


def brand_of(told: Told, tree: Tree) -> str:
    """Return the name that the page gives itself: the shortest part of its title, where it gives no other."""
    if told.name:
        return told.name
    parts = [part.strip() for part in _BRAND_PARTS.split(title_of(tree)) if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004  # a title without a separator is a headline, not a name
        return ""
    return min(parts, key=len)[:80]


def _saved_from(html: str) -> str | None:
    found = _SAVED.search(html[:4_000])
    return None if found is None else found[1]


def _seen(target: str, page: _Page) -> Seen:
    tree, rendering, told, asked, led = page.tree, page.rendering, page.told, page.asked, page.led
    headings = (text_of(e, rendering) for e in tree.tagged("h1", "h2"))
    ids = {request.id for request in asked.access}
    return Seen(
        target=target,
        title=title_of(tree),
        text=rendering.text,
        headings="\n".join(heading for heading in headings if heading),
        described=any(text.kind is TextKind.META for text in told.texts),
        own_login=bool(ids & {accounts.OWN, accounts.UNCLEAR}),
        asks=bool(ids - {accounts.OWN, accounts.UNCLEAR}) or led.consent_links > 0,
    )


def _cut_tree(tree: Tree) -> tuple[NotAnalysed, ...]:
    if not tree.cut:
        return ()
    reason = N_(f"The page has more than {MAX_NODES:,} elements; only those were read.")
    return (NotAnalysed(check="texts", reason=reason, source=0),)
