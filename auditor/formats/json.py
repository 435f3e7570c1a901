"""JSON: the audit itself, in a fixed order. What machines read and what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Audit


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """Audits as JSON. ``indent=None`` gives one line, for JSON lines."""

    indent: int | None = 2
    name: str = "json"
    suffix: str = ".json"

    def render(self, audit: Audit) -> str:
        """Return ``audit`` as JSON by its field names in DESIGN order, letters of all scripts as they are."""
        return audit.model_dump_json(by_alias=True, indent=self.indent) + "\n"
