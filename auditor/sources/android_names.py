"""How Android writes the names of packages and permissions: words with dots between them."""

from __future__ import annotations

import re
from typing import Final

NAME: Final = r"[A-Za-z]\w{0,80}(?:\.\w{1,80}){1,20}"
"""A pattern without groups; bounded, so that no page makes the search for one slow."""
_WHOLE: Final = re.compile(NAME)


def is_android_name(text: str) -> bool:
    """Whether ``text`` is such a name and nothing more."""
    return _WHOLE.fullmatch(text) is not None
