"""The text of a page exactly as a reader sees it, and apart from it the text that is not shown.

What a click opens (``details``) counts as shown. Text made by style sheets (``::before``) is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.sources.webpage import display as layout
from auditor.sources.webpage.flow import COLLAPSE, Flow
from auditor.sources.webpage.hiding import hides, hides_by_itself
from auditor.sources.webpage.spans import Spans
from auditor.sources.webpage.style.values import CAMOUFLAGED, CLEAR, pixels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.sources.webpage.style import Styles
    from auditor.sources.webpage.tree import Element, Tree

_WHOLE: Final = ("html", "body")
_MOST: Final = 20_000
"""Characters of one element's text that anybody asks for."""
_READABLE: Final = 1.0
"""Pixels; letters of that size or less can't be read."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text on the page that is not shown."""

    content: str
    how: str
    """In words: "display:none", "the background's colour"."""


@dataclass(slots=True)
class Rendering:
    """What a page shows."""

    text: str
    hidden: tuple[Hidden, ...]
    shown: bytearray
    """1 at the index of each element that is shown."""
    root: Element
    _spans: Spans | None = None

    def shows(self, element: Element) -> bool:
        """Whether a reader sees the element."""
        return bool(self.shown[element.index])

    def text_in(self, element: Element, limit: int) -> str:
        """Return the shown text inside one element, with a space for all that parts its words."""
        if self._spans is None:
            self._spans = Spans(self.root, len(self.shown), self.shown)
        return self._spans.of(element, limit)


@dataclass(slots=True)
class _Run:
    """A stretch of hidden text."""

    how: str
    flow: Flow = field(default_factory=Flow)


@dataclass(frozen=True, slots=True)
class _State:
    """What an element hands down to those in it."""

    boxed: str | None = None
    """How an element at or above hides everything in it."""
    invisible: bool = False
    tiny: bool = False
    ink: str = "plain"
    painted: bool = False
    """Whether a background shows through the letters."""
    drawn: bool = False
    """Whether this is inside a drawing, whose letters have the colour of its ``fill``."""
    white_space: str = COLLAPSE
    transform: str = "none"
    never: bool = False
    """Whether this is no text at all: scripts, templates."""
    run: _Run | None = None

    @property
    def how(self) -> str | None:
        """How text here is hidden, or None where it is shown."""
        if self.boxed is not None:
            return self.boxed
        if self.invisible:
            return "visibility:hidden"
        if self.tiny:
            return "font-size:0"
        if self.drawn:
            return None
        if self.ink == CAMOUFLAGED:
            return N_("the background's colour")
        return N_("no colour") if self.ink == CLEAR and not self.painted else None


def render(tree: Tree, styles: Styles) -> Rendering:
    """Return what a reader of the page sees."""
    return _Walk(tree, styles).run()


