"""The languages of a site: the first stands at its root, each other below its own code, for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.messages.catalogue import catalogue
from auditor.messages.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.messages.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Edition:
    """A site in one language."""

    code: str
    """BCP 47 tag out of :data:`~auditor.messages.languages.LANGUAGES`."""
    prefix: str
    """What stands before its addresses: "" for the first language, ``es/`` for another."""

    @property
    def translations(self) -> Catalogue:
        """Return its words."""
        return catalogue(self.code)

    @property
    def name(self) -> str:
        """Return what its readers call the language."""
        return LANGUAGES[self.code].name

    @property
    def direction(self) -> str:
        """Return ``ltr`` or ``rtl``."""
        return self.translations.direction


def editions(codes: Sequence[str]) -> tuple[Edition, ...]:
    """Return the editions of a site in these languages, the first at its root."""
    return tuple(Edition(code, f"{code}/" if number else "") for number, code in enumerate(codes))


def bare(path: str) -> str:
    """Return an address without the language that stands before it."""
    first, _, rest = path.partition("/")
    return rest if first in LANGUAGES else path


def lost(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield, in half sentences, which addresses of a site would die or speak another language."""
    if old and old[0] != new[0]:
        yield f"the site's root is in {old[0]!r}, and would be in {new[0]!r}: name {old[0]!r} first"
    for code in old[1:]:
        if code not in new[1:]:
            yield f"the site has pages in {code!r} below /{code}/: name {code!r} again, after the first"
