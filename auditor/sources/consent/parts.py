"""Take a link apart the way browsers do, and never fail: whoever wrote it may want us to.

https://url.spec.whatwg.org/#concept-basic-url-parser: a backslash counts as a slash, tabs and line breaks
vanish, whatever stands before the last ``@`` of the authority is no host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, unquote_plus

from auditor.sources.blanks import mask

_MOST_DECODINGS: Final = 3
_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_VANISHING: Final = re.compile(r"[\t\n\r]")
_EDGES: Final = "".join(map(chr, range(33)))
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,63}):")
_WEB: Final = frozenset({"http", "https"})
_AUTHORITY_END: Final = re.compile(r"[/\\?#]")
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
    """Blanks are :data:`~auditor.sources.blanks.BLANK`, as in the host."""
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
    scheme, start = _scheme(link)
    web = scheme in _WEB
    userinfo, host, port, end = _authority(link, start, web=web)
    rest = link[end:]
    masked = mask(rest)
    fragment_at = _place(masked, "#", len(masked))
    query_at = _place(masked, "?", fragment_at)
    query = rest[query_at:fragment_at]
    return LinkParts(
        scheme=scheme,
        userinfo=printable(unquote(userinfo)),
        host=mask(printable(unquote(host)).lower()),
        port=port,
        path=masked[:query_at].replace("\\", "/") if web else masked[:query_at],
        query=query,
        fragment=rest[fragment_at + 1 :],
        parameters=_parameters(query.removeprefix("?")),
        web=web,
    )


def _place(masked: str, sign: str, end: int) -> int:
    """Return where ``sign`` stands before ``end``, or ``end``."""
    found = masked.find(sign, 0, end)
    return end if found < 0 else found


def _scheme(link: str) -> tuple[str, int]:
    found = _SCHEME.match(link)
    return ("", 0) if found is None else (found[1].lower(), found.end())


def _authority(link: str, start: int, *, web: bool) -> tuple[str, str, str, int]:
    """Return user information, host, port, and where they end.

    Blanks are not looked for here: ``https://{x.evil.example/}.tiktok.com/`` leads to evil.example.
    """
    if web:
        start += len(link) - start - len(link[start:].lstrip("/\\"))
    elif link.startswith("//", start):
        start += 2
    else:
        return "", "", "", start
    found = _AUTHORITY_END.search(link, start)
    end = len(link) if found is None else found.start()
    userinfo, _, place = link[start:end].rpartition("@")
    host, port = _port(place)
    return userinfo, host, port, end


def _port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        host, _, rest = authority.partition("]")
        return f"{host}]", rest.removeprefix(":")
    host, _, port = authority.partition(":")
    return host, port


def _parameters(query: str) -> tuple[Parameter, ...]:
    """Return what the query's server would see; a blank hides nothing from it (``x={&scope=all}``)."""
    if "=" not in query and re.search("%3D", query, re.IGNORECASE):
        query = unquote(query)  # the query as a whole was encoded once more
    found: list[Parameter] = []
    for piece in query.split("&"):
        written, _, value = piece.partition("=")
        name = unquote_plus(written).strip().lower().removeprefix("amp;")
        if name:
            found.append(Parameter(printable(name), printable(unquote_plus(value))))
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
