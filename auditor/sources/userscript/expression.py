r"""The hosts to which a regular expression of a userscript confines it, read without running it.

An expression is spelled out into the addresses that it may begin with; ``(a|b)\.example`` gives two. What
may stand for many letters becomes a mark. Where one of those addresses names no host, there is no telling
on which pages the script runs. Lookarounds only narrow what matches, and count for nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ANY: Final = "\0"
"""Stands for any letters, or none; slashes may be among them."""
PART: Final = "\1"
"""Stands for any letters without a slash, or none."""
_MARKS: Final = ANY + PART
_MAX_DEPTH: Final = 20
_MAX_SPELLED: Final = 4_000
"""Characters of all that an expression is spelled out into: bounds the work too."""
_MAX_HOSTS: Final = 200
_MAX_HOST: Final = 253
_MAX_TIMES: Final = 8
_SHORTEST: Final = 4
"""Letters of a name that is no mere ending of others: netflix.com ends in x.com too."""
_SETTLED: Final = re.compile(rf"://[^/]+/|.{{{_MAX_HOST + 60}}}", re.DOTALL)
_LITERAL: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,22}")
_LOCAL: Final = re.compile(r"localhost(?::\d{1,5})?|(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?")
_WILD_ENDING: Final = re.compile(r"(?<=[a-z0-9])\.(?:com?\.)?$")
_CLASS: Final = re.compile(r"\[(\^?)((?:\\.|[^\]\\])*)\]", re.DOTALL)
_SLASHLESS: Final = re.compile(r"(?:[a-z]-[a-z]|[A-Z]-[A-Z]|0-9|\\[dws.-]|[\w.%-])*", re.ASCII)
_QUANTIFIER: Final = re.compile(r"([*+?]|\{(\d{0,9})(,?)(\d{0,9})\})[?+]?")
_LOOKAROUND: Final = re.compile(r"\?<?[=!]")
_GROUP_NAME: Final = re.compile(r"\?(?::|<\w{1,80}>)")


class _Unclear(Exception):
    """The expression is too much, or not of the kinds that are read."""


def hosts_of(expression: str) -> tuple[str, ...] | None:
    """Return the hosts on whose pages alone ``expression`` matches; None where it may match elsewhere."""
    try:
        reader = _Reader(expression.replace("https?", "http"))
        spelled = reader.either(0)
        if reader.rest():
            return None
    except _Unclear:
        return None
    hosts = {host_in(address): None for address in spelled}
    return None if None in hosts or len(hosts) > _MAX_HOSTS else tuple(host for host in hosts if host)


def host_in(address: str) -> str | None:
    r"""Return the host that ``address``, with marks in it, names in letters; None where it names none.

    A mark before a host stands for what is below it, though it may run over a path: scripts are written
    so (``.*\.example\.com``). Behind a slash there is no host any more.
    """
    _, scheme, rest = address.partition("://")
    if not scheme:
        rest = address.lstrip(_MARKS)
        rest = rest[2:] if rest.startswith("//") else ANY + rest
    authority = re.split(r"[/?#]", rest[: _MAX_HOST * 2], maxsplit=1)[0]
    if _LOCAL.fullmatch(authority):
        return authority
    name = authority.rstrip(_MARKS)
    name = re.sub(r":\d{0,5}$", "", _WILD_ENDING.sub(".com", name) if name != authority else name)
    last = re.split(f"[{_MARKS}]", name)[-1]
    return _named(last.lstrip("."), loose=last != name and not last.startswith("."))


def _named(host: str, *, loose: bool) -> str | None:
    if len(host) > _MAX_HOST or _LITERAL.fullmatch(host) is None:
        return None
    if loose and host.count(".") == 1 and len(host.partition(".")[0]) < _SHORTEST:
        return None
    return host.removeprefix("www.")


class _Reader:
    """Spells an expression out, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def rest(self) -> str:
        """Return what has not been read."""
        return self._text[self._at :]

    def either(self, depth: int) -> tuple[str, ...]:
        """Return all that alternatives are spelled out into, up to the end of their group."""
        if depth > _MAX_DEPTH:
            raise _Unclear
        found = list(self._run(depth))
        while self._take("|"):
            found += self._run(depth)
        return _few(found)

    def _run(self, depth: int) -> tuple[str, ...]:
        found: tuple[str, ...] = ("",)
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            after = self._repeated(self._one(depth))
            if len(found) * len(after) > _MAX_SPELLED:
                raise _Unclear
            if after != ("",):
                found = _few(b if _SETTLED.search(b) else b + a for b in found for a in after)
        return found

    def _one(self, depth: int) -> tuple[str, ...]:
        sign = self._text[self._at]
        if sign == "[":
            return (self._class(),)
        self._at += 1
        if sign == "(":
            return self._group(depth)
        if sign == "\\":
            return (self._escaped(),)
        if sign in "*+?":
            raise _Unclear
        if sign == ".":
            # Alone it is mostly a dot that should have been escaped.
            return (ANY if _QUANTIFIER.match(self._text, self._at) else ".",)
        return ("",) if sign in "^$" else (sign.lower(),)

    def _group(self, depth: int) -> tuple[str, ...]:
        narrows = _LOOKAROUND.match(self._text, self._at)
        opened = narrows or _GROUP_NAME.match(self._text, self._at)
        self._at = opened.end() if opened is not None else self._at
        inner = self.either(depth + 1)
        if not self._take(")"):
            raise _Unclear
        return ("",) if narrows is not None else inner

    def _class(self) -> str:
        found = _CLASS.match(self._text, self._at)
        if found is None:
            raise _Unclear
        self._at = found.end()
        other, body = found[1] == "^", found[2]
        if not other and re.fullmatch(r"\\?[./-]", body):
            return body[-1]
        return PART if ("/" in body if other else _SLASHLESS.fullmatch(body)) else ANY

    def _escaped(self) -> str:
        sign = self._text[self._at : self._at + 1]
        self._at += 1
        if sign in ("d", "w", "s"):
            return PART
        if sign in ("b", "B"):
            return ""
        return ANY if sign.isalnum() or not sign else sign

    def _repeated(self, once: tuple[str, ...]) -> tuple[str, ...]:
        found = _QUANTIFIER.match(self._text, self._at)
        if found is None:
            return once
        self._at = found.end()
        if all(each in _MARKS for each in once):
            return once
        times = int(found[2] or 0) if not found[3] else 0
        if 0 < times <= _MAX_TIMES:
            return _few(each * times for each in once)
        more = once if found[1] in ("?", "{0,1}") else tuple(f"{_between(once)}{each}" for each in once)
        return _few(more) if found[1] == "+" or int(found[2] or 0) else _few(("", *more))

    def _take(self, sign: str) -> bool:
        taken = self._text.startswith(sign, self._at)
        self._at += len(sign) if taken else 0
        return taken


def _between(repeated: tuple[str, ...]) -> str:
    """Return the mark for what comes before the last of several."""
    return ANY if any("/" in each or ANY in each for each in repeated) else PART


def _few(spelled: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(spelled))
    if sum(map(len, found)) > _MAX_SPELLED or len(found) > _MAX_SPELLED:
        raise _Unclear
    return found
