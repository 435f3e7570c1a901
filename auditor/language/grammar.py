"""Compile all language records into one grammar: automaton, constructions, claims, frames, purposes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.language.expand import expand
from auditor.language.index import PatternIndex
from auditor.language.lexicon import Lexicon, LexiconBuilder, term_words
from auditor.language.pattern import Pattern, compile_pattern, concepts_of
from auditor.language.schema import ANY_LANGUAGE, Construction, Frame, LanguageRule
from auditor.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DENYING = frozenset(
    {"negator", "no-need", "not-only", "not-noticed", "not-denied", "withhold", "scope-end", "alternative"}
    | {"conjunction"}
)
"""Concepts by which a statement is found to be denied (see :mod:`.stance`)."""

TALK_OF_DATA = frozenset({"data-talk", "data-use"})
"""Concepts by which a sentence is found to name data without a function (see :mod:`.stance`)."""

NO_REASON = "not-"
"""What stands before a trained purpose in the name of a construction that comes close to it and is none.

``not-use-camera`` keeps ``use-camera`` from being found in its sentence, and the purposes that it checks from
being found in its words.
"""
_NO_REASON_OF_TRAINED = f"{NO_REASON}use-"

ENGINE_CONCEPTS = frozenset({"name-like"})
"""Concepts that the engine itself adds: words that look like a name."""


@dataclass(frozen=True, slots=True)
class ClaimPattern:
    """A turn of phrase that states a claim."""

    claim: str
    certainty: Certainty
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class PurposePattern:
    """A turn of phrase that states an ordinary function."""

    purpose: str
    plain: bool
    """Whether it leaves no doubt."""


@dataclass(frozen=True, slots=True)
class CompiledConstruction:
    """A turn of phrase that carries the concept ``name``."""

    name: str
    patterns: PatternIndex[None]
    unless: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A language's turns of phrase, ready to be looked for."""

    constructions: dict[str, tuple[CompiledConstruction, ...]]
    """By name; several files may add to one."""
    claims: PatternIndex[ClaimPattern]
    purposes: PatternIndex[PurposePattern]


@dataclass(frozen=True, eq=False)
class Language:
    """Everything one language brings. Most runs meet one or two: each is compiled when it is first met."""

    code: str
    records: tuple[LanguageRule, ...]
    shared: tuple[LanguageRule, ...]
    """What serves every language."""

    @cached_property
    def name(self) -> str:
        """Its English name."""
        return next((record.name for record in self.records if record.name), self.code)

    @property
    def forms(self) -> frozenset[str]:
        """Codes under which others know forms of it."""
        return frozenset(form for record in self.records for form in record.forms)

    @cached_property
    def common(self) -> frozenset[str]:
        """Common words, by which it is recognised."""
        words = (word for record in self.records for word in record.common)
        return frozenset(part for word in words for part in term_words(word))

    @cached_property
    def joining(self) -> frozenset[str]:
        """Words with which no sentence ends, folded."""
        return frozenset("".join(term_words(word)) for record in self.records for word in record.joining)

    @property
    def letters(self) -> str:
        """Letters that tell the language where no common word does."""
        return "".join(record.letters for record in self.records)

    @property
    def letters_share(self) -> float:
        """Share of a text's letters that must be among them."""
        return min((record.letters_share for record in self.records if record.letters), default=1.0)

    @cached_property
    def endings(self) -> frozenset[str]:
        """How many of its words end, and few of other languages."""
        return frozenset(ending for record in self.records for ending in record.endings)

    @property
    def negation(self) -> str:
        """Where the scope of a negation lies: forward unless a file says otherwise."""
        return next((record.negation for record in self.records if record.negation != "forward"), "forward")

    @cached_property
    def is_read(self) -> bool:
        """Whether texts are read for claims in it, or only recognised."""
        return any(record.claims for record in self.records)

    @cached_property
    def is_read_for_purposes(self) -> bool:
        """Whether it has words for ordinary functions, which explain access."""
        return any(record.purposes or record.plain_purposes for record in self.records)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of its terms."""
        return frozenset(
            word
            for record in (*self.records, *self.shared)
            for group in (record.context, record.concepts)
            for terms in group.values()
            for term in terms
            for form in expand(term)
            for word in term_words(form.rstrip("*"))
        )

    @cached_property
    def compiled(self) -> Compiled:
        """Its turns of phrase.

        Raises:
            ValueError: A pattern can't be read; the message quotes it.
        """
        return _compiled(self.records, self.known)

    @cached_property
    def known(self) -> frozenset[str]:
        """Names that its patterns may use."""
        everything = (*self.records, *self.shared)
        words = {name for record in everything for name in (*record.concepts, *record.context)}
        made = {construction.name for record in self.records for construction in record.constructions}
        return frozenset(words | made | ENGINE_CONCEPTS)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Its words and those that serve every language."""
        return _lexicon((*self.records, *self.shared), None)

    @cached_property
    def purpose_lexicon(self) -> Lexicon:
        """The same, but only what purposes are made of: most texts are read for nothing else."""
        stated = (n for record in self.records for group in _of_purposes(record) for n in group)
        return _lexicon((*self.records, *self.shared), _closure(map(concepts_of, stated), self.records))

    @cached_property
    def by_showing_withheld(self) -> frozenset[str]:
        """Claims that "the platform hides it, we show it" makes besides."""
        return _claims_with(self.records, "by_showing_withheld")

    @cached_property
    def denied_by_no_need(self) -> frozenset[str]:
        """Claims that "no … needed" denies."""
        return _claims_with(self.records, "denied_by_no_need")

    @cached_property
    def unless(self) -> dict[str, frozenset[str]]:
        """By claim, the concepts beside which only plain words state it."""
        stated = [pair for record in self.records for pair in record.claims.items()]
        return {claim: frozenset(words.unless) for claim, words in stated if words.unless}

    @cached_property
    def grounds(self) -> dict[str, frozenset[str]]:
        """By claim, the concepts of which the texts must mention one."""
        stated = [pair for record in self.records for pair in record.claims.items()]
        return {claim: frozenset(words.grounds) for claim, words in stated if words.grounds}

    def check(self) -> None:
        """Check the names that its patterns use, which is cheap.

        Raises:
            ValueError: A pattern names an unknown concept; the message quotes it.
        """
        for record in self.records:
            constructions = [n for c in record.constructions for n in (*c.patterns, *c.unless)]
            claims = [n for stated in record.claims.values() for n in (*stated.certain, *stated.likely)]
            purposes = [n for group in _of_purposes(record) for n in group]
            for notation in (*constructions, *claims, *purposes):
                unknown = concepts_of(notation) - self.known
                if unknown:
                    named = ", ".join(sorted(unknown))
                    raise ValueError(f"{self.code}: pattern {notation!r} names unknown concepts: {named}")
        for claim, concepts in self.unless.items():
            if lacking := sorted(concepts - self.known):
                raise ValueError(f"{self.code}: {claim!r} names unknown concepts: {', '.join(lacking)}")


