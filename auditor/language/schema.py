"""The shape of ``language:`` records under ``rules/languages/``: everything a language adds is words.

Claims, purposes and frames are described once, independent of language; a language says which words and
turns of phrase carry the concepts that they are made of. Several files may add to one language.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from auditor.model import Certainty, Identifier, Model, Sentence

ANY_LANGUAGE = "any"
"""Code of the record whose concepts (emoji, names of platforms) and frames serve every language."""


class Construction(Model):
    """A turn of phrase that carries a concept: later patterns may use ``<name>`` like any other."""

    name: Identifier
    """How later patterns call it."""
    patterns: tuple[Sentence, ...] = Field(min_length=1)
    """Turns of phrase, each of which carries it."""
    unless: tuple[Sentence, ...] = ()
    """Turns of phrase inside which the construction does not hold: "how many people saved"."""


class Frame(Model):
    """A claim, put together from concepts in any order within one sentence."""

    claim: Identifier
    """Id of the claim that it makes."""
    certainty: Certainty
    """How sure the claim is."""
    needs: tuple[tuple[Identifier, ...], ...] = Field(min_length=1)
    """Each entry is a list of concepts of which one must be there."""
    near: int = 12
    """How many tokens may lie between one needed mention and the next."""
    unless: tuple[Identifier, ...] = ()
    """Concepts that, anywhere in the sentence, take the ground from under the claim."""
    reach: Literal["sentence", "pair"] = "sentence"
    """``pair``: the needed mentions may be spread over two sentences that follow each other."""


class ClaimWords(Model):
    """Turns of phrase that state a claim by themselves."""

    certain: tuple[Sentence, ...] = ()
    """Turns of phrase that state it in so many words."""
    likely: tuple[Sentence, ...] = ()
    """Turns of phrase that imply it."""
    denied_by_no_need: bool = False
    """Whether "no … needed" denies the claim itself: a password that is not needed is not asked for."""
    by_showing_withheld: bool = False
    """Whether "the platform hides it, we show it" makes this claim besides the one about what is hidden."""
    unless: tuple[Identifier, ...] = ()
    """Concepts that, anywhere in the sentence, leave only what is said in so many words: who clears a cookie
    or blocks robots speaks of them without asking for any."""
    grounds: tuple[Identifier, ...] = ()
    """Concepts of which the tool's texts must mention one, anywhere, for the claim to be about TikTok
    at all: "who saved" means nothing in a text without a video."""


class ReadingExample(Model):
    """A text on which a language is tested.

    ``claims`` maps claim id to the exact quote expected; a near-miss names in ``not_claims`` what it comes
    close to.
    """

    text: Sentence
    """The text to be read."""
    claims: dict[Identifier, str] = Field(default_factory=dict)
    """Id of each claim that must be found, with its exact quote."""
    not_claims: tuple[Identifier, ...] = ()
    """Ids of claims that must not be found."""
    purposes: tuple[Identifier, ...] = ()
    """Ids of purposes that must be found."""
    not_purposes: tuple[Identifier, ...] = ()
    """Ids of purposes that must not be found."""


class LanguageRule(Model):
    """One piece of one language."""

    code: Identifier
    """Of ISO 639-1; ``any`` for what serves every language."""
    name: str = ""
    """Of the language, in English."""
    forms: tuple[Identifier, ...] = ()
    """Codes under which others know forms of it that are read as it: Cantonese as Chinese."""
    common: tuple[str, ...] = ()
    """Words so common that a text of this language holds several of them; for telling languages apart."""
    joining: tuple[str, ...] = ()
    """Words with which no sentence ends: a line that ends with one goes on in the next, and so does one
    before a line that begins with one in small letters."""
    letters: str = ""
    """Letters that tell the language where no common word does, as ranges: ``가-힣``."""
    letters_share: float = Field(default=0.3, gt=0, le=1)
    """Share of a text's letters that must be among them."""
    endings: tuple[Annotated[str, Field(min_length=3)], ...] = ()
    """How many of its words end (as folded) and few of other languages: for short texts."""
    negation: Literal["forward", "backward", "both"] = "forward"
    """Where the scope of a negation lies, seen from its word."""
    context: dict[Identifier, tuple[str, ...]] = Field(default_factory=dict)
    """Words that frame a statement: negation, contrast, attribution … (see :mod:`.context`)."""
    concepts: dict[Identifier, tuple[str, ...]] = Field(default_factory=dict)
    """Words that carry content. Braces expand: ``sav{e,es,ed,ing}``; ``word*`` is a beginning."""
    constructions: tuple[Construction, ...] = ()
    """Turns of phrase with a name, in the order in which they build on each other."""
    claims: dict[Identifier, ClaimWords] = Field(default_factory=dict)
    """By id of the claim: the turns of phrase that state it."""
    purposes: dict[Identifier, tuple[str, ...]] = Field(default_factory=dict)
    """By id of the purpose: the turns of phrase that state it."""
    plain_purposes: dict[Identifier, tuple[str, ...]] = Field(default_factory=dict)
    """The same, for turns of phrase that state it so plainly that the second reader's doubts don't matter."""
    frames: tuple[Frame, ...] = ()
    """Claims put together from concepts."""
    examples: tuple[ReadingExample, ...] = ()
    """Texts on which the language is tested."""
