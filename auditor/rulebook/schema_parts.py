"""The shape of the parts that words play in a claim, by which a reader is told why it was read so."""

from __future__ import annotations

from typing import Final, Self

from pydantic import Field, model_validator

from auditor.model import Identifier, Model, Sentence

WORDS: Final = "“{words}” "
"""How the words of a part begin."""


class PartRule(Model):
    """One part that words can play in a claim: to ask for persons, to be the act.

    The order of the files is that of importance: a reason names four parts at most.
    """

    id: Identifier
    """Names the part."""
    words: Sentence
    """Half a sentence for the reader: ``“{words}” asks for persons``. It begins with ``“{words}”``, which
    stands for what the tool wrote, and has no other quotation marks."""
    claims: tuple[Identifier, ...] = ()
    """Claims in which it is looked for, if not in all."""
    concepts: tuple[Identifier, ...] = Field(min_length=1)
    """Concepts and constructions of the languages that play it."""
    beside: tuple[Identifier, ...] = ()
    """Concepts that belong to it where they stand right beside it: the "your" of "your videos"."""
    unless: tuple[Identifier, ...] = ()
    """Concepts whose words alone do not play it: "TikTok" is no video, "your TikTok" is."""
    tells_alone: bool = True
    """Whether it says enough where it is the only part that is found."""

    @model_validator(mode="after")
    def _words_are_quoted_once(self) -> Self:
        rest = self.words.removeprefix(WORDS)
        if rest == self.words or not rest.strip() or any(mark in rest for mark in "“”{}"):
            raise ValueError(
                f"'words' begin with {WORDS.strip()}; behind it stand words without quotation marks"
            )
        if rest.endswith((".", ",", ";")) or ", " in rest or "; " in rest:
            raise ValueError("'words' are half a sentence, without commas and without a mark at their end")
        return self
