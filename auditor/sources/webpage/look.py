"""One page taken apart: its tree, what of it is shown, what it tells machines, asks for and leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.limits import MAX_TEXT_CHARACTERS
from auditor.messages import N_
from auditor.model import Image, NotAnalysed, Observation, Text, TextKind
from auditor.sources.charset import decode
from auditor.sources.origin import parts_of, saved_from
from auditor.sources.record import whole_characters
from auditor.sources.text import cut_note
from auditor.sources.webpage.forms import Asked, read_forms
from auditor.sources.webpage.links import Led, base_of, read_links
from auditor.sources.webpage.machine import Told, read_machine, title_of
from auditor.sources.webpage.style import Budget, Styles, style_tree
from auditor.sources.webpage.tree import MAX_NODES, Tree, build
from auditor.sources.webpage.visible import Hidden, Rendering, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

_TRICKS: Final = (N_("the background's colour"), N_("no colour"), "font-size:0", "opacity:0")
_ASIDE: Final = (N_("a place outside the window"),)
_MIN_TRICK: Final = 12
_MIN_ASIDE: Final = 60
_MAX_HIDDEN: Final = 200
_HEAD: Final = 4_000
_MAX_HIDDEN_CHARACTERS: Final = 20_000
_BRAND_PARTS: Final = re.compile(r"\s+[|·•–—-]\s+|:\s+")


@dataclass(frozen=True, slots=True)
class Look:
    """All parts of one page."""

    tree: Tree
    styles: Styles
    rendering: Rendering
    told: Told
    asked: Asked
    led: Led
    address: str | None
    base: str | None
    """What relative addresses in it are relative to."""
    where: str
    """Where its text stands, in words: "page text"."""

    @property
    def notes(self) -> tuple[NotAnalysed, ...]:
        """What of the page was too much to read."""
        return (*self.styles.not_read, *_cut_text(len(self.rendering.text)), *_cut_tree(self.tree))

    def shown(self) -> Iterator[Text]:
        """Yield the text that a reader sees."""
        if self.rendering.text.strip():
            content = self.rendering.text[:MAX_TEXT_CHARACTERS]
            yield Text(content=content, kind=TextKind.VISIBLE, where=self.where)

    def hidden(self) -> Iterator[Text]:
        """Yield the texts that no reader sees."""
        for hidden in self._hidden():
            content = hidden.content[:_MAX_HIDDEN_CHARACTERS]
            yield Text(content=content, kind=TextKind.HIDDEN, where=N_(f"hidden by {hidden.how}"))

    def _hidden(self) -> tuple[Hidden, ...]:
        return self.rendering.hidden[:_MAX_HIDDEN]

    def tricks(self) -> Iterator[Observation]:
        """Yield what is hidden by a trick. Menus and dialogs that wait for a click are no trick."""
        for hidden in self._hidden():
            length = len(hidden.content)
            if (hidden.how in _TRICKS and length >= _MIN_TRICK) or (
                hidden.how in _ASIDE and length >= _MIN_ASIDE
            ):
                value = hidden.content[:300]
                yield Observation(id="page.hidden-text", value=value, where=N_(f"hidden by {hidden.how}"))

    def images(self) -> Iterator[Image]:
        """Yield the pictures that the page names or shows."""
        for url in self.told.images:
            yield Image(url=url)
        for element in self.tree.tagged("img"):
            if element.get("src").startswith(("http://", "https://")) and self.rendering.shows(element):
                yield Image(url=element.get("src"), alt=element.get("alt"))


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a page that another one shows: in a frame, or as a shadow tree."""

    around: Look
    where: str
    """Where its text stands, in words."""
    before: str
    """What a reader sees before it."""
    host: str = ""
    """The tag of the element that stands for a shadow tree's host."""


def look_at(document: Document, budget: Budget, setting: Setting | None = None) -> Look:
    """Take a page apart.

    Args:
        document: The page.
        budget: What the styles of all its trees may cost together.
        setting: Where it is shown by another page.

    Raises:
        TooLarge: Its markup is built to exhaust a parser.
    """
    html, _ = decode(document)
    html = whole_characters(html)
    tree = build(html, document.target)
    host = tree.first(setting.host) if setting is not None and setting.host else None
    styles = style_tree(tree, dict(document.styles), budget, host)
    rendering = render(tree, styles)
    told = read_machine(tree, rendering)
    address = document.address or (_address(html, told) if setting is None else setting.around.address)
    base = base_of(tree, address if setting is None or document.address else setting.around.base)
    brand = brand_of(told, tree) if setting is None else brand_of(setting.around.told, setting.around.tree)
    before = "" if setting is None else setting.before
    asked = read_forms(tree, rendering, brand=brand, base=base, before=before)
    led = read_links(tree, rendering, base)
    where = N_("page text") if setting is None else setting.where
    return Look(tree, styles, rendering, told, asked, led, address, base, where)


def _address(html: str, told: Told) -> str | None:
    noted = saved_from(html[:_HEAD].encode("utf-8", errors="replace"))
    named = (each for each in (noted, told.address) if each and parts_of(each))
    return next(named, None)


def brand_of(told: Told, tree: Tree) -> str:
    """Return the name that the page gives itself: the shortest part of its title, where it gives no other."""
    if told.name:
        return told.name
    parts = [part.strip() for part in _BRAND_PARTS.split(title_of(tree)) if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004  # a title without a separator is a headline, not a name
        return ""
    return min(parts, key=len)[:80]


def _cut_text(length: int) -> tuple[NotAnalysed, ...]:
    reason = N_(f"Only the first {MAX_TEXT_CHARACTERS:,} of {length:,} characters of the page were read.")
    return cut_note(length, reason)


def _cut_tree(tree: Tree) -> tuple[NotAnalysed, ...]:
    if not tree.cut:
        return ()
    reason = N_(f"The page has more than {MAX_NODES:,} elements; only those were read.")
    return (NotAnalysed(check="texts", reason=reason, source=0),)
