"""The shape of signs: words and values that show a fact, in whatever source they stand."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field, model_validator

from auditor.model import Identifier, Model, Sentence

PRICE: Final = "<price>"
"""Stands in a list of words for an amount with its currency: ``$6.99``, ``6,99 €``."""

FieldName = Literal[
    "access",
    "host",
    "icon",
    "in_app_purchases",
    "kind",
    "link",
    "name",
    "package",
    "policy",
    "price",
    "publisher",
    "read_with",
    "url",
]
"""What of a listing a sign can look at.

``kind`` is that of the listing and of each of its sources, ``read_with`` how each source was read, ``link``
each link, ``icon`` the address or file of its icon, ``access`` each id asked for, ``host`` that of ``url``.
"""


class Sign(Model):
    """How a fact shows: by words close to each other in a text, or by the value of a field.

    Exactly one of ``words`` and ``field`` is given. Letters are compared without case and accents.
    """

    id: Identifier
    """Names the sign."""
    observation: Identifier
    """The fact that is then seen. Its value is the stretch of text, or the field's value."""
    words: tuple[tuple[Sentence, ...], ...] = ()
    """Each entry is a list of words or phrases of which one must be there. Braces expand
    (``past{e,ing}``); ``word*`` is a beginning; ``<price>`` is an amount with its currency."""
    within: int = Field(default=120, gt=0, le=600)
    """How many characters all of them may take up together."""
    unless: tuple[Sentence, ...] = ()
    """Words that, within or just before the stretch, take it back: "never paste"."""
    field: FieldName | None = None
    """The field whose value is looked at."""
    like: tuple[Sentence, ...] = ()
    """Globs of which the value must fit one. In an address, a star before the path stays in its part."""
    unlike: tuple[Sentence, ...] = ()
    """Globs of which it may fit none."""
    looks_like: tuple[Sentence, ...] = ()
    """Names that the value is written like, without being spelt so: letters of other scripts, digits for
    letters, one letter more, less or different."""
    absent: bool = False
    """Whether the fact shows by the field having no value."""
    where: dict[FieldName, tuple[Sentence, ...]] = Field(default_factory=dict)
    """Fields that must each fit one of their globs."""
    unless_where: dict[FieldName, tuple[Sentence, ...]] = Field(default_factory=dict)
    """Fields of which none may fit one of its globs."""

    @model_validator(mode="after")
    def _one_way(self) -> Sign:
        if bool(self.words) == (self.field is not None):
            raise ValueError("a sign has exactly one of words and field")
        ways = (bool(self.like), bool(self.looks_like), self.absent)
        if self.field is not None and sum(ways) != 1:
            raise ValueError("a sign in a field has exactly one of like, looks_like and absent")
        if any(not group for group in self.words):
            raise ValueError("a list of words is empty")
        return self
