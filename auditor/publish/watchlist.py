"""The watchlist: which tools a site reports on, how often they are read, and what their makers replied.

It may come from strangers, by way of a proposed change: ids become addresses of pages and targets are opened,
so both are closed to everything that leads out of the site or out of the watchlist's own folder.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from auditor.messages.languages import ENGLISH_CODE, LANGUAGES
from auditor.model import Model
from auditor.publish.addresses import checked_contact, checked_site

MAX_TOOLS: Final = 10_000
"""Tools of one watchlist."""
MAX_TARGETS: Final = 20
"""Targets of one tool."""
MAX_TARGET: Final = 16_384
"""Characters of one target."""
MAX_WORDS: Final = 20_000
"""Characters of one reply, correction or other text of the site's own."""
NEVER: Final = "never"

_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_EVERY: Final = re.compile(r"([0-9]{1,4})([hdw])")
_HOURS: Final = {"h": 1, "d": 24, "w": 168}
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
)
"""Names of devices, which no folder can have on Windows, where somebody may unpack the site."""
_ELSEWHERE: Final = re.compile(r"(?i)[/\\~]|[a-z]:[/\\]")
_ADDRESS: Final = re.compile(r"(?i)[a-z][a-z0-9+.-]*://")

Words = Annotated[str, StringConstraints(min_length=1, max_length=MAX_WORDS, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


def _checked_id(name: str) -> str:
    if not _ID.fullmatch(name):
        raise ValueError(
            f"'id' is {name[:60]!r}: it becomes the address of a page, so it has 1 to 63 small letters, "
            "digits and hyphens, and a letter or digit at either end"
        )
    if name in _DEVICES:
        raise ValueError(f"'id' is {name!r}, which no file can be called on Windows: choose another")
    return name


def _checked_every(every: str) -> str:
    if every != NEVER and not _EVERY.fullmatch(every):
        raise ValueError(
            f"'every' is {every[:20]!r}: write a number with h, d or w behind it, such as 7d, or never"
        )
    return every


def _checked_target(target: str) -> str:
    stripped = target.strip()
    if not stripped or stripped == "-":
        raise ValueError("a target is an address, a file or a text; it can't be empty or standard input")
    if not is_address(stripped) and leads_out(stripped):
        raise ValueError(
            f"the target {stripped[:60]!r} leads out of the watchlist's folder: "
            "put the file beside the watchlist and write its name"
        )
    return stripped


def checked_languages(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return languages of a site as they were given.

    Raises:
        ValueError: One is none that reports have, or stands twice.
    """
    for place, code in enumerate(codes):
        if code not in LANGUAGES:
            raise ValueError(f"there are no reports in {code[:20]!r}: choose from {', '.join(LANGUAGES)}")
        if code in codes[:place]:
            raise ValueError(f"the language {code!r} stands twice")
    return codes


def is_address(target: str) -> bool:
    """Whether a target is asked of the network."""
    return bool(_ADDRESS.match(target))


def leads_out(target: str) -> bool:
    """Whether a target, read as a path, names a place outside of its folder."""
    return bool(_ELSEWHERE.match(target)) or ".." in re.split(r"[/\\]", target)


class Dated(Model):
    """Words with their day: a developer's reply, verbatim, or a correction."""

    date: dt.date
    """The day on which it was written."""
    text: Words
    """The words, printed as they stand."""


class Withdrawal(Model):
    """Why a report was taken back. Its address stays and says so."""

    date: dt.date
    """The day on which it was taken back."""
    reason: Words
    """Why, in a sentence that readers see."""


class Watched(Model):
    """One tool of the watchlist. ``id`` is its address for ever."""

    id: Annotated[str, AfterValidator(_checked_id)]
    """The tool's address on the site for ever: small letters, digits and hyphens."""
    name: Name
    """What the site calls the tool where an audit does not know what it calls itself."""
    targets: tuple[
        Annotated[str, StringConstraints(max_length=MAX_TARGET), AfterValidator(_checked_target)], ...
    ] = Field(min_length=1, max_length=MAX_TARGETS)
    """What is read of it, together: addresses, texts, or files beside the watchlist."""
    every: Annotated[str, AfterValidator(_checked_every)] = "7d"
    """How long an audit stands before the tool is read again; ``never`` keeps the last one."""
    reply: tuple[Dated, ...] = Field(default=(), max_length=100)
    """What the developer wrote, in the developer's words."""
    corrections: tuple[Dated, ...] = Field(default=(), max_length=1_000)
    """What was wrong in the report, and why."""
    withdrawn: Withdrawal | None = None
    """Why its report was taken back, where it was."""
    public: tuple[Words, ...] = ()
    """Contact details of the maker's business, as they stand in quotes; others stop a publish."""

    @field_validator("reply", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return [value] if isinstance(value, dict) else value

    @field_validator("every", mode="before")
    @classmethod
    def _number_alone(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @property
    def period(self) -> dt.timedelta | None:
        """How long an audit stands, or None where the tool is not read again."""
        found = _EVERY.fullmatch(self.every)
        return dt.timedelta(hours=int(found[1]) * _HOURS[found[2]]) if found else None


class OwnWords(Model):
    """What the publisher says of the site, in one of its languages."""

    title: Name
    """The site's name."""
    about: str = Field(default="", max_length=MAX_WORDS)
    """Who publishes it."""


class Site(Model):
    """The site as a whole. Its own words are in its first language."""

    title: Name
    """Its name, on every page."""
    url: Annotated[str, AfterValidator(checked_site)]
    """Where it will be found, with a slash at its end."""
    contact: Annotated[str, AfterValidator(checked_contact)]
    """A mailbox or a page for replies and corrections."""
    about: str = Field(default="", max_length=MAX_WORDS)
    """Who publishes it, in a paragraph or more."""
    corrections: tuple[Dated, ...] = Field(default=(), max_length=1_000)
    """What was wrong on the site as a whole."""
    languages: Annotated[tuple[str, ...], AfterValidator(checked_languages)] = Field(
        default=(ENGLISH_CODE,), min_length=1
    )
    """The first stands at the root of the site, each other below its code."""
    translated: dict[str, OwnWords] = Field(default_factory=dict)
    """Title and about in other languages, by code; where there is none, the first language's stand."""

    @model_validator(mode="after")
    def _only_its_languages(self) -> Site:
        for code in self.translated:
            if code not in LANGUAGES:
                raise ValueError(f"'translated' has {code[:20]!r}: there are {', '.join(LANGUAGES)}")
        return self

    def words_in(self, code: str) -> tuple[OwnWords, str]:
        """Return title and about for a page in a language, and which language they are in."""
        if code in self.translated:
            return self.translated[code], code
        return OwnWords(title=self.title, about=self.about), self.languages[0]
