"""The files of one extension, whatever they came in: packed, zipped, or a manifest alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from auditor.errors import NotFound, TooLarge, UnreadableTarget
from auditor.limits import MAX_MANIFEST_BYTES
from auditor.messages import N_
from auditor.sources.archive import ARCHIVE_START, Archive, BrokenArchive, open_archive, shown
from auditor.sources.blob import Part
from auditor.sources.extension.container import CRX_START, Wrapping, read_wrapping
from auditor.sources.extension.json_text import read_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.sources.interface import Document

MANIFEST: Final = "manifest.json"
_DEEPEST: Final = 4
"""Folders above a manifest: ``repository-main/packages/extension/dist``."""
_MOST_CANDIDATES: Final = 12


class Files(Protocol):
    """Files by name, relative to the manifest."""

    def names(self) -> Sequence[str]:
        """All names."""

    def read(self, name: str, limit: int) -> bytes:
        """Return a file of at most ``limit`` bytes.

        Raises:
            UnreadableTarget: It is missing, too large, locked or damaged.
        """


@dataclass(frozen=True)
class Packed:
    """An extension in an archive, in its root or in a folder of it."""

    archive: Archive
    prefix: str

    def names(self) -> Sequence[str]:
        """All names below the manifest's folder."""
        length = len(self.prefix)
        return [name[length:] for name in self.archive.members if name.startswith(self.prefix)]

    def read(self, name: str, limit: int) -> bytes:
        """Return a file. Raises as :meth:`Archive.read` does."""
        return self.archive.read(self.prefix + name, limit)


@dataclass(frozen=True)
class Alone:
    """A manifest without the rest of its extension."""

    label: str
    body: bytes

    def names(self) -> Sequence[str]:
        """The manifest."""
        return (MANIFEST,)

    def read(self, name: str, limit: int) -> bytes:
        """Return the manifest."""
        if name != MANIFEST:
            raise NotFound(N_(f"{self.label!r} is a manifest alone"))
        if len(self.body) > limit:
            raise TooLarge(N_(f"{self.label!r} is larger than any manifest"))
        return self.body


@dataclass(frozen=True)
class Opened:
    """An extension whose manifest was found."""

    files: Files
    form: str
    """``CRX3``, ``CRX2``, ``XPI``, ``ZIP``, ``folder`` or ``manifest``."""
    wrapping: Wrapping | None = None

    @property
    def archive(self) -> Archive | None:
        """The archive that it stands in, if any."""
        return self.files.archive if isinstance(self.files, Packed) else None


def open_files(document: Document) -> Opened:
    """Return the extension in ``document``.

    Raises:
        UnreadableTarget: It is damaged, holds no manifest of an extension, or several of them.
    """
    body, whole, label = document.body, document.content, document.target
    if body.startswith(CRX_START):
        wrapping = read_wrapping(whole, label)
        archive = open_archive(Part(whole, wrapping.start, whole.size - wrapping.start), label)
        return Opened(Packed(archive, _prefix(archive)), f"CRX{wrapping.version}", wrapping)
    if body.startswith(ARCHIVE_START) or document.suffix in (".crx", ".xpi"):
        archive = open_archive(whole, label)
        is_folder = document.path is not None and document.media_type == FOLDER_TYPE
        form = "folder" if is_folder else "XPI" if _is_xpi(document, archive) else "ZIP"
        return Opened(Packed(archive, _prefix(archive)), form)
    return Opened(Alone(label, body), "manifest")


PARTLY: Final = b"without some files"
"""Comment of the archive of a folder that was too large, or held links."""

FOLDER_TYPE: Final = "application/x-extension-folder"
"""Our own media type of an unpacked folder, which travels as an archive."""


def _is_xpi(document: Document, archive: Archive) -> bool:
    return (
        document.suffix == ".xpi"
        or document.media_type == "application/x-xpinstall"
        or "META-INF/mozilla.rsa" in archive.members
    )


def _prefix(archive: Archive) -> str:
    """Return the folder of the one manifest that counts: the root's, else the shallowest of an extension."""
    found = manifests(archive.members)
    if MANIFEST in found:
        return ""
    fitting = [name for name in found if _is_extension(archive, name)]
    if not fitting:
        raise BrokenArchive(
            N_(f"{archive.label!r} holds no manifest of a browser extension"), hint=_hint(archive)
        )
    first = [name for name in fitting if name.count("/") == fitting[0].count("/")]
    if len(first) > 1:
        raise BrokenArchive(
            N_(
                f"{archive.label!r} holds several extensions, such as {shown(first[0])} and {shown(first[1])}"
            ),
            hint="Unpack it and hand in one of the folders.",
        )
    return first[0].removesuffix(MANIFEST)


def manifests(names: Iterable[str]) -> list[str]:
    """Return the files among ``names`` that may be an extension's manifest, the shallowest first."""
    found = [
        name
        for name in names
        if (name == MANIFEST or name.endswith(f"/{MANIFEST}")) and name.count("/") <= _DEEPEST
    ]
    return sorted(found, key=lambda name: (name.count("/"), name))[:_MOST_CANDIDATES]


def _is_extension(archive: Archive, name: str, *, doubt: bool = False) -> bool:
    """Whether ``name`` is the manifest of an extension; ``doubt`` where it can't be read."""
    try:
        return "manifest_version" in read_object(archive.read(name, MAX_MANIFEST_BYTES), name)
    except UnreadableTarget:
        return doubt


def _hint(archive: Archive) -> str:
    inner = next(
        (name for name in archive.members if name.lower().endswith((".crx", ".xpi", ".zip", ".apk"))), None
    )
    if inner is None:
        return "Hand in the folder or file that has manifest.json in it."
    return f"Unpack it and hand in {shown(inner)}."


def holds_extension(document: Document) -> bool:
    """Whether an archive without the marks of a packed extension is one all the same. Never raises.

    A manifest that can't be read counts: then the reader is told what is wrong with it. Apps for phones have
    been asked for before.
    """
    try:
        archive = open_archive(document.content, document.target)
    except UnreadableTarget:
        return False
    return any(_is_extension(archive, name, doubt=True) for name in manifests(archive.members))
