"""Where a userscript runs and whom it may call, as host patterns that the rules can class."""

from __future__ import annotations

import re
from typing import Final

EVERYWHERE: Final = "*://*/*"
_SCHEME: Final = re.compile(r"(?i)^(?:\*|https?|http\*|file|ftp|wss?)://")
_LITERAL: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,22}")
_LOCAL: Final = re.compile(r"(?i)^(?:localhost|(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$")
_WILD_ENDING: Final = re.compile(r"(?<=[a-z0-9])\.(?:\*|tld)$")
"""An ending that stands for every country: ``tiktok.*``, ``google.tld``. The commonest one counts."""
_ANYTHING: Final = re.compile(r"[.*+?^$()\[\]/|\\]*")
_MAX: Final = 2_000


def pattern_of(rule: str) -> str:
    """Return the host pattern of a ``@match`` or ``@include`` rule: ``*://*.tiktok.com/*``.

    A glob keeps its scheme; of a regular expression (``/…/``) the host that it spells out counts. What
    names no host reaches every page.
    """
    rule = rule.strip()[:_MAX]
    if rule == "<all_urls>":
        return rule
    if len(rule) > 1 and rule.startswith("/") and rule.endswith(("/", "/i")):
        return _of_expression(rule)
    scheme = _SCHEME.match(rule)
    rest = rule[scheme.end() :] if scheme is not None else rule.lstrip("*").lstrip("/")
    if scheme is not None and scheme[0].lower() == "file://":
        return "file:///*"
    host = _WILD_ENDING.sub(".com", re.split(r"[/?#]", rest, maxsplit=1)[0].lower()).rstrip("*").rstrip(".")
    name = host.lstrip("*").lstrip(".")
    if "*" in name:
        return _of_expression(name)
    if "." not in name and _LOCAL.match(name) is None:
        return EVERYWHERE
    shown = scheme[0].lower() if scheme is not None else "*://"
    below = host.startswith("*") or (scheme is None and rule.startswith("*"))
    return f"{shown}{'*.' if below else ''}{name}/*"


def _of_expression(rule: str) -> str:
    """Return the pattern of a regular expression, by the last host that it spells out before a path."""
    text = rule.lower().replace("\\/", "/").replace("\\.", ".").replace("\\-", "-")
    host = text.partition("://")[2] or text.strip("/")
    found = _LITERAL.findall(host.partition("/")[0]) or _LITERAL.findall(host)[:1]
    return f"*://*.{found[-1].removeprefix('www.')}/*" if found else EVERYWHERE


def called(domain: str) -> str | None:
    """Return the host pattern of a ``@connect`` rule: a domain with all below it, ``*``, or an address.

    ``self`` is where the script runs anyway, and gives None.
    """
    value = domain.strip().lower()[:_MAX]
    value = _SCHEME.sub("", value).partition("/")[0]
    if value in ("self", ""):
        return None
    if _ANYTHING.fullmatch(value):
        return EVERYWHERE
    if _LOCAL.match(value):
        return f"*://{value}/*"
    return f"*://*.{value.removeprefix('*.')}/*"
