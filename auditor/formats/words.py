"""The words a report needs from Python: names of levels, grades, kinds and months, marked for translation.

Sentences stand in the templates. Here stands what both the terminal and the templates name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from auditor.formats.clean import MAX_NAME, MAX_SENTENCE, visible
from auditor.messages import N_
from auditor.messages.catalogue import Catalogue
from auditor.messages.worded import reshaped
from auditor.model import Category, Certainty, Grade, Level, Need

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

ENGLISH: Final = Catalogue()
BRAND: Final = "Saveraudit"
"""The messages as they stand in templates and code."""


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
SURENESS: Final = _fixed({Certainty.CERTAIN: N_("certain"), Certainty.LIKELY: N_("likely")})
"""The same behind a colon."""
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
ORDINARY: Final = N_("ordinary for such a tool")
"""Access that nothing needs to explain."""
ALSO_NOTED: Final = N_("Also noted")
"""Heads findings that no verdict rests on."""
REASONS: Final = (N_("The reason"), N_("Two reasons"), N_("Three reasons"))
"""Heads the reasons of a verdict, by their number."""
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
        "apk-mirror": N_("APK mirror page"),
        "aptoide": N_("Aptoide page"),
        "aptoide-api": N_("answer of Aptoide"),
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
        "privacy-policy": N_("privacy policy"),
        "privacy-policy-gone": N_("privacy policy"),
    }
)
BOTH_FAULTS: Final = N_("%(first)s, and %(second)s")
"""Two faults in one headline: "Stay away: it asks for your login, and hides where its link leads."."""
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
DO_THIS_NOTED: Final = N_(
    "Read what is noted here, look at what could not be checked, and give it only what it needs."
)
"""Where nothing was found that warns, but something is noted."""
OUTCOMES: Final = _fixed(
    {
        "found": N_("found something"),
        "nothing-found": N_("looked, found nothing"),
        "could-not-look": N_("could not look"),
        "does-not-apply": N_("does not apply"),
    }
)
PLACES: Final = _fixed(
    {
        "description": N_("description"),
        "visible": N_("visible text"),
        "title": N_("title"),
        "meta": N_("words for machines"),
        "button": N_("button"),
        "alt": N_("words of a picture"),
        "changes": N_("notes on a new version"),
        "translation": N_("translation"),
        "hidden": N_("hidden text"),
        "review": N_("review"),
        "name": N_("name"),
        "manifest": N_("manifest"),
        "permissions": N_("permissions"),
        "signature": N_("signature"),
        "link": N_("link"),
        "text": N_("text"),
        "tags": N_("tags"),
        "about": N_("about"),
    }
)
"""Places that a source names by one word."""
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


def long_date(day: dt.date, translations: Catalogue) -> str:
    """Return "22 November 2026", as the language writes it."""
    return translations.date(day)


def rule(context: str, text: str, translations: Catalogue, limit: int = MAX_SENTENCE) -> str:
    """Return a text of the rules, translated and fit to show; marked as English if it has no translation."""
    return reshaped(translations.rule(context, text), lambda words: visible(words, limit))


def phrase(context: str, text: str, translations: Catalogue, limit: int = MAX_SENTENCE) -> str:
    """Return a phrase of the rules as it begins a line: "Read your contacts"."""
    words = rule(context, text, translations, limit)
    return reshaped(words, translations.sentence_case)


def access_title(access_id: str, title: str, translations: Catalogue, limit: int = MAX_SENTENCE) -> str:
    """Return what an access lets the tool do, as it begins a line.

    Access to sites has its titles from another section of the rules; an access that the rules do not know
    has its own name for a title, which stays as it is.
    """
    if title == access_id:
        return visible(title, limit)
    context = "access.title" if translations.knows("access.title", title) else "host_classes.title"
    return phrase(context, title, translations, limit)


def access_explanation(explanation: str, translations: Catalogue) -> str:
    """Return what an access means for the user."""
    known = translations.knows("access.explanation", explanation)
    return rule("access.explanation" if known else "host_classes.explanation", explanation, translations)


def said(text: str, translations: Catalogue, limit: int = MAX_SENTENCE) -> str:
    """Return a sentence that an audit holds, translated and fit to show."""
    return reshaped(translations.said(text), lambda words: visible(words, limit))


def place(where: str, translations: Catalogue) -> str:
    """Return where something stood; names out of files and pages stay as they are."""
    kind, blank, number = where.partition(" ")
    if kind in PLACES and (not blank or number.isdigit()) and not translations.is_english:
        return f"{translations.gettext(PLACES[kind])}{blank}{number}"
    return visible(translations.place(where), MAX_NAME)


def named(words: Mapping[str, str], key: str, translations: Catalogue) -> str:
    """Return the translated word for ``key``, or ``key`` with blanks where the catalogue has none."""
    return translations.gettext(words[key]) if key in words else key.replace("-", " ")
