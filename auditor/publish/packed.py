"""Contents of many files, kept small until each is written: a site in eight languages has half a gigabyte."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping

_FAST = 1


class Packed(Mapping[str, bytes]):
    """Contents by path; pages of one site have most of their bytes in common with themselves."""

    def __init__(self, files: Iterable[tuple[str, bytes]] = ()) -> None:
        self._files: dict[str, bytes] = {}
        self.put(files)

    def put(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Keep files; later ones stand for earlier ones of the same path."""
        self._files |= ((path, zlib.compress(content, _FAST)) for path, content in files)

    def __getitem__(self, path: str) -> bytes:
        return zlib.decompress(self._files[path])

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
