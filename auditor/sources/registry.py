"""The sources, in the order in which they are asked. The first that recognises a document reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.sources.android import AndroidManifest, AndroidPackage
from auditor.sources.apk_mirror.sites import HOSTS as _MIRRORS
from auditor.sources.archive_source import UnknownArchive
from auditor.sources.described import Described
from auditor.sources.extension import BrowserExtension
from auditor.sources.google_play import (
    GooglePlayDataSafety,
    GooglePlayPage,
    GooglePlayPermissions,
    play_companions,
)
from auditor.sources.late import LateCompanions, LateSource
from auditor.sources.link_page import LinkPage
from auditor.sources.pretence import SitePage, StorePage
from auditor.sources.text import PlainText
from auditor.sources.webpage import WebPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher, Source

_APPLE: Final = ("apps.apple.com", "itunes.apple.com")
_CHROME: Final = ("chromewebstore.google.com", "chrome.google.com")
_EDGE: Final = ("microsoftedge.microsoft.com",)
_MOZILLA: Final = ("addons.mozilla.org",)
_F_DROID: Final = ("f-droid.org",)
_APTOIDE: Final = ("aptoide.com",)
_GITHUB: Final = ("github.com",)
_GREASY: Final = ("greasyfork.org", "sleazyfork.org")
_TELEGRAM: Final = ("t.me", "telegram.me", "telegram.dog")
_SCRIPTS: Final = (".user.js", ".meta.js")

SOURCES: Final[tuple[Source, ...]] = (
    AndroidPackage(),
    AndroidManifest(),
    BrowserExtension(),
    UnknownArchive(),
    GooglePlayPermissions(),
    StorePage(GooglePlayDataSafety()),
    StorePage(GooglePlayPage()),
    LateSource("app_store:AppStoreLookup", _APPLE, (b'"resultCount"',)),
    StorePage(LateSource("app_store:AppStorePage", _APPLE)),
    StorePage(LateSource("chrome_store:ChromeStorePage", _CHROME)),
    LateSource("edge_store:EdgeAddonAnswer", _EDGE, (b'"manifest"', b'"developer"')),
    StorePage(LateSource("edge_store:EdgeAddonPage", _EDGE)),
    LateSource("firefox_addons:FirefoxAddonAnswer", _MOZILLA, (b'"current_version"',)),
    StorePage(LateSource("firefox_addons:FirefoxAddonPage", _MOZILLA)),
    LateSource("f_droid:FDroidAnswer", _F_DROID, (b'"suggestedVersionCode"',)),
    StorePage(LateSource("f_droid:FDroidPage", _F_DROID)),
    LateSource("apk_mirror.aptoide:AptoideAnswer", _APTOIDE, (b'"used_permissions"', b'"vername"')),
    SitePage(LateSource("apk_mirror.page:ApkMirrorPage", _MIRRORS)),
    LateSource("github:GitHubRelease", _GITHUB, (b'"tag_name"',)),
    SitePage(LateSource("github:GitHubPage", _GITHUB)),
    LateSource("userscript:GreasyForkData", _GREASY, (b'"code_url"',)),
    SitePage(LateSource("userscript:GreasyForkPage", _GREASY)),
    LateSource("userscript:Userscript", _SCRIPTS, (b"==UserScript==",)),
    StorePage(LateSource("telegram:TelegramPage", _TELEGRAM, (b"tgme_page",))),
    LinkPage(),
    Described(),
    WebPage(),
    PlainText(),
)
_COMPANIONS: Final = (
    play_companions,
    LateCompanions("app_store:app_store_companions", _APPLE),
    LateCompanions("edge_store:edge_companions", _EDGE),
    LateCompanions("firefox_addons:firefox_companions", _MOZILLA),
    LateCompanions("f_droid:f_droid_companions", _F_DROID),
    LateCompanions("apk_mirror.aptoide:aptoide_companions", _APTOIDE),
    LateCompanions("github:github_companions", _GITHUB),
    LateCompanions("userscript:userscript_companions", _GREASY),
)


def source_for(document: Document) -> Source | None:
    """Return the source that reads ``document``."""
    return next((source for source in SOURCES if source.recognises(document)), None)


def companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield what other addresses say of the tool on ``document``."""
    for ask in _COMPANIONS:
        yield from ask(document, fetcher)
