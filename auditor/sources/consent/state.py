"""Whether a state value could be guessed. It guards a sign-in only as long as nobody else knows it.

https://www.rfc-editor.org/rfc/rfc6749#section-10.10
"""

from __future__ import annotations

import re
from typing import Final

from auditor.messages import N_

_SHORTEST: Final = 8
"""Characters; fewer can be tried out."""
_FEW_SIGNS: Final = 4
_LONGEST_NUMBER: Final = 20
"""Digits; account numbers and times are shorter."""
_LONGEST_WORD: Final = 64
_WORDS: Final = sorted(
    (
        "abc", "app", "auth", "callback", "change", "client", "code", "connect", "csrf", "default", "demo",
        "discord", "dummy", "example", "facebook", "fixed", "foo", "bar", "google", "hello", "instagram",
        "login", "mock", "my", "nonce", "none", "null", "oauth", "oauth2", "password", "placeholder",
        "random", "redirect", "sample", "secret", "secure", "security", "session", "signin", "snapchat",
        "some", "state", "static", "string", "telegram", "test", "tiktok", "token", "true", "twitter",
        "undefined", "unique", "user", "userid", "value", "web", "world", "xsrf", "xyz", "your", "youtube",
    ),
    key=len,
    reverse=True,
)  # fmt: skip
_SEPARATORS: Final = re.compile(r"[\s_.:|/-]+")
_DIGITS: Final = re.compile(r"\d{1,6}")
_PERSON: Final = re.compile(
    r"(?i)(?:user|uid|id|account|member)(?:id|name)?[_:=.-]?[a-z]{0,3}\d{1,19}|@.{1,64}"
)
_MAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[A-Za-z]{2,24}")


def guessable(state: str) -> str:
    """Return why ``state`` could be guessed ("a fixed word", "a number" …), or "" if it looks random."""
    if is_fixed_word(state):
        return N_("a fixed word")
    if len(state) < _SHORTEST or len(set(state)) <= _FEW_SIGNS:
        return N_("too short")
    if state.isdecimal() and len(state) <= _LONGEST_NUMBER:
        return N_("a number")
    if _PERSON.fullmatch(state) or _MAIL.fullmatch(state):
        return N_("a user's name or number")
    return ""


def is_fixed_word(state: str) -> bool:
    """Whether ``state`` is made of nothing but words that programmers write there (``csrfState``)."""
    if len(state) > _LONGEST_WORD:
        return False
    rest = _SEPARATORS.sub("", state.lower())
    found = False
    while rest:
        word = next((word for word in _WORDS if rest.startswith(word)), None)
        digits = _DIGITS.match(rest)
        if word is None and (digits is None or not found):
            return False
        found = True
        rest = rest[len(word) if word is not None else digits.end() if digits else 1 :]
    return found
