"""Where a record of the rule set stands: file and line, found when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.errors import RuleError
    from auditor.rulebook.yaml_file import Key, YamlFile


@dataclass(frozen=True)
class Place:
    """A piece of a rule file. ``str(place)`` is ``path:line``."""

    file: YamlFile
    keys: tuple[Key, ...] = ()

    @property
    def path(self) -> str:
        """The file, as shown to a reader."""
        return self.file.path

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.file.line(*self.keys)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"

    def within(self, *keys: Key) -> Place:
        """Return the place of a piece inside this one."""
        return Place(self.file, (*self.keys, *keys))

    def fault(self, message: str, *keys: Key, hint: str | None = None) -> RuleError:
        """Return an error that points here, or at the piece under ``keys``."""
        return self.file.fault(message, *self.keys, *keys, hint=hint)


@dataclass(frozen=True)
class RawLanguage:
    """One ``language:`` section as it stands in its file; :mod:`auditor.language` gives it meaning."""

    data: dict[str, Any]
    """Plain data; ``data["code"]`` is there and is a language code."""
    place: Place

    @property
    def path(self) -> str:
        """The file, as shown to a reader."""
        return self.place.path

    def line(self, *keys: Key) -> int:
        """Return the line of the piece under ``keys``, which count from inside the section."""
        return self.place.within(*keys).line

    def fault(self, message: str, *keys: Key, hint: str | None = None) -> RuleError:
        """Return an error that points at the piece under ``keys``."""
        return self.place.fault(message, *keys, hint=hint)
