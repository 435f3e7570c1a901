"""Compile all language records into one grammar: automaton, constructions, claims, frames, purposes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.language.expand import expand
from auditor.language.index import PatternIndex
from auditor.language.lexicon import Lexicon, LexiconBuilder, term_words
from auditor.language.pattern import Pattern, compile_pattern, concepts_of
from auditor.language.schema import ANY_LANGUAGE, Construction, Frame, LanguageRule
from auditor.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGINE_CONCEPTS = frozenset({"name-like"})
"""Concepts that the engine itself adds: words that look like a name."""


@dataclass(frozen=True, slots=True)
class ClaimPattern:
    """A turn of phrase that states a claim."""

    claim: str
    certainty: Certainty
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class CompiledConstruction:
    """A turn of phrase that carries the concept ``name``."""

    name: str
    patterns: PatternIndex[None]
    unless: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """Everything one language brings, compiled."""

    code: str
    name: str
    common: frozenset[str]
    words: frozenset[str]
    """Every word of its terms."""
    negation: str
    constructions: dict[str, tuple[CompiledConstruction, ...]]
    """By name; several files may add to one."""
    is_read: bool
    """Whether texts are read for claims in it, or only recognised."""
    claims: PatternIndex[ClaimPattern]
    purposes: PatternIndex[str]
    by_showing_withheld: frozenset[str]
    """Claims that "the platform hides it, we show it" makes besides."""
    denied_by_no_need: frozenset[str]
    """Claims that "no … needed" denies."""
    grounds: dict[str, frozenset[str]]
    """By claim, the concepts of which the texts must mention one."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """All languages."""

    lexicon: Lexicon
    languages: dict[str, Language]
    frames: tuple[Frame, ...]
    content: frozenset[str]
    """Concepts whose mention makes a sentence worth reading."""


def _patterns(code: str, notations: Iterable[str], known: set[str]) -> list[Pattern]:
    compiled = []
    for notation in notations:
        unknown = concepts_of(notation) - known
        if unknown:
            raise ValueError(
                f"{code}: pattern {notation!r} names unknown concepts: {', '.join(sorted(unknown))}"
            )
        compiled.append(compile_pattern(notation))
    return compiled


def _in_order(constructions: list[Construction]) -> list[Construction]:
    """Constructions so that each comes after those it is made of, whichever file they stand in.

    Raises:
        ValueError: Constructions are made of each other in a circle.
    """
    names = {construction.name for construction in constructions}
    needs = {
        name: {
            used
            for construction in constructions
            if construction.name == name
            for notation in (*construction.patterns, *construction.unless)
            for used in concepts_of(notation)
        }
        & names - {name}
        for name in names
    }
    ordered: list[Construction] = []
    waiting = constructions
    while waiting:
        blocked = {construction.name for construction in waiting}
        ready = [c for c in waiting if needs[c.name].isdisjoint(blocked)]
        if not ready:
            raise ValueError(f"constructions are made of each other: {', '.join(sorted(blocked))}")
        ordered += ready
        waiting = [c for c in waiting if c not in ready]
    return ordered


def _note_keys(
    keys: dict[str, frozenset[str] | None], name: str, index: PatternIndex[None], *, is_word_too: bool
) -> None:
    """Note of which words and plain concepts a sentence must hold one to hold a construction."""
    found, earlier = index.keys, keys.get(f"<{name}>", frozenset())
    own = frozenset({f"<{name}>"}) if is_word_too else frozenset()
    keys[f"<{name}>"] = None if found is None or earlier is None else found | earlier | own


def _claims_with(records: list[LanguageRule], flag: str) -> frozenset[str]:
    """Claims for which some record of the language sets a flag."""
    return frozenset(
        claim for record in records for claim, stated in record.claims.items() if getattr(stated, flag)
    )


def _language(code: str, records: list[LanguageRule], shared: list[LanguageRule]) -> Language:
    words = {name for record in (*records, *shared) for name in (*record.concepts, *record.context)}
    known = words | {construction.name for record in records for construction in record.constructions}
    known |= ENGINE_CONCEPTS
    constructions: dict[str, tuple[CompiledConstruction, ...]] = {}
    keys: dict[str, frozenset[str] | None] = {}
    for construction in _in_order([c for record in records for c in record.constructions]):
        patterns = _patterns(code, construction.patterns, known)
        unless = tuple(_patterns(code, construction.unless, known))
        index = PatternIndex([(pattern, None) for pattern in patterns], keys)
        compiled = CompiledConstruction(construction.name, index, unless)
        constructions[construction.name] = (*constructions.get(construction.name, ()), compiled)
        _note_keys(keys, construction.name, index, is_word_too=construction.name in words)
    claims = [
        (pattern, ClaimPattern(claim, certainty, pattern))
        for record in records
        for claim, stated in record.claims.items()
        for certainty, notations in ((Certainty.CERTAIN, stated.certain), (Certainty.LIKELY, stated.likely))
        for pattern in _patterns(code, notations, known)
    ]
    purposes = [
        (pattern, purpose)
        for record in records
        for purpose, notations in record.purposes.items()
        for pattern in _patterns(code, notations, known)
    ]
    return Language(
        code=code,
        name=next((record.name for record in records if record.name), code),
        common=frozenset(part for record in records for word in record.common for part in term_words(word)),
        words=frozenset(
            word
            for record in records
            for group in (record.context, record.concepts)
            for terms in group.values()
            for term in terms
            for form in expand(term)
            for word in term_words(form.rstrip("*"))
        ),
        negation=records[0].negation,
        constructions=constructions,
        is_read=bool(claims),
        claims=PatternIndex(claims, keys),
        purposes=PatternIndex(purposes, keys),
        by_showing_withheld=_claims_with(records, "by_showing_withheld"),
        denied_by_no_need=_claims_with(records, "denied_by_no_need"),
        grounds={
            claim: frozenset(words.grounds)
            for record in records
            for claim, words in record.claims.items()
            if words.grounds
        },
    )


def compile_grammar(records: Iterable[LanguageRule]) -> Grammar:
    """Compile language records.

    Raises:
        ValueError: A pattern can't be read or names an unknown concept; the message quotes it.
    """
    by_code: defaultdict[str, list[LanguageRule]] = defaultdict(list)
    builder = LexiconBuilder()
    content: set[str] = set()
    for record in records:
        by_code[record.code].append(record)
        content |= set(record.concepts)
        for group in (record.context, record.concepts):
            for concept, terms in group.items():
                builder.add(record.code, concept, terms)
    shared = by_code.pop(ANY_LANGUAGE, [])
    languages = {code: _language(code, group, shared) for code, group in sorted(by_code.items())}
    frames = tuple(
        frame for group in (shared, *by_code.values()) for record in group for frame in record.frames
    )
    return Grammar(builder.build(), languages, frames, frozenset(content))
