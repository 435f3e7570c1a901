"""The sources, in the order in which they are asked. The first that recognises a document reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.sources.android import AndroidManifest, AndroidPackage
from auditor.sources.archive_source import UnknownArchive
from auditor.sources.described import Described
from auditor.sources.extension import BrowserExtension
from auditor.sources.google_play import (
    GooglePlayDataSafety,
    GooglePlayPage,
    GooglePlayPermissions,
    play_companions,
)
from auditor.sources.text import PlainText
from auditor.sources.webpage import WebPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher, Source

SOURCES: Final[tuple[Source, ...]] = (
    AndroidPackage(),
    AndroidManifest(),
    BrowserExtension(),
    UnknownArchive(),
    GooglePlayPermissions(),
    GooglePlayDataSafety(),
    GooglePlayPage(),
    Described(),
    WebPage(),
    PlainText(),
)


def source_for(document: Document) -> Source | None:
    """Return the source that reads ``document``."""
    return next((source for source in SOURCES if source.recognises(document)), None)


def companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield what other addresses say of the tool on ``document``."""
    yield from play_companions(document, fetcher)
