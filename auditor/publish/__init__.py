"""Publishing: a watchlist becomes a static site. It may accuse somebody, and therefore checks itself first.

Uses :mod:`auditor.history` for what was found before and :mod:`auditor.formats` for the report.
"""

from auditor.publish.auditing import Audited, Rules, Run
from auditor.publish.gathering import Outcome, Reader, ToolReader
from auditor.publish.looks import Looks
from auditor.publish.publishing import Place, Published, publish
from auditor.publish.watchlist import Site, Watched
from auditor.publish.watchlist_file import Watchlist, load_watchlist

__all__ = [
    "Audited",
    "Looks",
    "Outcome",
    "Place",
    "Published",
    "Reader",
    "Rules",
    "Run",
    "Site",
    "ToolReader",
    "Watched",
    "Watchlist",
    "load_watchlist",
    "publish",
]
