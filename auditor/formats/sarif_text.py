"""Strings for SARIF messages, in which square brackets make links and braces take arguments.

SARIF 2.1.0, sections 3.11.5 and 3.11.6
(https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from auditor.formats.clean import MAX_ADDRESS, MAX_NAME, citation, visible

if TYPE_CHECKING:
    from auditor.model import SourceRecord

_BRACES: Final = str.maketrans({"{": "{{", "}": "}}", "[": "\\[", "]": "\\]", "\\": "\\\\"})
_LINK: Final = re.compile(r"\]\(")
_FOLDERS: Final = re.compile(r"[\\/]+")


def message(text: str) -> dict[str, str]:
    """Return a message that shows ``text`` and links nowhere.

    Some readers look for ``](`` without heeding the escape before it, so a blank parts the two.
    """
    return {"text": _LINK.sub("] (", visible(text)).translate(_BRACES)}


def location_of(record: SourceRecord, number: int) -> str:
    """Return the URI of a source: its address where that is a plain one, else a name that leads nowhere.

    A file keeps the last part of its name alone: a report tells nobody how its reader's folders are called.
    """
    address = citation(record.url or record.target)
    if address and len(address) <= MAX_ADDRESS:
        return address
    plain = "://" not in record.target and len(record.target) <= MAX_NAME
    last = _FOLDERS.split(record.target)[-1] if plain else ""
    name = quote(visible(last), safe="-._~").lstrip(".")
    return name if name and len(last) <= MAX_NAME else f"source-{number + 1}"
