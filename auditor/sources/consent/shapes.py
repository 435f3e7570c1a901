# ruff: noqa: RUF001  # letters that look like others are what this file is about
"""What a word looks like, whatever letters it is written with."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_SHAPES: Final = str.maketrans(
    {
        **dict.fromkeys("аɑα4", "a"),
        **dict.fromkeys("сϲ", "c"),
        **dict.fromkeys("ԁɗ", "d"),
        **dict.fromkeys("еєҽε3", "e"),
        **dict.fromkeys("ɡց", "g"),
        **dict.fromkeys("һհ", "h"),
        **dict.fromkeys("lіıιɩӏǀ1|", "i"),
        **dict.fromkeys("јϳ", "j"),
        **dict.fromkeys("кκқҡ", "k"),
        **dict.fromkeys("мϻ", "m"),
        **dict.fromkeys("ոпη", "n"),
        **dict.fromkeys("оοσօ0", "o"),
        **dict.fromkeys("рρ", "p"),
        **dict.fromkeys("гᴦ", "r"),
        **dict.fromkeys("ѕꜱ5$", "s"),
        **dict.fromkeys("тτᴛ7", "t"),
        **dict.fromkeys("υսц", "u"),
        **dict.fromkeys("νѵ", "v"),
        **dict.fromkeys("ԝɯω", "w"),
        **dict.fromkeys("хχ", "x"),
        **dict.fromkeys("уүγ", "y"),
    }
)
"""Letters and digits by the Latin letter that they look like; ``l`` goes with ``i``, on both sides."""


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """Return ``word`` reduced to what it looks like: accents, hyphens and look-alike letters undone."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(sign for sign in decomposed if sign.isalnum() or sign in "|$").translate(_SHAPES)
    return plain.replace("rn", "m").replace("vv", "w")


def one_apart(word: str, name: str) -> bool:
    """Whether ``word`` is ``name`` with one letter added, left out, or swapped with the next.

    A changed letter does not count: it makes honest words (``discard``). Those that look alike have the
    same :func:`skeleton`, and others that are known stand among a provider's names.
    """
    if abs(len(word) - len(name)) > 1 or word == name:
        return word == name
    first = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), None)
    if first is None:
        return True
    rest, other = word[first:], name[first:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other or rest == other[1:]
