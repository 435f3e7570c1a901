"""What the place asks for in which a report is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.history.timeline import Stage


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """What the place asks for in which a report is shown. Forms take what concerns them."""

    width: int = 80
    """Cells of a line, for the terminal."""
    colour: bool = False
    """Whether escape codes for colour may be written."""
    shapes: bool = True
    """Whether the character set has more than ASCII."""
    verbose: bool = False
    """Whether all is shown, not only what a reader needs first."""
    earlier: tuple[Stage, ...] = ()
    """What was found of the tool before, oldest first, this audit's own state last; for the timeline."""
    report: str = ""
    """Where the full report was written, to be named in short forms."""
