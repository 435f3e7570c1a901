"""Pages that a page shows in frames, where they are at hand: written into it, or saved together with it.

A page of another site speaks for that site, and an advertisement for whoever paid for it: neither is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_SAVED_FRAMES
from auditor.messages import N_
from auditor.model import NotAnalysed
from auditor.owners import site_of
from auditor.sources.interface import Document
from auditor.sources.origin import origin
from auditor.sources.webpage import display as layout
from auditor.sources.webpage.hiding import hides
from auditor.sources.webpage.look import Look, brand_of, look_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.webpage.tree import Element, Tree

_FRAMES: Final = ("iframe", "frame", "object", "embed")
_NAMING: Final = ("id", "name", "class", "title", "aria-label")
_ADVERTISEMENT: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:ads?|adverts?|advertise\w*|anzeige|publicidad|publicité|aswift|google_ads\w*|"
    r"sponsor\w*)(?:$|[\s_\d-])"
)
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Framed:
    """What a page shows in frames."""

    looks: tuple[Look, ...]
    """The pages in them that speak for the tool."""
    notes: tuple[NotAnalysed, ...]
    """What was not read."""


def read_frames(around: Look, document: Document) -> Framed:
    """Return what ``document``, taken apart in ``around``, shows in frames. Frames in frames give notes."""
    looks: list[Look] = []
    hosts: dict[str, None] = {}
    left = 0
    for element in frames_in(around.tree):
        inner = _at_hand(element, document)
        if inner is None or len(looks) >= MAX_SAVED_FRAMES or not _reads(element, around):
            left += 1
        elif host := _other_site(inner, around):
            hosts[host] = None
        elif (look := _look(inner, around)) is None:
            left += 1
        else:
            looks.append(look)
            left += sum(1 for _ in frames_in(look.tree))
    return Framed(tuple(looks), (*not_read(left), *_others(list(hosts))))


def frames_in(tree: Tree) -> Iterator[Element]:
    """Return the elements that show something else than what stands in the page."""
    return (e for e in tree.tagged(*_FRAMES) if e.get("src") or e.get("data") or e.get("srcdoc"))


def _at_hand(element: Element, document: Document) -> Document | None:
    """Return the page in a frame, or None where it stands elsewhere."""
    if element.tag == "iframe" and element.has("srcdoc"):
        body = element.get("srcdoc").encode("utf-8", errors="replace")
        return Document(target=document.target, body=body, charset="utf-8", styles=document.styles)
    address = (element.get("data") if element.tag == "object" else element.get("src")).strip()
    return dict(document.frames).get(address)


def _reads(element: Element, around: Look) -> bool:
    """Whether a reader sees the frame, and not as an advertisement."""
    above = element.parent
    if above is None or not (around.rendering.shows(above) or above.tag == "frameset"):
        return False
    style = around.styles.of(element)
    box = layout.box(element, style, around.styles.of(above), drawn=False)
    if hides(element, style, box) is not None or style.get("visibility") in ("hidden", "collapse"):
        return False
    small = any(element.get(side).strip() in ("0", "1", "0px", "1px") for side in ("width", "height"))
    return not small and not any(_ADVERTISEMENT.search(element.get(name)) for name in _NAMING)


def _other_site(inner: Document, around: Look) -> str:
    """Return the host of the page in a frame where that is another site's, else ""."""
    stands = origin(inner)
    if stands is None:
        return ""
    own = urlsplit(around.address or "").hostname or ""
    return "" if own and site_of(own) == site_of(stands.host) else stands.host


def _look(inner: Document, around: Look) -> Look | None:
    stands = origin(inner)
    address = stands.url if stands is not None else around.address
    try:
        page = replace(inner, url=address, final_url=None)
        return look_at(page, brand_of(around.told, around.tree), N_("page text in a frame"))
    except UnreadableTarget:
        return None


def not_read(count: int) -> tuple[NotAnalysed, ...]:
    """Return the note that ``count`` frames were not read; none where there are none."""
    if not count:
        return ()
    one = N_("The page shows a page or object inside a frame, not read here.")
    many = N_(f"The page shows {count} pages or objects inside frames, not read here.")
    return (NotAnalysed(check="frames", reason=one if count == 1 else many, source=0),)


def _others(hosts: list[str]) -> tuple[NotAnalysed, ...]:
    if not hosts:
        return ()
    named = f"{', '.join(hosts[:_NAMED])}{', …' if len(hosts) > _NAMED else ''}"
    reason = N_(f"The page shows pages of other sites inside frames, not read as this tool's: {named}.")
    return (NotAnalysed(check="frames", reason=reason, source=0),)
