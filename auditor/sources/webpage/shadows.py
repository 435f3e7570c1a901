"""Shadow trees that a page declares: text that a reader sees, in a tree of its own with style of its own.

Saved pages hold those of their components in this form. What stands in a host beside its tree is read as part
of the page, also where the tree has no slot for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.messages import N_
from auditor.model import NotAnalysed
from auditor.sources.interface import Document
from auditor.sources.webpage.forms import words_before
from auditor.sources.webpage.frames import frames_in
from auditor.sources.webpage.look import Look, Setting, look_at
from auditor.sources.webpage.page_state import PAGE_TEXT
from auditor.sources.webpage.style.cascade import STYLE_CHECK
from auditor.sources.webpage.tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.sources.webpage.style import Budget

_MOST: Final = 120
"""Trees of one page."""
_DEEPEST: Final = 6
"""Components within components."""
_HOSTS: Final = frozenset(
    ["article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "main", "nav", "p", "section", "span"]
)  # fmt: skip
"""Elements that may have a shadow tree, beside those with a name of their own: DOM standard, section 4.9."""
_STAND_IN: Final = "saveraudit-host"
_SLOT: Final = re.compile(r"[\w-]{1,80}")
_MOST_SLOTS: Final = 50


@dataclass(frozen=True, slots=True)
class Shadowed:
    """What pages show in shadow trees."""

    looks: tuple[Look, ...]
    frames: int
    """Frames in them, which are not read."""
    notes: tuple[NotAnalysed, ...]
    """What else was not read."""


def read_shadows(pages: Iterable[Look], document: Document, budget: Budget) -> Shadowed:
    """Return what the shadow trees of ``pages`` show, those of each tree right after it."""
    looks: list[Look] = []
    left, styleless = 0, False
    waiting = [(template, around, 1) for around in pages for template in _templates(around)]
    while waiting:
        template, around, depth = waiting.pop(0)
        fits = len(looks) < _MOST and depth <= _DEEPEST
        look = _look(template, around, document, budget) if fits else None
        if look is None:
            left += 1
            continue
        looks.append(look)
        styleless = styleless or template.has("shadowmode")
        waiting[:0] = [(inner, look, depth + 1) for inner in _templates(look)]
    frames = sum(1 for look in looks for _ in frames_in(look.tree))
    return Shadowed(tuple(looks), frames, tuple(_notes(left, styleless=styleless)))


def _templates(around: Look) -> Iterator[Element]:
    """Yield the templates whose shadow trees a reader sees; of several in one element the first counts."""
    seen: set[int] = set()
    for template in around.tree.tagged("template"):
        host = template.parent
        if not template.shadow or host is None or host.index in seen:
            continue
        seen.add(host.index)
        if (host.tag in _HOSTS or "-" in host.tag) and around.rendering.shows(host):
            yield template


def _look(template: Element, around: Look, document: Document, budget: Budget) -> Look | None:
    content = f"{template.shadow}<style>{_fallbacks(template)}</style>"
    body = f"<!doctype html><body><{_STAND_IN}>{content}</{_STAND_IN}>"
    page = Document(
        target=document.target,
        body=body.encode("utf-8", errors="replace"),
        media_type="text/html",
        charset="utf-8",
        styles=document.styles,
    )
    before = words_before(around.tree, around.rendering, template)
    setting = Setting(around, N_("page text in a shadow tree"), before, _STAND_IN)
    try:
        return look_at(page, budget, setting)
    except UnreadableTarget:
        return None


def _fallbacks(template: Element) -> str:
    """Return the style that hides what stands in slots for which the host holds something."""
    host = template.parent
    beside = [child for child in host.children if child is not template] if host is not None else []
    names = [child.get("slot") for child in beside if isinstance(child, Element) and child.get("slot")]
    filled = any(
        not child.get("slot") if isinstance(child, Element) else bool(child.strip()) for child in beside
    )
    rules = [f'slot[name="{name}"]' for name in dict.fromkeys(names[:_MOST_SLOTS]) if _SLOT.fullmatch(name)]
    rules += ["slot:not([name])"] if filled else []
    return "".join(f"{rule}{{display:none!important}}" for rule in rules)


def _notes(left: int, *, styleless: bool) -> Iterator[NotAnalysed]:
    if left:
        reason = N_("The page shows text out of declared shadow trees, which were not read.")
        yield NotAnalysed(check=PAGE_TEXT, reason=reason, source=0)
    if styleless:  # Chromium leaves style of shadow trees out of the files that it saves
        reason = N_("The style of components was not saved; text that it hides was read as shown.")
        yield NotAnalysed(check=STYLE_CHECK, reason=reason, source=0)
