"""Write packages for tests: archives whose every header can lie, and signatures that nobody made."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from auditor.sources import Document, read_document
from tests.sources.android.build_xml import Habits, Node, node, write_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.model import Listing

MANIFEST: Final = "AndroidManifest.xml"
HONEST: Final = Habits()


@dataclass(frozen=True)
class File:
    """One member, with what its headers say of it."""

    name: str
    data: bytes
    method: int = 8
    """How it is packed: 8 or 0."""
    said: int | None = None
    """The method that the list names, where it lies."""
    said_locally: int | None = None
    """The method that its own header names, where it lies."""
    flags: int = 0
    size_said: int | None = None
    local_name: str | None = None
    local_extra: bytes = b""
    extra_said: int | None = None
    """The length of the extra field that its own header names, where it lies."""

    @property
    def packed(self) -> bytes:
        """Its content as it stands in the archive."""
        if self.method != 8:
            return self.data
        deflater = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
        return deflater.compress(self.data) + deflater.flush()


def write_zip(
    files: Iterable[File], *, block: bytes = b"", before: bytes = b"", comment: bytes = b""
) -> bytes:
    """Return an archive of ``files``, with ``block`` before the list and ``before`` in front of all."""
    body, listed, count = bytearray(), bytearray(), 0
    for file in files:
        offset = len(body)
        body += _local(file) + file.packed
        listed += _entry(file, offset)
        count += 1
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed), len(body) + len(block), len(comment)
    )
    return before + bytes(body) + block + listed + end + comment


def _local(file: File) -> bytes:
    name = (file.local_name or file.name).encode()
    method = file.said_locally if file.said_locally is not None else _said(file)
    extra = len(file.local_extra) if file.extra_said is None else file.extra_said
    head = struct.pack(
        "<4s5H3L2H", b"PK\3\4", 20, file.flags, method, 0, 0, zlib.crc32(file.data), len(file.packed),
        len(file.data), len(name), extra,
    )  # fmt: skip
    return head + name + file.local_extra


def _said(file: File) -> int:
    return file.method if file.said is None else file.said


def _entry(file: File, offset: int) -> bytes:
    name = file.name.encode()
    size = len(file.data) if file.size_said is None else file.size_said
    return struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, file.flags, _said(file), 0, 0, zlib.crc32(file.data),
        len(file.packed), size, len(name), 0, 0, 0, 0, 0, offset,
    ) + name  # fmt: skip


def manifest(*children: Node, target: int | None = 35, app: Node | None = None, **attributes: object) -> Node:
    """Return a manifest with ``children``, an application, and a target unless it is None."""
    sdk = (
        []
        if target is None
        else [node("uses-sdk", a_minSdkVersion=min(24, target), a_targetSdkVersion=target)]
    )
    root = node(
        "manifest", *sdk, *children, app or node("application"),
        a_versionCode=7, a_versionName="1.2.3", package="com.example.savespy",
    )  # fmt: skip
    root.attributes |= {key: str(value) for key, value in attributes.items()}
    return root


def asks(*names: str) -> list[Node]:
    """Return elements that ask for permissions; ``android.permission.`` is added."""
    return [node("uses-permission", a_name=f"android.permission.{name}") for name in names]


def apk(
    root: Node | None = None, others: Mapping[str, bytes] | None = None, habits: Habits = HONEST
) -> bytes:
    """Return a package with ``root`` as its manifest and further files by name."""
    return write_zip(files_of(root, others, habits))


def files_of(
    root: Node | None = None, others: Mapping[str, bytes] | None = None, habits: Habits = HONEST
) -> list[File]:
    """Return the files of a package."""
    found = [File(MANIFEST, write_xml(manifest() if root is None else root, habits))]
    found += [File(name, data) for name, data in (others or {}).items()]
    return [*found, File("classes.dex", b"dex\n035\0")]


def lying(root: Node, **lies: object) -> bytes:
    """Return a package whose manifest's headers lie as named."""
    first, *rest = files_of(root)
    return write_zip([replace(first, **lies), *rest])  # type: ignore[arg-type]


def read_bytes(data: bytes, name: str = "savespy.apk") -> Listing:
    """Return the listing of a file called ``name``."""
    return read_document(Document(target=name, body=data, path=Path(name)))


def ids(listing: Listing) -> list[str]:
    """Return what is asked for, without ``android.permission.``."""
    return [request.id.removeprefix("android.permission.") for request in listing.access_requests]


def seen(listing: Listing) -> dict[str, str]:
    """Return the observations by their names."""
    return {each.id.removeprefix("android."): each.value for each in listing.observations}
