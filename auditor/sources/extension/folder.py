"""An unpacked extension on disk, as an archive in memory: the same bytes for the same files.

Only what is read of an extension is taken: manifest, messages, pages and scripts. Links are not followed, so
that a folder from a stranger can't have other files of the computer read.
"""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_CODE_BYTES, MAX_MANIFEST_BYTES
from auditor.messages import N_
from auditor.sources.archive import leads_outside
from auditor.sources.extension.files import FOLDER_TYPE, MANIFEST, PARTLY
from auditor.sources.interface import Document
from auditor.sources.plain_file import plain_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENDINGS: Final = (".html", ".htm", ".js", ".mjs")
_DEEPEST: Final = 12
_MOST_FILES: Final = 20_000


def is_unpacked(path: Path) -> bool:
    """Whether ``path`` is a folder with a manifest in it."""
    return path.is_dir() and os.path.lexists(path / MANIFEST)


def folder_document(path: Path, label: str) -> Document:
    """Return the extension in the folder ``path``.

    Raises:
        UnreadableTarget: Its manifest is a link, or may not be read.
    """
    packed = io.BytesIO()
    left = MAX_CODE_BYTES
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in ((MANIFEST, plain_file(path / MANIFEST, MAX_MANIFEST_BYTES + 1)), *_others(path)):
            if body is None and name == MANIFEST:
                raise UnreadableTarget(N_(f"{MANIFEST} in {label!r} could not be read"), hint="")
            if body is None or (name != MANIFEST and len(body) > left):
                archive.comment = PARTLY
                continue
            left -= len(body)
            archive.writestr(zipfile.ZipInfo(name), body)
    return Document(target=label, body=packed.getvalue(), path=path, media_type=FOLDER_TYPE)


def _others(root: Path) -> Iterator[tuple[str, bytes | None]]:
    for name in sorted(_names(root)):
        yield name, plain_file(root / name, MAX_MANIFEST_BYTES)


def _names(root: Path) -> Iterator[str]:
    """Yield what is worth reading, relative to ``root``, without following links."""
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inner = os.path.relpath(folder, root).replace(os.sep, "/")
        if inner.count("/") >= _DEEPEST:
            folders.clear()
        for file in sorted(files):
            seen += 1
            if seen > _MOST_FILES:
                return
            name = file if inner == "." else f"{inner}/{file}"
            wanted = name.lower().endswith(_ENDINGS) or name.startswith("_locales/")
            if wanted and name.isprintable() and not leads_outside(name):
                yield name
