"""Saveraudit: what a "see who saved your TikTok" tool says and asks for, checked against cited rules.

Library use, three functions, each usable alone::

    from auditor import audit, load_rulebook, read

    listing = read(["page.html"])              # the only step that may touch the network
    verdict = audit(listing, load_rulebook())  # pure: same input, same output
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.judge import audit
    from auditor.model import Audit, Listing
    from auditor.rulebook import Rulebook, load_rulebook
    from auditor.sources import read

__version__ = "0.1.0"
__all__ = ["Audit", "Listing", "Rulebook", "__version__", "audit", "load_rulebook", "read"]

_HOMES = {
    "Audit": "auditor.model",
    "Listing": "auditor.model",
    "Rulebook": "auditor.rulebook",
    "audit": "auditor.judge",
    "load_rulebook": "auditor.rulebook",
    "read": "auditor.sources",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``saveraudit --help`` stays instant."""
    if name not in _HOMES:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
