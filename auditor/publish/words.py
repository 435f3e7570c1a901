"""Words that the site needs from Python, marked for translation. Sentences stand in ``reports/site/``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from auditor.formats.words import GRADES, NEEDS, SURENESS
from auditor.messages import N_
from auditor.model import Deliverable, Need

if TYPE_CHECKING:
    from collections.abc import Mapping


def _fixed(words: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(words)


PILES: Final = _fixed(
    {
        "newly_found": N_("Newly found, or worse"),
        "gone": N_("Gone, or milder"),
        "rules_added": N_("Found by a new rule"),
        "rules_removed": N_("No longer found, because a rule was taken back"),
    }
)
CAUSES: Final = _fixed(
    {
        "tool": N_("the tool changed"),
        "rules": N_("our rules changed"),
        "platform-terms": N_("a platform or its terms changed"),
    }
)
KINDS: Final = _fixed({"finding": N_("Finding"), "access": N_("Access"), "claim": N_("Promise")})
STANDS: Final = _fixed(
    {
        **GRADES,
        **SURENESS,
        **NEEDS,
        Need.NEEDED: N_("explained, or ordinary"),
        Deliverable.IMPOSSIBLE: N_("nobody is given this"),
        Deliverable.AGAINST_TERMS: N_("only against the terms"),
        Deliverable.DECEPTIVE: N_("misleading"),
        Deliverable.POSSIBLE: N_("can be done"),
    }
)
"""How a finding, an access or a promise stands."""
WAS: Final = N_("(was: %(was)s)")
FIRST: Final = N_("First audit")
WORDING: Final = N_("The wording of the audit changed; what was found did not")
