"""Where a userscript runs and whom it may call, as host patterns that the rules can class."""

from __future__ import annotations

import re
from typing import Final

from auditor.sources.userscript.expression import ANY, host_in, hosts_of

EVERYWHERE: Final = "*://*/*"
_SCHEME: Final = re.compile(r"(?i)^(?:\*|https?|http\*|file|ftp|wss?)://")
_LOCAL: Final = re.compile(r"(?i)^(?:localhost|(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$")
_WILD_ENDING: Final = re.compile(r"(?<=[a-z0-9])\.(?:\*|tld)$")
"""An ending that stands for every country: ``tiktok.*``, ``google.tld``. The commonest one counts."""
_IN_A_PATH: Final = re.compile(r"\*+/(?!/)")
"""Begins a glob whose next word may stand in the path of any site: ``*/example.com/*``."""
_ANYTHING: Final = re.compile(r"[.*+?^$()\[\]/|\\]*")
_MAX: Final = 2_000


def patterns_of(rule: str) -> tuple[str, ...]:
    """Return the host patterns of a ``@match`` or ``@include`` rule: ``*://*.tiktok.com/*``.

    A glob is one, with its scheme; of a regular expression (``/…/``) each host that it spells out counts.
    What is not confined to hosts that it names reaches every page.
    """
    rule = rule.strip()
    if len(rule) > 1 and rule.startswith("/") and rule.endswith(("/", "/i")):
        hosts = hosts_of(rule[1 : rule.rindex("/")]) if len(rule) <= _MAX else None
        return (EVERYWHERE,) if hosts is None else tuple(_with_below(host) for host in hosts)
    return (_of_glob(rule[:_MAX]),)


def _of_glob(rule: str) -> str:
    if rule == "<all_urls>":
        return rule
    scheme = _SCHEME.match(rule)
    if scheme is None and _IN_A_PATH.match(rule):
        return EVERYWHERE
    rest = rule[scheme.end() :] if scheme is not None else rule.lstrip("*").lstrip("/")
    if scheme is not None and scheme[0].lower() == "file://":
        return "file:///*"
    host = _WILD_ENDING.sub(".com", re.split(r"[/?#]", rest, maxsplit=1)[0].lower()).rstrip("*").rstrip(".")
    name = host.lstrip("*").lstrip(".")
    if "*" in name:
        inner = host_in(f"://{name}".replace("*", ANY))
        return EVERYWHERE if inner is None else _with_below(inner)
    if "." not in name and _LOCAL.match(name) is None:
        return EVERYWHERE
    shown = scheme[0].lower() if scheme is not None else "*://"
    below = host.startswith("*") or (scheme is None and rule.startswith("*"))
    return f"{shown}{'*.' if below else ''}{name}/*"


def _with_below(host: str) -> str:
    return f"*://{host}/*" if _LOCAL.match(host) else f"*://*.{host}/*"


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
