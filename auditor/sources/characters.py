"""Characters that no encoding can carry: a page or a JSON answer may hold them, and nothing of ours may."""

from __future__ import annotations

import re
from typing import Any, Final

_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def whole_characters(text: str) -> str:
    """Return ``text`` with lone surrogates, which no encoding can carry, replaced by U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def whole_strings(value: Any) -> Any:
    """Return ``value``, out of JSON, with :func:`whole_characters` of every string in it."""
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, list):
        return [whole_strings(item) for item in value]
    if isinstance(value, dict):
        return {whole_strings(key): whole_strings(item) for key, item in value.items()}
    return value
