"""A page that a browser saved as "Web page, complete": a file, and beside it a folder with what it shows.

Of the folder only the style sheets are taken that the page links: they say which text is hidden.
"""

from __future__ import annotations

import html
import os
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_SAVED_STYLE_BYTES, MAX_SAVED_STYLES
from auditor.messages import N_
from auditor.sources.plain_file import plain_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES: Final = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")
_MOST_ENTRIES: Final = 5_000
_DEEPEST: Final = 6
_LONGEST: Final = 1_000
_MOST_LINKS: Final = 400
_ENDINGS: Final = (
    "_files", ".files", "_archivos", "_arquivos", "_bestanden", "_bylos", "-dateien", "_datoteke",
    "_dosyalar", "_elemei", "_failid", "_fails", "_fajlovi", "_ficheiros", "_fichiers", "_file", "-filer",
    "_fitxers", "_pliki", "_soubory", "_tiedostot",
)  # fmt: skip
"""How such folders are called in the languages of Windows: https://learn.microsoft.com/en-us/windows/win32/shell/manage
("Connected Files", read 2026-11-26). Chromium and Firefox write the first."""
_LINK: Final = re.compile(rb"<link\s[^<>]{0,4000}>", re.IGNORECASE)
_SHEET: Final = re.compile(rb"(?i)\srel=[\"']?[^\"'>]{0,80}stylesheet")
_ADDRESS: Final = re.compile(rb"(?i)\shref=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")


def page_in(folder: Path, label: str) -> Path | None:
    """Return the one page in ``folder``, or None where there is none. What lies deeper belongs to a page.

    Raises:
        UnreadableTarget: There are several.
        OSError: The folder may not be read.
    """
    if _is_companion(folder.name):
        return None
    names = sorted(_pages(folder))
    if len(names) > 1:
        raise UnreadableTarget(
            N_(f"{label!r} is a folder with several pages"), hint=f"Name one of them, such as {names[0]!r}."
        )
    return folder / names[0] if names else None


def _pages(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= _MOST_ENTRIES:
                return
            named = entry.name.lower().endswith(PAGES) and not entry.name.startswith(".")
            if named and entry.is_file(follow_symlinks=False):
                yield entry.name


def _is_companion(name: str, stem: str | None = None) -> bool:
    """Whether a folder is called as browsers call the one beside a saved page."""
    named = stem is not None and name.startswith(stem) and len(name) > len(stem)
    return named or name.lower().endswith(_ENDINGS)


def styles_of(page: Path, body: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the style sheets in the folder beside ``page`` that it links, by the address it gives them.

    Nothing outside that folder is read, and no link followed; what is too large or too many is left out.
    """
    found: dict[str, bytes] = {}
    left = MAX_SAVED_STYLE_BYTES
    for address in _linked(body):
        if len(found) >= MAX_SAVED_STYLES:
            break
        parts = _parts(address, page)
        sheet = None if address in found or parts is None else _inside(page.parent, parts, left)
        if sheet is not None:
            found[address] = sheet
            left -= len(sheet)
    return tuple(found.items())


def _linked(body: bytes) -> Iterator[str]:
    """Yield the addresses of the page's style sheets, as they stand in its markup."""
    count = 0
    for tag in _LINK.finditer(body):
        given = _ADDRESS.search(tag[0])
        if given is None or _SHEET.search(tag[0]) is None:
            continue
        count += 1
        if count > _MOST_LINKS:
            return
        value = next((group for group in given.groups() if group), b"")
        yield html.unescape(value.decode("utf-8", errors="replace")).strip()


def _parts(address: str, page: Path) -> list[str] | None:
    """Return the steps from the page's folder to a file in the folder beside the page, or None."""
    if len(address) > _LONGEST or address.startswith(("/", "\\")) or re.match(r"[A-Za-z][\w+.-]*:", address):
        return None
    path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    parts = [part for part in path.split("/") if part not in ("", ".")]
    plain = all(part != ".." and part.isprintable() and not re.search(r'[\\:*"<>|]', part) for part in parts)
    if not plain or not 1 < len(parts) <= _DEEPEST or not _is_companion(parts[0], page.stem):
        return None
    return parts


def _inside(top: Path, parts: list[str], limit: int) -> bytes | None:
    """Return the file at ``parts`` below ``top``, if no step on the way is a link."""
    path = top
    for part in parts[:-1]:
        path /= part
        try:
            if path.is_symlink() or not path.is_dir():
                return None
        except OSError:
            return None
    return plain_file(path / parts[-1], limit)
