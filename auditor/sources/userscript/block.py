"""The metadata block of a userscript: ``// @key value`` lines between two marks.

Format: https://violentmonkey.github.io/api/metadata-block/ (read 2026-07-24) and
https://www.tampermonkey.net/documentation.php (stored copy, read 2026-11-26). Extra words and blanks
around the comments are let pass, as the managers of scripts do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from auditor.sources.record import whole_characters

_OPENING: Final = re.compile(r"(?m)^[ \t\ufeff]*//[ \t]*==UserScript==")
_CLOSING: Final = re.compile(r"(?m)^[ \t]*//[ \t]*==/UserScript==")
_ROW: Final = re.compile(r"[ \t]*//[ \t]*@([A-Za-z0-9_:.-]{1,80})(?:[ \t]+(.*))?")
_WITHIN: Final = 262_144
"""Characters in which the block may begin; licence texts stand before some."""
_MAX_BLOCK: Final = 400_000
_MAX_ROWS: Final = 6_000
_MAX_VALUE: Final = 8_000


@dataclass(frozen=True, slots=True)
class Block:
    """What a metadata block says."""

    rows: tuple[tuple[str, str], ...]
    """Key and value of each line in order; keys in lower case, with their locale: ``name:zh-cn``."""
    cut: bool = False
    """Whether it was longer than what is read."""
    keys: dict[str, list[str]] = field(default_factory=dict, repr=False)
    """Values by key."""

    def values(self, *keys: str) -> list[str]:
        """Return the values of ``keys`` that are not empty, in the order of the keys given."""
        return [value for key in keys for value in self.keys.get(key, ()) if value]

    def first(self, *keys: str) -> str | None:
        """Return the first value of the first of ``keys`` that has one."""
        return next(iter(self.values(*keys)), None)

    def localized(self, key: str) -> list[tuple[str, str]]:
        """Return locale and value of each translation of ``key``, the one without a locale first."""
        found = [("", value) for value in self.values(key)[:1]]
        start = f"{key}:"
        return found + [
            (name.removeprefix(start), value) for name, value in self.rows if name.startswith(start) and value
        ]


def starts(text: str) -> int | None:
    """Return where the block of ``text`` begins, or None where it has none."""
    found = _OPENING.search(text, 0, _WITHIN)
    return None if found is None else found.start()


def read_block(text: str) -> Block | None:
    """Return the metadata block of ``text``, or None where it has none. One without an end is none."""
    start = starts(text)
    if start is None:
        return None
    end = _CLOSING.search(text, start, start + _MAX_BLOCK)
    if end is None:
        return None
    lines = text[start : end.start()].splitlines()
    rows: list[tuple[str, str]] = []
    keys: dict[str, list[str]] = {}
    for line in lines[1 : _MAX_ROWS + 1]:
        row = _ROW.match(line)
        if row is not None:
            key, value = row[1].lower(), whole_characters((row[2] or "").strip()[:_MAX_VALUE])
            rows.append((key, value))
            keys.setdefault(key, []).append(value)
    return Block(tuple(rows), cut=len(lines) > _MAX_ROWS + 1, keys=keys)
