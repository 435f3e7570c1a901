"""Archives that hold an app for phones and a browser extension: which of the two they are.

A file that is named for one of them is that one, whatever else it holds: Firefox reads the manifest of an
``.xpi`` and passes by the rest, as Android does in an ``.apk``. Nobody installs a ``.zip`` on a phone, and
browsers load what stands at its root. Where nothing tells, neither may hide behind the other.
"""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from auditor.errors import TooLarge, UnreadableTarget
from auditor.sources.damage import Damaged
from auditor.sources.extension.files import MANIFEST, manifests
from auditor.sources.extension.json_text import read_object
from auditor.sources.origin import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from auditor.sources.interface import Document

_APP_ROOT: Final = ("AndroidManifest.xml", "classes.dex")
_APP_INSIDE: Final = re.compile(r"(?:.*/)?[^/]+\.apk", re.IGNORECASE | re.DOTALL)
_APPS: Final = (".apk", ".apks", ".apkm", ".xapk", "application/vnd.android.package-archive")
_EXTENSIONS: Final = (".crx", ".xpi", "application/x-xpinstall")
_ZIP: Final = (".zip", "application/zip")


class Side(Enum):
    """What an archive is read as."""

    APP = "app"
    EXTENSION = "extension"
    UNCLEAR = "unclear"
    """It could be installed as either."""


def holds_app(names: Collection[str]) -> bool:
    """Whether there are files of an app for Android among ``names``."""
    return any(name in names for name in _APP_ROOT) or any(map(_APP_INSIDE.fullmatch, names))


def extension_in(names: Collection[str], read: Callable[[str], bytes]) -> str | None:
    """Return the folder of the shallowest extension ("" for the root), or None where there is none.

    Args:
        names: Of all files; a name that stands twice does so here.
        read: Returns one of them, bounded as manifests are.
    """
    found = (name for name in manifests(names) if _is_extension(name, read))
    return next((name.removesuffix(MANIFEST) for name in found), None)


def _is_extension(name: str, read: Callable[[str], bytes]) -> bool:
    try:
        return "manifest_version" in read_object(read(name), name)
    except TooLarge:
        return True  # browsers have no such bound
    except (Damaged, UnreadableTarget):
        return False


def side_of(document: Document, names: Collection[str], folder: str) -> Side:
    """Return what an archive is that holds an app, and an extension in ``folder``."""
    kind = _named(document)
    if kind in _APPS:
        return Side.APP
    if kind in _EXTENSIONS:
        return Side.EXTENSION
    at_root = all(name.startswith(folder) for name in names)
    if kind in _ZIP:
        return Side.EXTENSION if at_root else Side.UNCLEAR
    # Apps of browsers carry extensions somewhere inside; a package may have come without its ending.
    deep = not at_root and any(name in names for name in _APP_ROOT)
    return Side.APP if deep else Side.UNCLEAR


def _named(document: Document) -> str:
    """Return what a file is named as: by its ending, that of its address, or else what was sent with it."""
    stands = parts_of(document.address or "")
    ending = PurePosixPath(stands.path).suffix.lower() if stands is not None else ""
    endings = (document.suffix, ending, document.media_type)
    return next((each for each in endings if each in (*_APPS, *_EXTENSIONS, *_ZIP)), "")
