"""Mirrors of Android packages and stores beside Google's, as data: where pages stand, and what names what.

No live page was at hand. Names of elements and shapes of addresses are those that public readers of these
pages use (read 2026-11-26):

- APKMirror: https://github.com/mkg20001/apkmirror-client (``src/parser``, commit 73709b0e) and
  https://github.com/TheQmaks/justapk (``justapk/sources/apkmirror.py``, commit fa297841)
- APKPure: https://github.com/anishomsy/apkpure (``apkpure/extractors.py``, commit 3ccbdeb1) and
  https://github.com/shafiqul92/apkpure-app_crawler (``apkpurecrawler/core.py``, commit 3f9734ce)
- APKCombo: https://github.com/ImranR98/Obtainium (``lib/app_sources/apkcombo.dart``, commit 0b7fca79)
- Uptodown: https://github.com/ImranR98/Obtainium (``lib/app_sources/uptodown.dart``, commit 015e1609) and
  https://github.com/ryyos/uptodown (``uptodown/uptodown/spiders/service.py``, commit 0a293573)
- Aptoide: https://github.com/ImranR98/Obtainium (``lib/app_sources/aptoide.dart``, commit 02922c3c)
- HappyMod: https://github.com/Magd199/ALMAGDAPPS (``libs/addons/includes/happymod.class.php``, commit
  722c5df2)
- Softonic: https://github.com/ajha63/softonicng (``softonicng/spiders/windsoft.py``, commit 6d9e58e4)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from auditor.sources.android_names import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE: Final = rf"(?P<package>{NAME})"
_LANGUAGE: Final = r"(?:[a-z]{2}(?:-[a-zA-Z]{2,4})?/)?"


@dataclass(frozen=True, slots=True)
class Site:
    """One site. ``places`` are selectors by field, best first; the first with words in it counts.

    Fields: ``name``, ``publisher``, ``version``, ``updated``, ``category``, ``rating``, ``installs``,
    ``description``, ``changes``, ``mod`` (what was changed in a package), ``permissions`` (each element one),
    ``play`` (a link to the app at Google Play) and ``rows``: lines of a table, of which the first cell is
    a label of :data:`LABELS` and the last its value, or that hold lines of the form "Label: value".
    """

    name: str
    hosts: tuple[str, ...]
    path: re.Pattern[str]
    """Of a page about one app; its group ``package`` is the app's id, where addresses have it."""
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    below: bool = False
    """Whether each app has a name of its own before the site's."""
    files: tuple[str, ...] = ()
    """Other hosts from which the site hands out packages."""
    editorial: bool = False
    """Whether the site's own people describe the apps."""
    kind: str = "apk-mirror"


SITES: Final = (
    Site(
        name="APKMirror",
        hosts=("apkmirror.com",),
        path=re.compile(r"^/apk/[^/]{1,200}/[^/]{1,300}(?:/[^/]{1,300}){0,2}/?$"),
        places={
            "name": (".app-title", "h1"),
            "publisher": (".dev-title a", ".dev-title"),
            "updated": (".dateyear_utc",),
            "category": (".play-category",),
            "description": ("#description .notes", ".notes"),
            "changes": ("#whatsnew .notes",),
            "rows": (".appspec-value", ".infoSlide p"),
            "play": ('a[title="View on Play Store"]', ".play-category"),
        },
    ),
    Site(
        name="APKPure",
        hosts=("apkpure.com", "m.apkpure.com", "apkpure.net", "m.apkpure.net"),
        path=re.compile(rf"^/{_LANGUAGE}[^/]{{1,300}}/{_PACKAGE}(?:/[^/]{{1,100}}){{0,2}}/?$"),
        files=("winudf.com", "pureapk.com", "apkpure.com", "apkpure.net"),
        places={
            "name": (".detail_banner h1", ".detail_banner .title_link", "h1"),
            "publisher": (".detail_banner .developer", "p.details_sdk span:nth-of-type(2)"),
            "version": ("p.details_sdk span", "div.details-sdk span"),
            "updated": (".detail_banner .date",),
            "rating": (".detail_banner .rating", ".details_stars"),
            "description": (".translate-content",),
            "permissions": ("ul.perms-list li",),
            "rows": ("div.info", "span.info", "li"),
        },
    ),
    Site(
        name="APKCombo",
        hosts=("apkcombo.com", "apkcombo.app"),
        path=re.compile(rf"^/{_LANGUAGE}[^/]{{1,300}}/{_PACKAGE}(?:/[^/]{{1,100}}){{0,2}}/?$"),
        places={
            "name": ("div.app_name", "h1"),
            "publisher": ("div.author",),
            "version": ("div.version", "span.vername"),
            "rows": ("div.information-table > .item",),
        },
    ),
    Site(
        name="Uptodown",
        hosts=("uptodown.com",),
        below=True,
        path=re.compile(r"^/android(?:/download(?:/[^/]{1,100})?)?/?$"),
        editorial=True,
        places={
            "name": ("#detail-app-name",),
            "publisher": ("#author-link", "div.autor a"),
            "version": ("div.version",),
            "rating": ("#rating",),
            "description": ("div.text-description",),
            "rows": ("#technical-information tr",),
        },
    ),
    Site(
        name="Aptoide",
        hosts=("aptoide.com",),
        below=True,
        path=re.compile(r"^/app/?$"),
        kind="aptoide",
    ),
    Site(
        name="HappyMod",
        hosts=("happymod.com", "m.happymod.com"),
        path=re.compile(rf"^/{_LANGUAGE}[^/]{{1,300}}/{_PACKAGE}(?:/[^/]{{1,200}}){{0,2}}/?$"),
        places={
            "name": (".new-pdt-app-title", "h1"),
            "mod": (".new-pdt-info pre",),
            "rows": ("tr",),
        },
    ),
    Site(
        name="Softonic",
        hosts=("softonic.com",),
        below=True,
        path=re.compile(r"^/android(?:/download)?/?$"),
        editorial=True,
        places={
            "name": (".media-app__title", "h1"),
            "version": (".media-app__title span", "[itemprop=softwareVersion]"),
            "description": (".app-softonic-review__content",),
        },
    ),
)

HOSTS: Final = tuple(host for site in SITES for host in site.hosts)

LABELS: Final[Mapping[str, str]] = {
    "app": "name",
    "package": "package",
    "package name": "package",
    "google play id": "package",
    "get it on google play": "package",
    "version": "version",
    "latest version": "version",
    "developer": "publisher",
    "author": "publisher",
    "publisher": "publisher",
    "offered by": "publisher",
    "date": "updated",
    "update": "updated",
    "updated": "updated",
    "update on": "updated",
    "updated on": "updated",
    "last updated": "updated",
    "uploaded": "updated",
    "category": "category",
    "downloads": "installs",
    "installs": "installs",
    "price": "price",
    "mod info": "mod",
}
"""What the first cell of a row says, in lower case and without a colon, by the field that it names."""
