"""What a site holds that publishing wrote: each file with its hash, in units that are made anew together.

It stands in the site itself, so that a run knows what is already there, what another hand has changed, and
what is not ours to touch. Readers can check with it that they were given what was published.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field, ValidationError

from auditor.errors import SiteError
from auditor.messages.languages import LANGUAGES
from auditor.model import Model
from auditor.publish.watchlist import MAX_TOOLS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME: Final = "inventory.json"
MAX_STATES: Final = 100
"""States of one tool, on average: one in which something else is said each month, for eight years."""
_OF_EDITION: Final = 10
"""Lines on one tool in one language: nine files and the head of their unit."""
_OF_TOOL: Final = 5
"""Lines on what a tool has in no language, beside one a state."""
LINE: Final = 200
"""Bytes of one line, with the longest id and language, a name and a hash."""
MAX_BYTES: Final = MAX_TOOLS * (len(LANGUAGES) * _OF_EDITION + _OF_TOOL + MAX_STATES) * LINE
"""Bytes of an inventory that is written, and so of one that is read."""

_PATH: Final = re.compile(r"[a-z0-9_.-]+(?:/[a-z0-9_.-]+)*", re.IGNORECASE)


class Unit(Model):
    """Pages that are made from the same things: those of one tool, or those of the whole site."""

    key: str
    """Over all that they are made from."""
    files: dict[str, str]
    """SHA-256 by path."""


class Inventory(Model):
    """All units of a site."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    """Version of this shape."""
    site: str = ""
    """Its address."""
    languages: tuple[str, ...] = ("en",)
    """The first stands at the root, each other below its code."""
    units: dict[str, Unit] = Field(default_factory=dict)
    """By name of the unit: a tool, or the site as a whole."""

    @property
    def files(self) -> dict[str, str]:
        """SHA-256 of all files by path, but for the inventory itself."""
        return {path: digest for unit in self.units.values() for path, digest in unit.files.items()}

    def written(self) -> bytes:
        """Return it as a file.

        Raises:
            SiteError: It would be larger than what is read again.
        """
        content = self.model_dump_json(by_alias=True, indent=1).encode() + b"\n"
        if len(content) > MAX_BYTES:
            raise SiteError(
                f"the site would have {len(self.files):,} files, and its list of them be over "
                f"{MAX_BYTES // 1024**2:,} MB",
                hint="Make several sites of it, or one in fewer languages.",
            )
        return content

    def with_added(self, other: Inventory) -> Inventory:
        """Return this with the files of ``other`` that are not in it, so that it names those of both."""
        known, units = self.files, dict(self.units)
        for name, unit in other.units.items():
            added = {path: digest for path, digest in unit.files.items() if path not in known}
            if added:
                mine = self.units.get(name, Unit(key="", files={}))
                units[name] = Unit(key=mine.key, files={**mine.files, **added})
        return self.model_copy(update={"units": units})


def inventory_of(site: Path) -> Inventory | None:
    """Return the inventory of a site, or None where there is none that can be read."""
    try:
        with (site / NAME).open("rb") as stream:
            found = Inventory.model_validate_json(stream.read(MAX_BYTES))
    except (OSError, ValidationError):
        return None
    return found if all(map(is_plain, found.files)) else None


def is_too_large(site: Path) -> bool:
    """Whether the inventory of a site is there and larger than what is read."""
    try:
        return (site / NAME).stat().st_size > MAX_BYTES
    except OSError:
        return False


def is_plain(path: str) -> bool:
    """Whether ``path`` can only name a file inside the site."""
    return bool(_PATH.fullmatch(path)) and not {".", ".."}.intersection(path.split("/")) and path != NAME


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def digest_of_files(folders: Iterable[Path]) -> str:
    """Return what changes when the name or the content of any file in or below ``folders`` does."""
    found = hashlib.sha256()
    for home in folders:
        for path in sorted(path for path in home.rglob("*") if path.is_file()):
            found.update(str(path.relative_to(home.parent)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def stands(site: Path, path: str, wanted: str) -> bool:
    """Whether a file is there and holds exactly what it should."""
    file = site / path
    try:
        return not file.is_symlink() and digest(file.read_bytes()) == wanted
    except OSError:
        return False
