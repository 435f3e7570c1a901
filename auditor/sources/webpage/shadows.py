"""Shadow trees that a page declares: text that a reader sees, in a tree of its own with style of its own.

Saved pages hold those of their components in this form. What a component takes from the page around it stands
in that page, and is read there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.messages import N_
from auditor.model import NotAnalysed
from auditor.sources.interface import Document
from auditor.sources.webpage.frames import frames_in, not_read
from auditor.sources.webpage.look import Look, brand_of, look_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.sources.webpage.tree import Element

_MOST: Final = 120
"""Trees of one page."""
_DEEPEST: Final = 6
"""Components within components."""


@dataclass(frozen=True, slots=True)
class Shadowed:
    """What pages show in shadow trees."""

    looks: tuple[Look, ...]
    notes: tuple[NotAnalysed, ...]
    """What was not read."""


def read_shadows(pages: Iterable[Look], label: str) -> Shadowed:
    """Return what the shadow trees of ``pages`` show, those of each tree right after it."""
    looks: list[Look] = []
    frames = left = 0
    waiting = [(host, around, 1) for around in pages for host in _hosts(around)]
    while waiting:
        template, around, depth = waiting.pop(0)
        look = _look(template, around, label) if len(looks) < _MOST and depth <= _DEEPEST else None
        if look is None:
            left += 1
            continue
        looks.append(look)
        frames += sum(1 for _ in frames_in(look.tree))
        waiting[:0] = [(host, look, depth + 1) for host in _hosts(look)]
    return Shadowed(tuple(looks), (*not_read(frames), *_cut(left)))


def _hosts(around: Look) -> Iterator[Element]:
    """Yield the templates whose shadow trees a reader sees; of several in one element the first counts."""
    seen: set[int] = set()
    for template in around.tree.tagged("template"):
        host = template.parent
        if template.shadow and host is not None and host.index not in seen:
            seen.add(host.index)
            if around.rendering.shows(host):
                yield template


def _look(template: Element, around: Look, label: str) -> Look | None:
    body = f"<!doctype html><body>{template.shadow}".encode("utf-8", errors="replace")
    page = Document(target=label, body=body, url=around.address, media_type="text/html", charset="utf-8")
    try:
        return look_at(page, brand_of(around.told, around.tree), N_("page text in a shadow tree"))
    except UnreadableTarget:
        return None


def _cut(left: int) -> tuple[NotAnalysed, ...]:
    if not left:
        return ()
    reason = N_("The page shows text out of declared shadow trees, which were not read.")
    return (NotAnalysed(check="page-text", reason=reason, source=0),)
