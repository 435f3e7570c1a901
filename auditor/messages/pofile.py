"""Read the ``.po`` files that ``python -m auditor.messages`` writes, thousands of messages in milliseconds.

Catalogues are read as translators write them, so a plain clone needs no build step. Tests compare this reader
with that of Babel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE: Final = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)?\s*"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPED: Final = {"n": "\n", "t": "\t"}


class Message(NamedTuple):
    """One message of a catalogue."""

    context: str
    """Where it stands, for texts of rules: ``findings.title``. Empty for the report's own."""
    text: str
    plural: str
    """Its plural, or ""."""
    translations: tuple[str, ...]
    """One, or as many as the language has plural forms; "" where it is not translated."""
    fuzzy: bool

    @property
    def is_translated(self) -> bool:
        """Whether all forms are there and nobody doubts them."""
        return all(self.translations) and not self.fuzzy


def read_po(path: Path) -> Iterator[Message]:
    """Yield the messages of a catalogue; the first one, with an empty text, is its head.

    Raises:
        UsageError: A line is none that such a file has.
    """
    entry: dict[str, str] = {}
    field, fuzzy = "", False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            if "msgstr" in entry or "msgstr[0]" in entry:
                yield _message(entry, fuzzy=fuzzy)
                entry, fuzzy = {}, False
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = _LINE.fullmatch(line)
        if match is None or not (match[1] or field):
            raise UsageError(f"{path}:{number}: this is no line of a catalogue", hint="Mend the file.")
        field = match[1] or field
        entry[field] = entry.get(field, "") + _ESCAPE.sub(_unescaped, match[2])
    if entry:
        yield _message(entry, fuzzy=fuzzy)


def _unescaped(escape: re.Match[str]) -> str:
    return _ESCAPED.get(escape[1], escape[1])


def _message(entry: dict[str, str], *, fuzzy: bool) -> Message:
    forms = tuple(words for field, words in entry.items() if field.startswith("msgstr"))
    return Message(
        entry.get("msgctxt", ""), entry.get("msgid", ""), entry.get("msgid_plural", ""), forms, fuzzy
    )
