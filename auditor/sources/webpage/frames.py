"""Pages that a page shows in frames, where they are at hand: written into it, or saved together with it.

A page of another site speaks for that site, and an advertisement for whoever paid for it: neither is read.
Nor is a page that does not say whose it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_SAVED_FRAMES
from auditor.messages import N_
from auditor.model import NotAnalysed
from auditor.owners import host_of, owner_of
from auditor.sources.interface import Document
from auditor.sources.origin import NOBODYS
from auditor.sources.webpage import display as layout
from auditor.sources.webpage.forms import words_before
from auditor.sources.webpage.hiding import hides
from auditor.sources.webpage.look import Look, Setting, look_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.webpage.style import Budget
    from auditor.sources.webpage.tree import Element, Tree

_FRAMES: Final = ("iframe", "frame", "object", "embed")
_NAMING: Final = ("id", "name", "class")
_TITLES: Final = ("title", "aria-label")
_ADVERTISEMENT: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:ads?(?:by\w+|slot\w*|unit\w*|frame\w*|box\w*|banner\w*|sense\w*|vert\w*)?\d*|aswift\w*|"
    r"google_ads\w*|doubleclick|taboola|outbrain|sponsor\w*|anzeigen?|werbung|publicidad\w*|publicit\w*|reklam\w*)"
    r"(?:$|[\s_-])"
)
_ADVERTISED: Final = re.compile(
    r"(?i)\s*(?:3rd party ad content|advertisement|advertising|ad|ads|anzeige|werbung|publicidad|publicité|"
    r"pubblicità|publicidade|reklama?|реклама|iklan|広告|광고|广告|廣告|โฆษณา|quảng cáo|إعلان|विज्ञापन)\s*"
)
_ABOVE: Final = 3
"""Elements around a frame whose names count."""
_PASSWORD: Final = re.compile(rb"(?i)type\s*=\s*[\"']?password")
_BY_SINGLE_FILE: Final = b"Page saved with SingleFile"
_HEAD: Final = 4_096
_SIDES: Final = ("width", "height")
_CUTS_OFF: Final = {"overflow-x": "hidden", "overflow-y": "hidden"}
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Framed:
    """What a page shows in frames."""

    looks: tuple[Look, ...]
    """The pages in them that speak for the tool."""
    left: int
    """How many were not read."""
    others: tuple[str, ...]
    """Hosts of other sites' pages."""


def read_frames(around: Look, document: Document, budget: Budget) -> Framed:
    """Return what ``document``, taken apart in ``around``, shows in frames. Frames in frames are left."""
    looks: list[Look] = []
    hosts: dict[str, None] = {}
    left = 0
    for element in frames_in(around.tree):
        inner = _at_hand(element, document)
        if inner is None or len(looks) >= MAX_SAVED_FRAMES or not _reads(element, inner, around):
            left += 1
        elif host := _other_site(inner, around):
            hosts[host] = None
        elif (look := _look(element, inner, around, budget)) is None:
            left += 1
        else:
            looks.append(look)
            left += sum(1 for _ in frames_in(look.tree))
    return Framed(tuple(looks), left, tuple(hosts))


def frames_in(tree: Tree) -> Iterator[Element]:
    """Return the elements that show something else than what stands in the page."""
    return (e for e in tree.tagged(*_FRAMES) if e.get("src") or e.get("data") or e.get("srcdoc"))


def _at_hand(element: Element, document: Document) -> Document | None:
    """Return the page in a frame, or None where it stands elsewhere or may be anybody's."""
    if element.tag == "iframe" and element.has("srcdoc"):
        if _BY_SINGLE_FILE in document.body[:_HEAD]:
            return None  # it writes the pages of all sites in this way
        body = element.get("srcdoc").encode("utf-8", errors="replace")
        return Document(target=document.target, body=body, charset="utf-8", styles=document.styles)
    address = (element.get("data") if element.tag == "object" else element.get("src")).strip()
    return dict(document.frames).get(address)


def _reads(element: Element, inner: Document, around: Look) -> bool:
    """Whether a reader sees the frame, and not as an advertisement."""
    above = element.parent
    if above is None or not (around.rendering.shows(above) or above.tag == "frameset"):
        return False
    asks = _PASSWORD.search(inner.body) is not None
    return _is_seen(element, around) and (asks or not _is_advertisement(element))


def _is_seen(element: Element, around: Look) -> bool:
    """Whether the frame shows anything: it is a box, in a line too, and cuts off what does not fit."""
    given = {side: element.get(side).strip().removesuffix("px") for side in _SIDES if element.has(side)}
    sizes = {side: f"{pixels}px" for side, pixels in given.items()}
    style = _CUTS_OFF | sizes | around.styles.of(element)
    hidden = style.get("visibility") in ("hidden", "collapse")
    return not hidden and hides(element, style, layout.BOX) is None


def _is_advertisement(element: Element) -> bool:
    if any(_ADVERTISED.fullmatch(element.get(name)) for name in _TITLES):
        return True
    each: Element | None = element
    for _ in range(_ABOVE):
        if each is None or each.tag in ("body", "html"):
            return False
        if any(_ADVERTISEMENT.search(each.get(name)) for name in _NAMING):
            return True
        if any(name.startswith(("data-ad-", "data-google-query")) for name in each.attributes):
            return True
        each = each.parent
    return False


def _other_site(inner: Document, around: Look) -> str:
    """Return the host of the page in a frame where that is another site's, else ""."""
    if inner.url is None or owner_of(inner.url) == owner_of(around.address or ""):
        return ""
    return "?" if inner.url == NOBODYS else host_of(inner.url) or "?"


def _look(element: Element, inner: Document, around: Look, budget: Budget) -> Look | None:
    before = words_before(around.tree, around.rendering, element)
    setting = Setting(around, N_("page text in a frame"), before)
    try:
        return look_at(inner, budget, setting)
    except UnreadableTarget:
        return None


def notes_on(count: int, hosts: tuple[str, ...]) -> Iterator[NotAnalysed]:
    """Yield the notes that ``count`` frames, and pages of other ``hosts``, were not read."""
    if count:
        one = N_("The page shows a page or object inside a frame, not read here.")
        many = N_(f"The page shows {count} pages or objects inside frames, not read here.")
        yield NotAnalysed(check="frames", reason=one if count == 1 else many, source=0)
    if hosts:
        named = f"{', '.join(hosts[:_NAMED])}{', …' if len(hosts) > _NAMED else ''}"
        reason = N_(f"The page shows pages of other sites inside frames, not read as this tool's: {named}.")
        yield NotAnalysed(check="frames", reason=reason, source=0)
