"""Which form a file gets by its name: ``report.md`` is Markdown, ``tool.badge.svg`` a badge."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from auditor.errors import UsageError
from auditor.formats.interface import FormatChoice

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDINGS: Final[Mapping[str, FormatChoice]] = MappingProxyType(
    {
        ".html": FormatChoice.HTML,
        ".htm": FormatChoice.HTML,
        ".json": FormatChoice.JSON,
        ".md": FormatChoice.MARKDOWN,
        ".markdown": FormatChoice.MARKDOWN,
        ".sarif": FormatChoice.SARIF,
        ".sarif.json": FormatChoice.SARIF,
        ".csv": FormatChoice.CSV,
        ".txt": FormatChoice.TERMINAL,
        ".share.txt": FormatChoice.SHARE,
        ".badge.svg": FormatChoice.BADGE,
        ".svg": FormatChoice.CARD,
        ".png": FormatChoice.CARD,
        ".jsonld": FormatChoice.CLAIMREVIEW,
    }
)
"""The longest ending that fits decides. A name without any is the HTML report."""
PNG: Final = ".png"


def choice_for(name: str) -> FormatChoice:
    """Return the form of a file called ``name``.

    Raises:
        UsageError: No form has such an ending.
    """
    last = name.replace("\\", "/").rpartition("/")[2].lower()
    if "." not in last.lstrip("."):
        return FormatChoice.HTML
    fitting = [ending for ending in ENDINGS if last.endswith(ending)]
    if not fitting:
        raise UsageError(
            f"no report ends like {name!r}", hint=f"Name a file that ends in {', '.join(ENDINGS)}."
        )
    return ENDINGS[max(fitting, key=len)]
