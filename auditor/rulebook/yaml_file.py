"""A rule file that was read: its data and, on request, the line of any piece of it.

Parsing is left to whoever makes the file: data may come from the cache, and nobody asks for lines while
nothing is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_FILE_BYTES: Final = 8 * 1024 * 1024
"""Bytes of one rule file."""

Key = str | int


class Branch:
    """Lines of a mapping or list: its own and those of what it holds."""

    __slots__ = ("children", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.children: dict[Key, Lines] = {}


Lines = Branch | int
"""The line of a piece: of a mapping or list together with the lines inside it, of a scalar alone."""


@dataclass(frozen=True)
class YamlFile:
    """One file: its data, and on request the line of any piece of it."""

    path: str
    """As shown to a reader."""
    raw: bytes = field(repr=False)
    data: Any = field(repr=False)
    find_lines: Callable[[bytes, str], Lines] = field(repr=False, compare=False)
    """Gives the lines of the bytes of a file; called when somebody asks for one."""

    @cached_property
    def _lines(self) -> Lines:
        return self.find_lines(self.raw, self.path)

    def with_lines(self, lines: Lines) -> YamlFile:
        """Return this file with its lines already known."""
        self.__dict__["_lines"] = lines
        return self

    def line(self, *keys: Key) -> int:
        """Return the line of the piece under ``keys``, or of the nearest piece above it that exists.

        Shapes: keys of mappings are ``str``, places in lists ``int`` from 0; lines count from 1.
        """
        here = self._lines
        for key in keys:
            below = here.children.get(key) if isinstance(here, Branch) else None
            if below is None:
                break
            here = below
        return here.line if isinstance(here, Branch) else here

    def fault(self, message: str, *keys: Key, hint: str | None = None) -> RuleError:
        """Return an error that points at the piece under ``keys``."""
        return RuleError(self.path, self.line(*keys), message, hint=hint)


def read_bytes(file: Path, shown: str) -> bytes:
    """Return what is in ``file``.

    Raises:
        RuleError: It cannot be read or is over :data:`MAX_FILE_BYTES`.
    """
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise RuleError(shown, 1, f"the file cannot be read: {error.strerror or error}") from error
    if len(raw) > MAX_FILE_BYTES:
        raise RuleError(
            shown,
            1,
            "the file is larger than 8 MB",
            hint="Split it: records may stand in any number of files.",
        )
    return raw
