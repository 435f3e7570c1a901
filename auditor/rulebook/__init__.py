"""The rule set: reads ``rules/*.yaml``, validates them, and answers questions about them."""

from auditor.rulebook.book import CitedClause, Rulebook
from auditor.rulebook.hosts import HostMatch, HostPattern, HostScope, classify_host
from auditor.rulebook.load import examine, load_rulebook
from auditor.rulebook.places import Place, RawLanguage

__all__ = [
    "CitedClause",
    "HostMatch",
    "HostPattern",
    "HostScope",
    "Place",
    "RawLanguage",
    "Rulebook",
    "classify_host",
    "examine",
    "load_rulebook",
]
