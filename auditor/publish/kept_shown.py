"""What the templates ``kept.html.j2`` and ``shared.html.j2`` are given of the files beside a tool's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.formats.card import HEIGHT, WIDTH
from auditor.publish.keepsakes import MAX_EVIDENCE
from auditor.publish.kept_names import (
    AUDIT,
    BADGE,
    CARD,
    CARD_PNG,
    CSV,
    EVIDENCE,
    MARKDOWN,
    REVIEW,
    SARIF,
)

if TYPE_CHECKING:
    from auditor.publish.keepsakes import Kept


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file."""

    name: str
    """As it is called."""
    href: str
    """What leads to it from the page."""


@dataclass(frozen=True, slots=True)
class KeptShown:
    """The files, as ``kept``."""

    pictures: tuple[FileShown, ...]
    """Badge and cards."""
    forms: tuple[FileShown, ...]
    """The report as Markdown, SARIF, CSV and markup for fact-checks."""
    card: str
    """Name of the card that links show, as PNG where there is one; or ""."""
    card_type: str
    """Its media type."""
    card_width: int
    """In pixels."""
    card_height: int
    """In pixels."""
    audit: FileShown
    """The audit as JSON."""
    evidence: FileShown | None
    """The bundle, where there is one."""
    size: int
    """Of the bundle, in kB."""
    digest: str
    """SHA-256 of the bundle, in hexadecimal."""
    too_large: bool
    """Whether there is a bundle that is too large to be offered."""
    most: int
    """MB that a bundle may have to be offered."""


def kept_shown(spoken: Kept, plain: Kept, beside: str = "") -> KeptShown:
    """Return what templates are given.

    Args:
        spoken: Files in the folder of the page.
        plain: Files without a language.
        beside: What leads from the page to the folder that these stand in.
    """
    hrefs = {name: name for name in spoken.files} | {name: f"{beside}{name}" for name in plain.files}
    card = next((name for name in (CARD_PNG, CARD) if name in hrefs), "")
    return KeptShown(
        pictures=tuple(FileShown(name, hrefs[name]) for name in (BADGE, CARD, CARD_PNG) if name in hrefs),
        forms=tuple(FileShown(name, hrefs[name]) for name in (MARKDOWN, SARIF, CSV, REVIEW) if name in hrefs),
        card=card,
        card_type="image/png" if card == CARD_PNG else "image/svg+xml",
        card_width=WIDTH,
        card_height=HEIGHT,
        audit=FileShown(AUDIT, f"{beside}{AUDIT}"),
        evidence=FileShown(EVIDENCE, hrefs[EVIDENCE]) if EVIDENCE in hrefs else None,
        size=-(-len(plain.files.get(EVIDENCE, b"")) // 1000),
        digest=plain.digest(EVIDENCE),
        too_large=plain.too_large,
        most=MAX_EVIDENCE // 1024**2,
    )
