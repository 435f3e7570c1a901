"""The sources, in the order in which they are asked. The first that recognises a document reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.sources.app_store import AppStoreLookup, AppStorePage, app_store_companions
from auditor.sources.chrome_store import ChromeStorePage
from auditor.sources.described import Described
from auditor.sources.edge_store import EdgeAddonAnswer, EdgeAddonPage, edge_companions
from auditor.sources.f_droid import FDroidAnswer, FDroidPage, f_droid_companions
from auditor.sources.firefox_addons import FirefoxAddonAnswer, FirefoxAddonPage, firefox_companions
from auditor.sources.github import GitHubPage, GitHubRelease, github_companions
from auditor.sources.google_play import (
    GooglePlayDataSafety,
    GooglePlayPage,
    GooglePlayPermissions,
    play_companions,
)
from auditor.sources.link_page import LinkPage
from auditor.sources.telegram import TelegramPage
from auditor.sources.text import PlainText
from auditor.sources.userscript import (
    GreasyForkData,
    GreasyForkPage,
    Userscript,
    userscript_companions,
)
from auditor.sources.webpage import WebPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher, Source

SOURCES: Final[tuple[Source, ...]] = (
    GooglePlayPermissions(),
    GooglePlayDataSafety(),
    GooglePlayPage(),
    AppStoreLookup(),
    AppStorePage(),
    ChromeStorePage(),
    EdgeAddonAnswer(),
    EdgeAddonPage(),
    FirefoxAddonAnswer(),
    FirefoxAddonPage(),
    FDroidAnswer(),
    FDroidPage(),
    GitHubRelease(),
    GitHubPage(),
    GreasyForkData(),
    GreasyForkPage(),
    Userscript(),
    TelegramPage(),
    LinkPage(),
    Described(),
    WebPage(),
    PlainText(),
)


def source_for(document: Document) -> Source | None:
    """Return the source that reads ``document``."""
    return next((source for source in SOURCES if source.recognises(document)), None)


def companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield what other addresses say of the tool on ``document``."""
    for ask in (
        play_companions,
        app_store_companions,
        firefox_companions,
        userscript_companions,
        edge_companions,
        f_droid_companions,
        github_companions,
    ):
        yield from ask(document, fetcher)