@dataclass(frozen=True)
class Grammar:
    """All languages."""

    languages: dict[str, Language]
    frames: tuple[Frame, ...]
    content: frozenset[str]
    """Concepts whose mention makes a sentence worth reading."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that any language knows."""
        return frozenset().union(*(language.words for language in self.languages.values()))


def _of_purposes(record: LanguageRule) -> Iterable[tuple[str, ...]]:
    return (*record.purposes.values(), *record.plain_purposes.values())


def _lexicon(records: Iterable[LanguageRule], concepts: frozenset[str] | None) -> Lexicon:
    builder = LexiconBuilder()
    for record in records:
        for group in (record.context, record.concepts):
            for concept, terms in group.items():
                if concepts is None or concept in concepts:
                    builder.add(record.code, concept, terms)
    return builder.build()


def _patterns(notations: Iterable[str]) -> list[Pattern]:
    return [compile_pattern(notation) for notation in notations]


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


def _claims_with(records: Iterable[LanguageRule], flag: str) -> frozenset[str]:
    """Claims for which some record of the language sets a flag."""
    return frozenset(
        claim for record in records for claim, stated in record.claims.items() if getattr(stated, flag)
    )


def _closure(used: Iterable[frozenset[str] | set[str]], records: Iterable[LanguageRule]) -> frozenset[str]:
    """Concepts that turns of phrase use, with what they are made of, and those that deny them."""
    wanted = {name for names in used for name in names} | DENYING | TALK_OF_DATA
    constructions = [c for record in records for c in record.constructions]
    wanted |= {c.name for c in constructions if c.name.startswith(_NO_REASON_OF_TRAINED)}
    size = 0
    while len(wanted) > size:
        size = len(wanted)
        for construction in constructions:
            if construction.name in wanted:
                for notation in (*construction.patterns, *construction.unless):
                    wanted |= concepts_of(notation)
    return frozenset(wanted)


def _compiled(records: Sequence[LanguageRule], known: frozenset[str]) -> Compiled:
    words = known - {construction.name for record in records for construction in record.constructions}
    words |= {name for record in records for name in (*record.concepts, *record.context)}
    constructions: dict[str, tuple[CompiledConstruction, ...]] = {}
    keys: dict[str, frozenset[str] | None] = {}
    for construction in _in_order([c for record in records for c in record.constructions]):
        index = PatternIndex([(pattern, None) for pattern in _patterns(construction.patterns)], keys)
        made = CompiledConstruction(construction.name, index, tuple(_patterns(construction.unless)))
        constructions[construction.name] = (*constructions.get(construction.name, ()), made)
        _note_keys(keys, construction.name, index, is_word_too=construction.name in words)
    claims = [
        (pattern, ClaimPattern(claim, certainty, pattern))
        for record in records
        for claim, stated in record.claims.items()
        for certainty, notations in ((Certainty.CERTAIN, stated.certain), (Certainty.LIKELY, stated.likely))
        for pattern in _patterns(notations)
    ]
    purposes = [
        (pattern, PurposePattern(purpose, plain))
        for record in records
        for plain, stated in ((False, record.purposes), (True, record.plain_purposes))
        for purpose, notations in stated.items()
        for pattern in _patterns(notations)
    ]
    return Compiled(constructions, PatternIndex(claims, keys), PatternIndex(purposes, keys))


def compile_grammar(records: Iterable[LanguageRule]) -> Grammar:
    """Compile language records.

    Raises:
        ValueError: A pattern names an unknown concept; the message quotes it.
    """
    by_code: defaultdict[str, list[LanguageRule]] = defaultdict(list)
    for record in records:
        by_code[record.code].append(record)
    shared = tuple(by_code.pop(ANY_LANGUAGE, []))
    languages = {code: Language(code, tuple(group), shared) for code, group in sorted(by_code.items())}
    for language in languages.values():
        language.check()
    everything = [*shared, *(record for group in by_code.values() for record in group)]
    frames = tuple(frame for record in everything for frame in record.frames)
    content = frozenset(name for record in everything for name in record.concepts)
    return Grammar(languages, frames, content)
