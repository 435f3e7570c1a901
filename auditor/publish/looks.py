"""What came of the last look at each tool, kept beside the history: why it failed, and what it looked at.

A journal of one line a look: a run that is killed leaves at most half a line, which the next run drops. It
may be deleted at any time; then every tool is due.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, Self

from pydantic import ValidationError

from auditor.errors import SiteError
from auditor.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

MAX_LINE: Final = 64 * 1024
"""Bytes of one line that is read back."""


class Look(Model):
    """One look at a tool."""

    tool: str
    fingerprint: str
    """Over what was looked at and what judged it, as :mod:`auditor.publish.due` makes it."""
    failure: str = ""
    """Why the tool could not be read, in one sentence; empty where it could."""


class Looks:
    """The journal; a context manager. Open it once at a time.

    Args:
        path: The file; its folder is made.

    Raises:
        SiteError: It can't be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Look] = {}
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._known = {look.tool: look for look in _read(self._path)}
            _rewrite(self._path, self._known.values())
            self._stream = self._path.open("ab", buffering=0)
        except OSError as error:
            hint = "Name another folder with --state."
            raise SiteError(f"can't keep {self._path}: {error.strerror or error}", hint=hint) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def beside(self, name: str) -> Path:
        """Return the path of another file in the folder of the journal."""
        return self._path.with_name(name)

    @property
    def stamp(self) -> str:
        """What changes when any look that is known does."""
        return hashlib.sha256(b"".join(map(_line, self._known.values()))).hexdigest()

    def last(self, tool: str) -> Look | None:
        """Return the last look at a tool."""
        return self._known.get(tool)

    def keep(self, look: Look) -> None:
        """Write a look down. Equal ones are not written twice."""
        if self._known.get(look.tool) == look or self._stream is None:
            return
        self._known[look.tool] = look
        self._stream.write(_line(look))


def _line(look: Look) -> bytes:
    return look.model_dump_json().encode() + b"\n"


def _read(path: Path) -> Iterable[Look]:
    if not path.exists():
        return
    with path.open("rb") as stream:
        while line := stream.readline(MAX_LINE):
            try:
                yield Look.model_validate_json(line)
            except ValidationError:
                continue  # half a line of a run that was killed


def _rewrite(path: Path, looks: Iterable[Look]) -> None:
    """Leave one line a tool, in one step; a journal that is so already is not touched."""
    content = b"".join(map(_line, looks))
    if path.exists() and path.read_bytes() == content:
        return
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
