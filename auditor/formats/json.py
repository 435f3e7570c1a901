"""JSON: the audit itself, in a fixed order. What machines read and what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.formats.json_text import harmless

if TYPE_CHECKING:
    from typing import Self

    from auditor.formats.options import FormatOptions
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """Audits as JSON. ``indent=None`` gives one line, for JSON lines."""

    indent: int | None = 2
    name: str = "json"
    suffix: str = ".json"

    @classmethod
    def for_options(cls, _options: FormatOptions, _translations: Catalogue) -> Self:
        """Return the form; nothing changes it, since machines read it."""
        return cls()

    def render(self, audit: Audit) -> str:
        """Return ``audit`` as JSON by its field names in DESIGN order, letters of all scripts as they are."""
        return harmless(audit.model_dump_json(by_alias=True, indent=self.indent)) + "\n"
