"""What a tool is made for, told by where it was read and by what it asks for. The list filters by it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from auditor.formats import words as report_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit

# fmt: off
KINDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "android": frozenset(
            {
                "google-play", "google-play-permissions", "google-play-data-safety", "f-droid", "f-droid-api",
                "apk-mirror", "aptoide", "aptoide-api", "android-package", "android-manifest", "android",
            }
        ),
        "ios": frozenset({"app-store", "app-store-lookup", "ios"}),
        "extension": frozenset(
            {
                "chrome-web-store", "edge-addon", "edge-addon-api", "firefox-addon", "firefox-addon-api",
                "browser-extension", "greasy-fork", "greasy-fork-data", "userscript", "chrome", "firefox",
            }
        ),
        "telegram": frozenset(("telegram-page", "telegram")),
        "login": frozenset(
            {
                "consent-link", "tiktok", "google", "facebook", "instagram", "discord", "x", "snapchat",
            }
        ),
        "web": frozenset(("web-page", "link-page")),
    }
)
"""Kinds of sources and of access, by what they are of. The order is that of the filter."""
TELLS_NOTHING: Final = frozenset(
    {
        "described", "text", "privacy-policy", "privacy-policy-gone", "github-repository", "github-release",
        "credential",
    }
)
# fmt: on
"""Kinds of sources and of access that there are of every tool."""
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "android": "Android",
        "ios": "iPhone",
        "extension": report_words.SOURCES["browser-extension"],
        "telegram": "Telegram",
        "login": report_words.SOURCES["consent-link"],
        "web": report_words.SOURCES["web-page"],
    }
)


def platforms_of(audit: Audit) -> tuple[str, ...]:
    """Return the ids of what a tool is made for; none where nothing tells."""
    kinds = {source.kind for source in audit.sources} | {access.kind for access in audit.access or ()}
    return tuple(name for name, known in KINDS.items() if known & kinds)


def platform_words(found: Iterable[str], translations: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return those of all platforms that are among ``found``, each with its word."""
    there = set(found)
    return tuple((name, translations.gettext(word)) for name, word in _WORDS.items() if name in there)
