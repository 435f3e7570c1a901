"""The words a report needs from Python: names of levels, grades, kinds and months, marked for translation.

Sentences stand in the templates. Here stands what both the terminal and the templates name.
"""

from __future__ import annotations

from gettext import NullTranslations
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from auditor.model import Category, Certainty, Grade, Level, Need

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

ENGLISH: Final = NullTranslations()
"""The messages as they stand in templates and code."""


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark ``message`` for translation and return it as it is."""
    return message


def _fixed(words: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(words)


LEVELS: Final = _fixed(
    {
        Level.AVOID: N_("Avoid"),
        Level.HIGH_RISK: N_("High risk"),
        Level.CAUTION: N_("Caution"),
        Level.NOTHING_FOUND: N_("Nothing found"),
        Level.NOT_ANALYSED: N_("Not analysed"),
    }
)
CERTAINTIES: Final = _fixed({Certainty.CERTAIN: N_("Certain"), Certainty.LIKELY: N_("Likely")})
GRADES: Final = _fixed(
    {
        Grade.NONE: N_("ordinary"),
        Grade.INFO: N_("ordinary"),
        Grade.LOW: N_("low"),
        Grade.MEDIUM: N_("medium"),
        Grade.HIGH: N_("high"),
        Grade.CRITICAL: N_("critical"),
    }
)
NEEDS: Final = _fixed(
    {
        Need.NEEDED: N_("explained by what it says"),
        Need.UNEXPLAINED: N_("nothing it says explains this"),
        Need.EXCESSIVE: N_("more than what it says needs"),
        Need.UNKNOWN: N_("could not be compared"),
    }
)
CATEGORIES: Final = _fixed(
    {
        Category.IMPOSSIBLE_CLAIM: N_("Impossible promise"),
        Category.EXCESSIVE_ACCESS: N_("Too much access"),
        Category.TERMS_OF_SERVICE: N_("Against the terms"),
        Category.DECEPTION: N_("Misleading"),
        Category.PRIVACY: N_("Privacy"),
        Category.TRANSPARENCY: N_("Openness"),
    }
)
PLATFORMS: Final = _fixed(
    {
        "android": "Android",
        "chrome": "Chrome",
        "firefox": "Firefox",
        "tiktok": "TikTok",
        "google": "Google",
        "youtube": "YouTube",
        "facebook": "Facebook",
        "instagram": "Instagram",
        "x": "X",
        "snapchat": "Snapchat",
        "discord": "Discord",
        "telegram": "Telegram",
        "userscript": "Userscript",
    }
)
SOURCES: Final = _fixed(
    {
        "google-play": N_("Google Play page"),
        "google-play-permissions": N_("Google Play permission list"),
        "google-play-data-safety": N_("Google Play data-safety page"),
        "android-package": N_("Android package"),
        "android-manifest": N_("Android manifest"),
        "browser-extension": N_("browser extension"),
        "app-store": N_("App Store page"),
        "app-store-lookup": N_("answer of the App Store"),
        "chrome-web-store": N_("Chrome Web Store page"),
        "edge-addon": N_("Edge Add-ons page"),
        "edge-addon-api": N_("answer of Edge Add-ons"),
        "firefox-addon": N_("Firefox Add-ons page"),
        "firefox-addon-api": N_("answer of Firefox Add-ons"),
        "f-droid": N_("F-Droid page"),
        "f-droid-api": N_("answer of F-Droid"),
        "github-repository": N_("GitHub repository"),
        "github-release": N_("list of a release's files"),
        "userscript": N_("userscript"),
        "greasy-fork": N_("Greasy Fork page"),
        "greasy-fork-data": N_("answer of Greasy Fork"),
        "telegram-page": N_("Telegram page"),
        "link-page": N_("page of links"),
        "web-page": N_("web page"),
        "consent-link": N_("consent link"),
        "described": N_("description written by hand"),
        "text": N_("pasted text"),
    }
)
MONTHS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
IMPLIED: Final = N_("What every tool of its kind needs")
"""Explains access that no text of the tool needs to speak of."""
DO_THIS: Final = _fixed(
    {
        Level.AVOID: N_("Do not install it, do not sign in to it and do not pay for it."),
        Level.HIGH_RISK: N_(
            "Do not install it and do not sign in unless its maker mends what is found below."
        ),
        Level.CAUTION: N_("Wait. Read the findings first, and give it only what you would give a stranger."),
        Level.NOTHING_FOUND: N_(
            "What we could read gives no reason against it. Look at what could not be checked, and give it "
            "only what it needs."
        ),
        Level.NOT_ANALYSED: N_("Do not decide on this report: too little could be read to say anything."),
    }
)
GLYPHS: Final = _fixed(
    {
        Level.AVOID: "⬣",
        Level.HIGH_RISK: "▲",
        Level.CAUTION: "◆",
        Level.NOTHING_FOUND: "○",
        Level.NOT_ANALYSED: "◌",
    }
)
PLAIN_GLYPHS: Final = _fixed(
    {
        Level.AVOID: "[X]",
        Level.HIGH_RISK: "/!\\",
        Level.CAUTION: "<!>",
        Level.NOTHING_FOUND: "( )",
        Level.NOT_ANALYSED: "(?)",
    }
)
"""For terminals whose character set has no shapes."""


def long_date(day: dt.date, translations: NullTranslations) -> str:
    """Return "22 November 2026"."""
    return f"{day.day} {translations.gettext(MONTHS[day.month - 1])} {day.year}"


def named(words: Mapping[str, str], key: str, translations: NullTranslations) -> str:
    """Return the translated word for ``key``, or ``key`` with blanks where the catalogue has none."""
    return translations.gettext(words[key]) if key in words else key.replace("-", " ")
