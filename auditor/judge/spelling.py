"""Names that are written like another: letters of other scripts, digits for letters, a letter off."""

from __future__ import annotations

import re
from typing import Final

from auditor.language.disguise import LOOK_ALIKES
from auditor.language.fold import fold

_DIGITS: Final = str.maketrans(
    {"0": "o", "1": "i", "!": "i", "|": "i", "3": "e", "5": "s", "@": "a", "$": "s", "7": "t"}
)
_BREAKS: Final = re.compile(r"[^\w!|@$]+|_")
_LONGEST_NAME: Final = 200
_MOST_JOINED: Final = 3
"""Words of a name that may stand for one: ``Tik T0k``."""


def looks_like(shown: str, name: str) -> bool:
    """Whether ``shown`` holds something that is written like ``name`` and is not ``name``."""
    plain = [part for part in _BREAKS.split(fold(shown[:_LONGEST_NAME]).text) if part]
    for start in range(len(plain)):
        for end in range(start + 1, min(start + _MOST_JOINED, len(plain)) + 1):
            written = "".join(plain[start:end])
            if written != name and _is_near(written, name, joined=end - start > 1):
                return True
    return False


def _is_near(written: str, name: str, *, joined: bool) -> bool:
    """Whether it is the same to the eye; or, for one word, differs in one letter or two swapped ones."""
    if abs(len(written) - len(name)) > 1:
        return False
    bare = "".join(LOOK_ALIKES.get(letter, letter) for letter in written).translate(_DIGITS)
    if bare == name or bare.replace("l", "i") == name.replace("l", "i"):
        return True
    return not joined and _one_off(bare, name)


def _one_off(one: str, other: str) -> bool:
    """Whether one letter was added, left out or changed, or two neighbours were swapped."""
    if len(one) > len(other):
        one, other = other, one
    same = next((n for n, letter in enumerate(one) if letter != other[n]), len(one))
    if len(one) < len(other):
        return one[same:] == other[same + 1 :]
    if one[same + 1 :] == other[same + 1 :]:
        return True
    return one[same : same + 2] == other[same : same + 2][::-1] and one[same + 2 :] == other[same + 2 :]
