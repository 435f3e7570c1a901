"""The shape of what holds the sources of one tool against each other: sides, sayings, comparisons.

A rule author adds a contradiction in three steps, none of them in Python: a record under ``comparisons`` says
which two things are held against each other and how they may differ, a finding whose condition is
``contradiction: <id of the comparison>`` says what it means where they do, and its examples are lists of
``targets``, one described listing each, that are joined as the targets of a user are.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from auditor.model import Certainty, Grade, Identifier, Model, Need, Sentence

StatedField = Literal[
    "name", "package", "publisher", "publisher_url", "url", "privacy_policy", "version", "redirect"
]
"""Fields of a listing of which each source may say something else; ``redirect`` is where a consent link sends
the user back to."""

Way = Literal["both", "beyond", "identifier", "mentions", "name", "newer", "older", "site", "unnamed"]


class Side(Model):
    """A kind of place in which a tool shows itself: a store, a package, its own site.

    A source is on the first side that it fits. Where ``is_policy``, only those sources fit that are the
    tool's privacy policy: they are of the kind ``sure``, another source links them as such, or their title is
    the saying named in ``titled``.
    """

    id: Identifier
    """Names the side."""
    title: Sentence
    """Completes "This was read in …"."""
    kinds: tuple[Identifier, ...] = Field(min_length=1)
    """Kinds of source, as ``sources`` of an audit names them: ``google-play``, ``android-package`` …"""
    is_policy: bool = False
    """Whether only the tool's privacy policy is meant."""
    sure: Identifier | None = None
    """The kind of source that was read as the tool's privacy policy."""
    titled: Identifier | None = None
    """Id of the saying by which a title tells a privacy policy."""


class SayingMatch(Model):
    """A text in which a saying stands, with the exact words, and the name where it names somebody."""

    text: Sentence
    """A text in which it stands."""
    quote: Sentence
    """The exact words."""
    name: str = ""
    """Whom they name, where they name somebody."""


class SayingExamples(Model):
    """Texts in which a saying stands, and near-misses."""

    match: tuple[SayingMatch, ...] = Field(min_length=1)
    """Texts in which it stands."""
    near_miss: tuple[Sentence, ...] = Field(min_length=1)
    """Texts in which it does not."""


class Saying(Model):
    """Something that texts say in few fixed turns of phrase, such as "no permissions needed".

    Phrases are written in the notation of :mod:`auditor.language.pattern`, in words alone (no concepts), by
    language. Words of scripts that are cut into letters (Chinese, Japanese, Thai, Hindi) are written as
    usual; a ``?`` or ``*`` there belongs to the last letter alone, so it stands behind brackets. Phrases of
    all languages are looked for in every text. A sentence that asks a question says nothing.
    """

    id: Identifier
    """Names the saying."""
    title: Sentence
    """Completes "The tool says that it …"."""
    names: bool = False
    """Whether the words after the phrase name somebody: "developed by Acme Ltd"."""
    phrases: dict[Identifier, tuple[Sentence, ...]] = Field(min_length=1)
    """By language."""
    unless: dict[Identifier, tuple[Sentence, ...]] = Field(default_factory=dict)
    """Turns of phrase beside which, in the same sentence, the saying doesn't hold: "no login needed to
    browse"."""
    examples: SayingExamples
    """Texts on which it is tested."""


