"""What a source is: something that recognises one kind of document and reads it into a listing.

Reading is pure. Only a :class:`Fetcher` touches the network, and only :mod:`auditor.sources.reading`
calls one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from auditor.sources.blob import Held

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from auditor.model import Listing
    from auditor.sources.blob import Blob

ACCEPT_PAGES: Final = (
    "text/html,application/xhtml+xml;q=0.9,application/json;q=0.8,text/plain;q=0.7,*/*;q=0.1"
)
"""What is asked for where nothing more exact is known."""


class TargetKind(StrEnum):
    """What a user's string turns out to be."""

    URL = "url"
    FILE = "file"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Target:
    """What the user handed in, as given, and what it was taken for."""

    given: str
    """The string as the user wrote it; for standard input its content."""
    kind: TargetKind
    label: str
    """How the target is named in reports and errors: the file, the address without secrets, "pasted text"."""
    path: Path | None = None
    """Where ``kind`` is FILE."""
    url: str | None = None
    """Where ``kind`` is URL: trimmed, with its scheme."""
    is_policy: bool = False
    """Whether nobody handed it in: another target names it as the tool's privacy policy."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as it was received: bytes, and what was said about them."""

    target: str
    """The label of the target it came from."""
    body: bytes
    """Decompressed, at most :data:`auditor.limits.MAX_DOCUMENT_BYTES`; of a package its beginning may do."""
    url: str | None = None
    """The address that was asked, where there was one."""
    final_url: str | None = None
    """The address that answered, after redirects."""
    media_type: str = ""
    """From the headers, lower case, without parameters: ``text/html``; "" where nothing was said."""
    charset: str | None = None
    """From the headers, as sent."""
    retrieved_at: datetime | None = None
    """With time zone; absent for files, whose time says nothing about the page."""
    path: Path | None = None
    """Where a file was read."""
    package: Blob | None = None
    """Where ``body`` is only the beginning of a package: all of it."""
    styles: tuple[tuple[str, bytes], ...] = ()
    """Style sheets that were saved with a page, by the address that the page gives them."""
    frames: tuple[tuple[str, Document], ...] = ()
    """Pages that were saved with a page that shows them in frames, by the address that it gives them."""
    damaged: bool = False
    """Whether what it was taken out of broke off in the midst of it."""

    @property
    def content(self) -> Blob:
        """All that was received."""
        return Held(self.body) if self.package is None else self.package

    @property
    def address(self) -> str | None:
        """The final address, else the one asked, else none."""
        return self.final_url or self.url

    @property
    def suffix(self) -> str:
        """The ending of the file's name in lower case, with its dot, or ""."""
        return self.path.suffix.lower() if self.path is not None else ""


class Source(Protocol):
    """One kind of document."""

    @property
    def kind(self) -> str:
        """The name that its records carry: ``google-play``, ``web-page``, ``described``."""

    def recognises(self, document: Document) -> bool:
        """Whether this source is the one to read ``document``. Cheap, and never raises."""

    def read(self, document: Document) -> Listing:
        """Read ``document``. Pure: no network, no clock.

        Raises:
            UnreadableTarget: There is nothing in it that could be audited.
        """


class Fetcher(Protocol):
    """Whoever asks the network, within the bounds of :mod:`auditor.limits`."""

    def get(self, url: str, *, accept: str = ACCEPT_PAGES) -> Document:
        """Return what ``url`` answers.

        Raises:
            FetchError: It answered with a fault or not at all.
            NotFound: It answered 404 or 410.
            TooLarge: The answer is over the bound.
        """

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Return what ``url`` answers to a form. Raises as :meth:`get` does."""