class _Walk:
    def __init__(self, tree: Tree, styles: Styles) -> None:
        self._tree = tree
        self._styles = styles
        self._flow = Flow()
        self._runs: list[_Run] = []
        self._shown = bytearray(len(tree.elements))
        self._rows: list[int] = [0]

    def run(self) -> Rendering:
        # Each entry is something to visit, or an element to leave again.
        stack: list[tuple[Element | str, _State, bool]] = [(self._tree.root, _State(), False)]
        while stack:
            item, state, leaving = stack.pop()
            if isinstance(item, str):
                self._text(item, state)
            elif leaving:
                self._leave(item, state)
            else:
                inner = self._enter(item, state)
                if inner is not None:
                    stack.append((item, inner, True))
                    stack.extend((child, inner, False) for child in reversed(item.children))
        hidden = (Hidden(run.flow.result().strip(), run.how) for run in self._runs)
        text = self._flow.result().strip("\n")
        return Rendering(text, tuple(h for h in hidden if h.content), self._shown, self._tree.root)

    def _target(self, state: _State) -> Flow:
        return self._flow if state.run is None else state.run.flow

    def _text(self, data: str, state: _State) -> None:
        if not state.never:
            self._target(state).text(_transformed(data, state.transform), state.white_space)

    def _enter(self, element: Element, outer: _State) -> _State | None:
        style = self._styles.of(element)
        if hides_by_itself(element, style):
            # A closed dialog holds text that is merely not shown; a script holds none.
            if element.tag != "dialog":
                return None
            state = self._placed(replace(outer, boxed=outer.boxed or N_("a closed dialog")), outer)
        else:
            above = self._styles.of(element.parent) if element.parent is not None else {}
            state = self._placed(_inherit(element, style, above, outer), outer)
        self._shown[element.index] = state.run is None
        self._around(element, state, entering=True)
        if element.tag == "br":
            self._target(state).line_break()
        # What a text field holds is its own affair, and a picture's words are read elsewhere.
        return None if element.tag == "textarea" else state

    def _placed(self, state: _State, outer: _State) -> _State:
        how = state.how
        if how == outer.how:
            return state
        if how is None:
            return replace(state, run=None)
        run = _Run(how)
        self._runs.append(run)
        return replace(state, run=run)

    def _leave(self, element: Element, state: _State) -> None:
        self._around(element, state, entering=False)

    def _around(self, element: Element, state: _State, *, entering: bool) -> None:
        style = self._styles.of(element)
        above = self._styles.of(element.parent) if element.parent is not None else {}
        kind = layout.display(element, style, above)
        flow = self._target(state)
        if kind == layout.BLOCK:
            flow.block(layout.breaks(element))
            if state.run is not None and state.boxed not in ("display:none", N_("the hidden attribute")):
                self._flow.block(layout.breaks(element))
        elif kind == layout.ROW and entering:
            if self._rows[-1]:
                flow.line_break()
            self._rows[-1] += 1
        elif kind == layout.CELL and entering and self._follows_cell(element):
            flow.tab()
        elif layout.stands_apart(element):
            flow.gap()
        if element.tag == "table" or style.get("display") == "table":
            self._rows.append(0) if entering else self._rows.pop()

    def _follows_cell(self, element: Element) -> bool:
        before = element.before
        return before is not None and (before.tag in ("td", "th") or bool(self._shown[before.index]))


_CHANGING: Final = frozenset({"pre", "table", "font", "svg", "foreignobject"})


def _inherit(element: Element, style: Mapping[str, str], above: Mapping[str, str], outer: _State) -> _State:
    """Return the state inside ``element``."""
    if not style and not element.attributes and element.tag not in _CHANGING:
        return outer
    changes: dict[str, object] = {}
    # A whole page that starts hidden is shown by its scripts a moment later.
    whole = element.tag in _WHOLE
    box = layout.box(element, style, above, drawn=outer.drawn)
    if not whole and outer.boxed is None and (how := hides(element, style, box)) is not None:
        changes["boxed"] = how
    if element.tag in ("svg", "foreignobject"):
        changes["drawn"] = element.tag == "svg"
    visibility = style.get("visibility")
    if not whole and visibility in ("hidden", "collapse", "visible"):
        changes["invisible"] = visibility != "visible"
    if "font-size" in style:
        changes["tiny"] = _tiny(style["font-size"], inherited=outer.tiny)
    ink = style.get("-webkit-text-fill-color") or style.get("color")
    if ink is not None:
        changes["ink"] = ink
    if "text" in (style.get("background-clip"), style.get("-webkit-background-clip")):
        changes["painted"] = True
    space = layout.white_space(element, style, outer.white_space)
    if space != outer.white_space:
        changes["white_space"] = space
    if "text-transform" in style:
        changes["transform"] = style["text-transform"]
    return replace(outer, **changes) if changes else outer  # type: ignore[arg-type]


def _tiny(size: str, *, inherited: bool) -> bool:
    if size.endswith(("em", "%")) and not size.endswith("rem"):
        relative = pixels(size.replace("%", "px"))
        return inherited or (relative is not None and relative <= 0)
    absolute = pixels(size)
    return inherited and size == "inherit" if absolute is None else absolute <= _READABLE


def _transformed(data: str, transform: str) -> str:
    if transform == "uppercase":
        return data.upper()
    if transform == "lowercase":
        return data.lower()
    return data


def text_of(element: Element, rendering: Rendering, limit: int = _MOST) -> str:
    """Return the shown text inside one element, on one line, ``limit`` characters of it at most."""
    return rendering.text_in(element, limit).strip()


__all__ = ["Hidden", "Rendering", "render", "text_of"]
