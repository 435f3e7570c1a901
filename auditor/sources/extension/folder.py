"""An unpacked extension on disk, as an archive in memory: the same bytes for the same files.

Only what is read of an extension is taken: manifest, messages, pages and scripts. Links are not followed, so
that a folder from a stranger can't have other files of the computer read.
"""

from __future__ import annotations

import io
import os
import zipfile
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_DOCUMENT_BYTES, MAX_MANIFEST_BYTES
from auditor.messages import N_
from auditor.sources.archive import leads_outside
from auditor.sources.extension.files import FOLDER_TYPE, MANIFEST, PARTLY
from auditor.sources.extension.json_text import read_object
from auditor.sources.extension.manifest import Manifest
from auditor.sources.interface import Document
from auditor.sources.plain_file import plain_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ENDINGS: Final = (".html", ".htm", ".js", ".mjs")
_LOCALES: Final = "_locales"
_DEEPEST: Final = 12
_MOST_FILES: Final = 20_000
_HEADS: Final = 30 + 46
"""Bytes that an archive spends on a file beside its content and twice its name."""
_END: Final = 22
"""Bytes at the end of an archive without comment."""


def is_unpacked(path: Path) -> bool:
    """Whether ``path`` is a folder with a manifest in it."""
    return path.is_dir() and os.path.lexists(path / MANIFEST)


def folder_document(path: Path, label: str) -> Document:
    """Return the extension in the folder ``path``: its words before its code, which may be large.

    Raises:
        UnreadableTarget: Its manifest is a link, or may not be read.
    """
    manifest = plain_file(path / MANIFEST, MAX_MANIFEST_BYTES + 1)
    if manifest is None:
        raise UnreadableTarget(N_(f"{MANIFEST} in {label!r} could not be read"), hint="")
    names = _names(path)
    packing = _Packing()
    packing.add(MANIFEST, manifest)
    for name in sorted({name for name in names if name}, key=_order(_default_locale(manifest))):
        packing.add(name, plain_file(path / name, MAX_MANIFEST_BYTES))
    body = packing.done(whole=len(names) < _MOST_FILES)
    return Document(target=label, body=body, path=path, media_type=FOLDER_TYPE)


class _Packing:
    """An archive as large as a document may be; its comment says where something was left out."""

    def __init__(self) -> None:
        self._packed = io.BytesIO()
        self._archive = zipfile.ZipFile(self._packed, "w")
        self._left = MAX_DOCUMENT_BYTES - _END - len(PARTLY)
        self._whole = True

    def add(self, name: str, body: bytes | None) -> None:
        """Pack a file; None is one that could not be read."""
        size = 0 if body is None else len(body) + _HEADS + 2 * len(name.encode())
        if body is None or size > self._left:
            self._whole = False
            return
        self._left -= size
        self._archive.writestr(zipfile.ZipInfo(name), body)

    def done(self, *, whole: bool) -> bytes:
        """Return the archive; ``whole`` is whether all files were handed over."""
        if not (whole and self._whole):
            self._archive.comment = PARTLY
        self._archive.close()
        return self._packed.getvalue()


def _order(default: str | None) -> Callable[[str], tuple[bool, bool, str]]:
    """Return how files are put in order: messages first, of these the ones in the default language."""
    first = f"{_LOCALES}/{default}/"
    return lambda name: (not name.startswith(first), not name.startswith(f"{_LOCALES}/"), name)


def _default_locale(manifest: bytes) -> str | None:
    try:
        return Manifest(read_object(manifest, MANIFEST)).text("default_locale")
    except UnreadableTarget:  # whoever reads the manifest says what is wrong with it
        return None


def _names(root: Path) -> list[str | None]:
    """Return what is worth reading, relative to ``root``, messages first; None stands for any other file."""
    messages = islice(_below(root, root / _LOCALES), _MOST_FILES // 2)
    return list(islice(chain(messages, _below(root, root)), _MOST_FILES))


def _below(root: Path, top: Path) -> Iterator[str | None]:
    """Yield the files below ``top`` as ``_names`` returns them, without following links."""
    if top.is_symlink() and top != root:
        return
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inner = os.path.relpath(folder, root).replace(os.sep, "/")
        if inner.count("/") >= _DEEPEST:
            folders.clear()
        for file in sorted(files):
            name = file if inner == "." else f"{inner}/{file}"
            wanted = name.lower().endswith(_ENDINGS) or name.startswith(f"{_LOCALES}/")
            yield name if wanted and name.isprintable() and not leads_outside(name) else None
