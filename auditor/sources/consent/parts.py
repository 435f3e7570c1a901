"""Take a link apart the way browsers do, and never fail: whoever wrote it may want us to.

https://url.spec.whatwg.org/#concept-basic-url-parser: a backslash counts as a slash, tabs and line breaks
vanish, whatever stands before the last ``@`` of the authority is no host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, unquote_plus

from auditor.sources.consent.blanks import BLANK, mask

MAX_PARAMETERS: Final = 400
"""Parameters of one link that are read."""

_MOST_DECODINGS: Final = 3
_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_VANISHING: Final = re.compile(r"[\t\n\r]")
_EDGES: Final = "".join(map(chr, range(33)))
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,63}):")
_WEB: Final = frozenset({"http", "https"})
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One ``name=value`` of a query."""

    name: str
    """Lower case."""
    value: str
    """Decoded once; a plus is a space."""


@dataclass(frozen=True, slots=True)
class LinkParts:
    """A link, taken apart."""

    scheme: str
    """Lower case, or "" where there is none."""
    userinfo: str
    """Decoded."""
    host: str
    """As written, decoded, lower case; "" where there is none."""
    port: str
    path: str
    """Blanks are :data:`BLANK`."""
    query: str
    """As written."""
    fragment: str
    """As written, without its ``#``."""
    parameters: tuple[Parameter, ...]
    web: bool
    """Whether the scheme is http or https."""

    def values(self, *names: str) -> tuple[str, ...]:
        """Return the values of all parameters with one of ``names``, in order."""
        return tuple(each.value for each in self.parameters if each.name in names)

    def has(self, *names: str) -> bool:
        """Whether there is a parameter with one of ``names``, filled in or not."""
        return any(each.name in names for each in self.parameters)

    @property
    def segments(self) -> tuple[str, ...]:
        """The path's segments, lower case, empty ones left out."""
        return tuple(part for part in unquote(self.path).lower().split("/") if part)


def split_link(link: str) -> LinkParts:
    """Return the parts of ``link``. Never raises; runs in time linear in its length."""
    link = _VANISHING.sub("", link.strip(_EDGES))
    masked = mask(link)
    head, fragment_at = _until(masked, "#", 0)
    head, query_at = _until(masked, "?", 0, head)
    scheme, start = _scheme(masked[:head])
    web = scheme in _WEB
    userinfo, host, port, path = _authority(masked[start:head], link[start:head], web=web)
    query = link[query_at:fragment_at] if query_at <= fragment_at else ""
    fragment = link[fragment_at + 1 :]
    return LinkParts(
        scheme=scheme,
        userinfo=printable(unquote(userinfo)),
        host=printable(unquote(host)).lower(),
        port=port,
        path=path,
        query=query,
        fragment=fragment,
        parameters=_parameters(query.removeprefix("?")),
        web=web,
    )


def _until(masked: str, sign: str, start: int, end: int | None = None) -> tuple[int, int]:
    """Return where the part before ``sign`` ends and where ``sign`` stands; the end of all without it."""
    stop = len(masked) if end is None else end
    found = masked.find(sign, start, stop)
    return (stop, stop) if found < 0 else (found, found)


def _scheme(head: str) -> tuple[str, int]:
    found = _SCHEME.match(head)
    if found is None:
        return "", 0
    return found[1].lower(), found.end()


def _authority(masked: str, rest: str, *, web: bool) -> tuple[str, str, str, str]:
    """Return user information, host, port and path of what follows the scheme."""
    if web:
        masked = masked.replace("\\", "/")
        bare = len(masked) - len(masked.lstrip("/"))
    elif masked.startswith("//"):
        bare = 2
    else:
        return "", "", "", masked
    end = masked.find("/", bare)
    end = len(masked) if end < 0 else end
    at = masked.rfind("@", bare, end)
    userinfo = rest[bare:at] if at >= 0 else ""
    host_start = at + 1 if at >= 0 else bare
    host, port = _port(masked[host_start:end])
    return userinfo, host, port, masked[end:]


def _port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        host, _, rest = authority.partition("]")
        return f"{host}]", rest.removeprefix(":")
    host, _, port = authority.partition(":")
    return host, port


def _parameters(query: str) -> tuple[Parameter, ...]:
    masked = mask(query)
    if "=" not in masked and re.search("%3D", query, re.IGNORECASE):
        query = unquote(query)  # the query as a whole was encoded once more
        masked = mask(query)
    found: list[Parameter] = []
    start = 0
    while start <= len(masked) and len(found) < MAX_PARAMETERS:
        end = masked.find("&", start)
        end = len(masked) if end < 0 else end
        equals = masked.find("=", start, end)
        name_end = end if equals < 0 else equals
        name = unquote_plus(query[start:name_end]).strip().lower().removeprefix("amp;")
        if name:
            value = "" if equals < 0 else unquote_plus(query[equals + 1 : end])
            found.append(Parameter(printable(name), printable(value)))
        start = end + 1
    return tuple(found)


def fully_decoded(value: str) -> str:
    """Return ``value`` decoded until nothing is encoded any more, at most a few times."""
    for _ in range(_MOST_DECODINGS):
        if not _ESCAPE.search(value):
            break
        value = unquote_plus(value)
    return printable(value)


def printable(value: str) -> str:
    """Return ``value`` with signs that no address needs, and that could disorder a report, replaced."""
    return _UNPRINTABLE.sub("\ufffd", value)


def blank_host(parts: LinkParts) -> bool:
    """Whether the host, or a part of it, is not filled in."""
    return BLANK in parts.host
