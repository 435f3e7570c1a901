"""What it costs to match by place among siblings: the parser walks along them for each element anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from auditor.sources.webpage.tree import Element

_STEPS_A_VISIT: Final = 20
"""Steps of the parser from sibling to sibling that take the time of one visit of ours."""
_BY_PLACE: Final = re.compile(r":(?:nth-|(?:first|last|only)-of-type)", re.IGNORECASE)
_OF: Final = re.compile(r"\sof\s", re.IGNORECASE)


class Siblings:
    """The families of a page, and what walks along them cost."""

    def __init__(self, elements: list[Element]) -> None:
        nodes = [each.parent.nodes for each in elements if each.parent is not None]
        self._steps = sum(nodes)
        self._longest = max(nodes, default=0)

    def cost(self, compound: str) -> int:
        """Return what matching ``compound`` costs at most, in visits, beside the look at each element."""
        walks = len(_BY_PLACE.findall(compound))
        if walks and _OF.search(compound):
            # Each sibling is matched on its own, and that may be a walk again.
            return int(self._steps * self._longest ** (walks - 1))
        return walks * self._steps // _STEPS_A_VISIT
