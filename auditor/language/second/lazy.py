"""Keeps the second reader unread until a text needs it.

NumPy and thirty megabytes cost a start-up half a second.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING

from auditor import resources
from auditor.errors import RuleError
from auditor.language.gate import SHORT, Gate

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.language.second.proposals import SecondReader

FOLDER = "second-reader"
CARD, GATE, SIEVE, GLANCE = "card.json", "gate.json", "sieve.npz", "glance.npz"
LONG = 700
"""Characters from which a text must weigh as much as any. Of 1,561 new promises fifteen stood in texts little
longer than a short one, and were held back for that."""


class LazyReader:
    """Loads the second reader when it is first asked for.

    Args:
        card_digest: SHA-256 of its card, as the rulebook names it.
        folder: Where it stands; by default beside the shipped rules.
    """

    def __init__(self, card_digest: str, folder: Path | None = None) -> None:
        self._digest = card_digest
        self._folder = folder or resources.folder("rules") / FOLDER

    @cached_property
    def gate(self) -> Gate:
        """Which texts it is asked about.

        Raises:
            RuleError: The file is missing or broken, or not the one that the card names.
        """
        place = f"rules/{FOLDER}/{GATE}"
        try:
            written = (self._folder / GATE).read_bytes()
            named = json.loads((self._folder / CARD).read_bytes())["gate"]
            gate = Gate.load(written)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise RuleError(place, 1, f"the gate can't be read: {fault}") from fault
        if self._digest and hashlib.sha256(written).hexdigest() != named:
            raise RuleError(place, 1, "this is not the gate that the card names")
        return gate

    @cached_property
    def purposes(self) -> frozenset[str]:
        """Purposes that it looks for.

        Raises:
            RuleError: The card is missing or broken.
        """
        try:
            return frozenset(json.loads((self._folder / CARD).read_bytes()).get("purposes", ()))
        except (OSError, ValueError, TypeError, AttributeError) as fault:
            raise RuleError(f"rules/{FOLDER}/{CARD}", 1, f"the card can't be read: {fault}") from fault

    def is_worth_reading(self, folded: str, *, disguised: bool = False) -> bool:
        """Whether a folded text can state a claim, by its words alone.

        They name the platform, or pass the gate and the sieve.

        Args:
            folded: The text.
            disguised: Whether disguises were undone in it, not all of them perhaps.
        """
        if self.gate.names_platform(folded):
            return True
        if not self.gate.is_heavy(folded):
            return False
        sieve = self.reader.sieve
        return sieve is None or sieve.passes(folded, self.slack(folded, disguised=disguised))

    def slack(self, folded: str, *, disguised: bool = False) -> float:
        """Log odds that less is asked of some texts: the less, the longer they are."""
        from auditor.language.second.sieve import OF_SHORT  # noqa: PLC0415 -- needs NumPy

        share = 1.0 if disguised else (LONG - len(folded)) / (LONG - SHORT)
        return OF_SHORT * min(1.0, max(0.0, share))

    @cached_property
    def reader(self) -> SecondReader:
        """The second reader.

        Raises:
            RuleError: Its files are missing or not those that the rulebook names.
        """
        from auditor.language.second.weights import load_second_reader  # noqa: PLC0415 -- see above

        return load_second_reader(self._folder, self._digest)
