"""White space as CSS collapses it, and line breaks as a browser's ``innerText`` counts them.

https://html.spec.whatwg.org/multipage/dom.html#the-innertext-idl-attribute
"""

from __future__ import annotations

import re
from typing import Final

_COLLAPSIBLE: Final = re.compile(r"[ \t\n\r\f]+")
_SPACES: Final = re.compile(r"[ \t\r\f]+")

COLLAPSE: Final = "normal"
KEEP: Final = "pre"
KEEP_LINES: Final = "pre-line"


class Flow:
    """Collects pieces of text into what a reader sees."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._space = False
        self._line_start = True
        self._breaks = 0

    def text(self, data: str, white_space: str = COLLAPSE) -> None:
        """Add character data that stands in a run of text."""
        if white_space == KEEP:
            self._keep(data)
        elif white_space == KEEP_LINES:
            for number, line in enumerate(data.split("\n")):
                if number:
                    self.line_break()
                self._collapse(_SPACES, line)
        else:
            self._collapse(_COLLAPSIBLE, data)

    def _keep(self, data: str) -> None:
        if data:
            self._flush()
            self._parts.append(data.replace("\r\n", "\n").replace("\r", "\n"))
            self._line_start = data.endswith("\n")

    def _collapse(self, pattern: re.Pattern[str], data: str) -> None:
        collapsed = pattern.sub(" ", data)
        if not collapsed:
            return
        if collapsed[0] == " ":
            self._space = self._space or not self._line_start
            collapsed = collapsed[1:]
        if not collapsed:
            return
        trailing = collapsed[-1] == " "
        self._flush()
        self._parts.append(collapsed[:-1] if trailing else collapsed)
        self._line_start = False
        self._space = trailing

    def _flush(self) -> None:
        """Write the line breaks or the space that were waiting for text to follow."""
        if self._breaks and self._parts:
            self._parts.append("\n" * self._breaks)
        elif self._space and not self._line_start:
            self._parts.append(" ")
        self._space = False
        self._breaks = 0

    def line_break(self) -> None:
        """Add a ``<br>``, or the end of a table's row."""
        self._space = False
        if self._parts or not self._breaks:
            self._flush()
        self._breaks = 0
        self._parts.append("\n")
        self._line_start = True

    def tab(self) -> None:
        """Add what separates two cells of a table."""
        self._space = False
        self._flush()
        self._parts.append("\t")
        self._line_start = True

    def gap(self) -> None:
        """Add a space between two boxes that stand apart, such as buttons."""
        self._space = self._space or not self._line_start

    def block(self, lines: int = 1) -> None:
        """Ask for ``lines`` line breaks, if text stands before and after."""
        self._breaks = max(self._breaks, lines)
        self._space = False
        self._line_start = True

    def result(self) -> str:
        """Return the text."""
        return "".join(self._parts)
