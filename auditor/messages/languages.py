"""Which languages reports have, where their catalogues stand, and which of them an environment asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENGLISH_CODE: Final = "en"
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_TAG: Final = re.compile(r"([a-z]{2,3})(?:[_-]([A-Za-z]{2}))?(?:[.@].*)?")


class ReportLanguage(NamedTuple):
    """A language that reports are written in."""

    locale: str
    """Babel's name of it; British English, since dates in our sentences begin with the day."""
    name: str
    """What its readers call it."""


LANGUAGES: Final[Mapping[str, ReportLanguage]] = {
    "en": ReportLanguage("en_GB", "English"),
    "es": ReportLanguage("es", "español"),
    "pt-BR": ReportLanguage("pt_BR", "português (Brasil)"),
    "fr": ReportLanguage("fr", "français"),
    "de": ReportLanguage("de", "Deutsch"),
    "id": ReportLanguage("id", "Bahasa Indonesia"),
    "tr": ReportLanguage("tr", "Türkçe"),
    "ar": ReportLanguage("ar", "العربية"),
}
"""By BCP 47 tag."""


def folder_of(code: str) -> Path:
    """Return where the catalogues of a language stand."""
    return folder("reports") / "messages" / code


def asked_for(environment: Mapping[str, str]) -> str:
    """Return the language of reports that fits the locale of ``environment``, English where none does.

    ``LANGUAGE`` is a list in order of preference; else the first of LC_ALL, LC_MESSAGES and LANG counts.
    https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html (2026-11-22)
    """
    base = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    if base in ("", "C", "POSIX"):
        return ENGLISH_CODE
    wanted = [*environment.get("LANGUAGE", "").split(":"), base]
    return next((code for name in wanted if (code := _closest(name))), ENGLISH_CODE)


def _closest(name: str) -> str | None:
    match = _TAG.fullmatch(name)
    if match is None:
        return None
    exact = f"{match[1]}-{(match[2] or '').upper()}"
    tags = [tag for tag in LANGUAGES if tag.partition("-")[0] == match[1]]
    return exact if exact in LANGUAGES else next(iter(tags), None)
