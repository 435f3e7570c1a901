"""Propose claims: which words of a sentence could state one. What they mean in context is decided later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.language.grammar import CompiledConstruction, Grammar, Language
    from auditor.language.pattern import Pattern
    from auditor.language.schema import Frame
    from auditor.language.sentence import Finder, Sentence
    from auditor.model import Certainty


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``start`` to ``end`` of one sentence could state ``claim``."""

    claim: str
    certainty: Certainty
    start: int
    end: int
    via: str
    """The pattern or frame, for explaining."""
    loose: bool
    """Put together by a frame: a negation inside it counts."""
    opened: int | None = None
    """For a claim spread over two sentences: where it begins in the sentence before."""


def matches(pattern: Pattern, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Longest match of ``pattern`` at each token where it can begin."""
    open_questions = []
    for needed in pattern.required:
        if needed.isdisjoint(sentence.present):
            if needed.isdisjoint(sentence.waiting):
                return
            open_questions.append(needed)
    if not all(sentence.holds_any(needed) for needed in open_questions):
        return
    if pattern.first:
        starts = sorted({start for begin in pattern.first for start in sentence.starts(begin)})
    else:
        starts = list(range(len(sentence.words)))
    for start in starts:
        ends = pattern.ends(sentence, start)
        end = max(ends, default=start)
        if end > start:
            yield start, end


def _find_construction(constructions: tuple[CompiledConstruction, ...], sentence: Sentence) -> None:
    for construction in constructions:
        possible = construction.patterns.possible(sentence.present)
        spans = [span for pattern, _ in possible for span in matches(pattern, sentence)]
        if not spans:
            continue
        barred = [span for pattern in construction.unless for span in matches(pattern, sentence)]
        for start, end in spans:
            if not any(first <= start < past for first, past in barred):
                sentence.add(construction.name, start, end)


def finders_of(language: Language) -> dict[str, Finder]:
    """For each construction of a language, what looks for it in a sentence."""
    constructions = language.compiled.constructions
    return {name: partial(_find_construction, group) for name, group in constructions.items()}


def _cover(spans: list[list[tuple[int, int]]], near: int) -> tuple[int, int] | None:
    """The shortest stretch that holds one span of each list, about ``near`` tokens from one to the next."""
    near *= max(1, len(spans) - 1)
    best: tuple[int, int] | None = None
    for anchor in spans[0]:
        start, end = anchor
        taken = [anchor]
        for options in spans[1:]:
            free = [s for s in options if all(s[1] <= t[0] or s[0] >= t[1] for t in taken)]
            fitting = [s for s in free if s[0] - end <= near and start - s[1] <= near]
            if not fitting:
                break
            chosen = min(fitting, key=lambda s: (max(end, s[1]) - min(start, s[0]), s))
            taken.append(chosen)
            start, end = min(start, chosen[0]), max(end, chosen[1])
        else:
            if best is None or end - start < best[1] - best[0]:
                best = (start, end)
    return best


def frame_span(frame: Frame, sentence: Sentence) -> tuple[int, int] | None:
    """Where the sentence holds all that the frame needs, or None."""
    needed = []
    for choice in frame.needs:
        spans = [span for concept in choice for span in sentence.spans(concept)]
        if not spans:
            return None
        needed.append(spans)
    if any(map(sentence.has, frame.unless)):
        return None
    needed.sort(key=len)
    return _cover(needed, frame.near)


def propose_pair(grammar: Grammar, before: Sentence, sentence: Sentence) -> list[Candidate]:
    """Candidates spread over two sentences: a frame's first need in the one, all others in the next."""
    found = []
    for frame in grammar.frames:
        if frame.reach != "pair":
            continue
        opening = [span for concept in frame.needs[0] for span in before.spans(concept)]
        if not opening:
            continue
        rest = [
            [span for concept in choice for span in sentence.spans(concept)] for choice in frame.needs[1:]
        ]
        if all(rest) and not any(s.has(c) for s in (before, sentence) for c in frame.unless):
            span = _cover(sorted(rest, key=len), frame.near)
            if span:
                via = " … ".join("|".join(choice) for choice in frame.needs)
                found.append(
                    Candidate(frame.claim, frame.certainty, *span, via, loose=True, opened=opening[0][0])
                )
    return found


def propose(grammar: Grammar, language: Language, sentence: Sentence) -> list[Candidate]:
    """All candidates of one sentence. Constructions must have been added."""
    found = [
        Candidate(rule.claim, rule.certainty, start, end, rule.pattern.notation, loose=False)
        for pattern, rule in language.compiled.claims.possible(sentence.present)
        for start, end in matches(pattern, sentence)
    ]
    for frame in grammar.frames:
        if frame.reach == "sentence":
            span = frame_span(frame, sentence)
            if span:
                via = " + ".join("|".join(choice) for choice in frame.needs)
                found.append(Candidate(frame.claim, frame.certainty, *span, via, loose=True))
    return found