class Aspect(Model):
    """One of the two things that a comparison holds against each other.

    Exactly one of ``says``, ``saying``, ``observation``, ``access``, ``texts`` is given; ``danger``, ``need``
    and ``yields`` narrow ``access``.
    """

    title: Sentence
    """What it is, in words: "the version of the package"."""
    by: tuple[Identifier, ...] = ()
    """Sides on which it must stand; any where none is named."""
    says: tuple[StatedField, ...] = ()
    """Fields of the listing."""
    saying: Identifier | None = None
    """Id of a saying in the texts."""
    observation: Identifier | None = None
    """Id of a fact that a source saw."""
    shown_by: tuple[Identifier, ...] = ()
    """Observations which show that the place of ``observation`` was read, so that its absence means
    something."""
    access: tuple[Identifier, ...] = ()
    """Ids or globs over ids."""
    danger: tuple[Grade, ...] = ()
    """Narrows ``access``: one of these grades."""
    need: tuple[Need, ...] = ()
    """Narrows ``access``: one of these verdicts."""
    yields: tuple[Identifier, ...] = ()
    """Capabilities of which the access must yield one."""
    texts: bool = False
    """All the texts that stand there, as a whole."""
    silence: str = ""
    """How a report says that nothing stands here where the other side has something."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Aspect:
        given = [n for n in ("says", "saying", "observation", "access", "texts") if getattr(self, n)]
        if len(given) != 1:
            raise ValueError("this side has exactly one of says, saying, observation, access, texts")
        if not self.access and (self.danger or self.need or self.yields):
            raise ValueError("danger, need and yields narrow access, and there is none here")
        if self.shown_by and self.observation is None:
            raise ValueError("shown_by belongs to observation, and there is none here")
        return self

    @property
    def thing(self) -> str:
        """Which of the five it is."""
        return next(n for n in ("says", "saying", "observation", "access", "texts") if getattr(self, n))


_VALUES = ("says", "saying", "observation")
_FITS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "both": (("saying", "observation", "access"), ("saying", "observation", "access")),
    "beyond": (("access",), ("access",)),
    "identifier": (("says",), ("says",)),
    "mentions": (("texts",), ("says",)),
    "name": (_VALUES, _VALUES),
    "newer": (("says",), ("says",)),
    "older": (("says",), ("says",)),
    "site": (("says",), ("says",)),
    "unnamed": (("observation",), ("access",)),
}
"""For each way to differ, what may stand on either side."""


class Comparison(Model):
    """Two things that should agree, and how it is told that they don't.

    ======================  ====================================================================
    ``differ``              the two contradict each other where …
    ======================  ====================================================================
    ``both``                both are there: "collects nothing" and an access to data
    ``beyond``              ``other`` asks for what ``one`` doesn't name, of the same kind
    ``identifier``          ``other`` has an id of the same shape that ``one`` doesn't have
    ``mentions``            the texts of ``one`` hold no word of any name in ``other``
    ``name``                no name in a source of ``other`` shares a word with any name in ``one``
    ``newer``, ``older``    the version of ``other`` is newer, older than each version of ``one``
    ``site``                an address in ``other`` belongs to none of the owners of those in ``one``
    ``unnamed``             ``other`` is asked for, and no value of ``one`` has any of ``words``
    ======================  ====================================================================

    It does not apply where a side was not handed in, and could not be made where a side was and does not
    tell.
    """

    id: Identifier
    """Names the comparison, and is what a finding's ``contradiction`` names."""
    title: Sentence
    """What is looked at: "Whether the package is the one that the store lists"."""
    one: Aspect
    """The first side."""
    other: Aspect
    """The second side."""
    differ: Way = "both"
    """How the two contradict each other; the table above says it for each."""
    certainty: Certainty = Certainty.CERTAIN
    """How sure the contradiction is, where there is one."""
    ignore: tuple[str, ...] = ()
    """Words of names, or hosts of addresses, that are anybody's."""
    ignore_as: Identifier | None = None
    """A comparison whose ``ignore`` counts here too."""
    words: tuple[str, ...] = ()
    """For ``unnamed``: words of which a value of ``one`` would have one."""
    unless_mentioned: bool = False
    """Whether names differ only in sources of ``other`` whose texts hold no word of a name in ``one``."""

    @model_validator(mode="after")
    def _fitting(self) -> Comparison:
        for side, allowed in zip(("one", "other"), _FITS[self.differ], strict=True):
            if getattr(self, side).thing not in allowed:
                raise ValueError(
                    f"where things differ by '{self.differ}', '{side}' is {' or '.join(allowed)}"
                )
        if (self.differ == "unnamed") != bool(self.words):
            raise ValueError("'words' belongs to differ: unnamed, which needs it")
        if self.unless_mentioned and self.differ != "name":
            raise ValueError("'unless_mentioned' belongs to differ: name")
        return self
