"""A page that a browser saved as "Web page, complete": a file, and beside it a folder with what it shows.

Of the folder are taken the style sheets that the page links, which say what text is hidden, and the pages
that it shows in frames, with theirs.
"""

from __future__ import annotations

import html
import os
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from auditor.errors import UnreadableTarget
from auditor.limits import (
    MAX_SAVED_FRAME_BYTES,
    MAX_SAVED_FRAMES,
    MAX_SAVED_STYLE_BYTES,
    MAX_SAVED_STYLES,
)
from auditor.messages import N_
from auditor.sources.interface import Document
from auditor.sources.origin import saved_from, stated
from auditor.sources.plain_file import plain_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES: Final = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")
_FRAMED: Final = (".html", ".htm", ".xhtml", ".shtml", ".php", ".aspx")
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
_FRAME: Final = re.compile(rb"<(?:i?frame|object|embed)\s[^<>]{0,4000}>", re.IGNORECASE)
_ADDRESS: Final = re.compile(rb"(?i)\s(?:href|src|data)=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")


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


def styles_of(page: Path, body: bytes, within: tuple[str, ...] = ()) -> tuple[tuple[str, bytes], ...]:
    """Return the style sheets in the folder beside ``page`` that it links, by the address it gives them.

    Nothing outside that folder is read, and no link followed; what is too large or too many is left out.

    Args:
        page: Where the page lies, which a reader opens.
        body: What links them: that page, or one that it shows in a frame.
        within: The folders, from the one of ``page`` on, in which that one lies.
    """
    found: dict[str, bytes] = {}
    left = MAX_SAVED_STYLE_BYTES
    for address in _named(body, _LINK, _SHEET):
        if len(found) >= MAX_SAVED_STYLES:
            break
        parts = _parts(address, page, within)
        sheet = None if address in found or parts is None else _inside(page.parent, parts, left)
        if sheet is not None:
            found[address] = sheet
            left -= len(sheet)
    return tuple(found.items())


def frames_of(page: Path, body: bytes, label: str) -> tuple[tuple[str, Document], ...]:
    """Return the pages in the folder beside ``page`` that it shows in frames, by the address it gives them.

    Bounded as :func:`styles_of` is. Frames in frames are left alone, and pages that do not say where they
    stood: Chromium notes it, at the beginning.
    """
    found: dict[str, Document] = {}
    left = MAX_SAVED_FRAME_BYTES
    for address in _named(body, _FRAME):
        if len(found) >= MAX_SAVED_FRAMES:
            break
        parts = _parts(address, page)
        if address in found or parts is None or not parts[-1].lower().endswith(_FRAMED):
            continue
        inner = _inside(page.parent, parts, left)
        stood = None if inner is None else saved_from(inner)
        if inner is not None and stood is not None:
            found[address] = Document(
                target=label,
                body=inner,
                url=stated(stood),
                media_type="text/html",
                styles=styles_of(page, inner, tuple(parts[:-1])),
            )
            left -= len(inner)
    return tuple(found.items())


def _named(body: bytes, tags: re.Pattern[bytes], kind: re.Pattern[bytes] | None = None) -> Iterator[str]:
    """Yield the addresses that ``tags``, of a ``kind`` where one is asked for, give in the markup."""
    count = 0
    for tag in tags.finditer(body):
        given = _ADDRESS.search(tag[0])
        if given is None or (kind is not None and kind.search(tag[0]) is None):
            continue
        count += 1
        if count > _MOST_LINKS:
            return
        value = next((group for group in given.groups() if group), b"")
        yield html.unescape(value.decode("utf-8", errors="replace")).strip()


def _parts(address: str, page: Path, within: tuple[str, ...] = ()) -> list[str] | None:
    """Return the steps from the page's folder to a file in the folder beside the page, or None."""
    if len(address) > _LONGEST or address.startswith(("/", "\\")) or re.match(r"[A-Za-z][\w+.-]*:", address):
        return None
    path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    parts = [*within, *(part for part in path.split("/") if part not in ("", "."))]
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
