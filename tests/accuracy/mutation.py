"""``make mutation``: take each word out of the lexicon. One whose loss no text notices is dead weight.

A word is one entry of a concept, with all its forms. The texts are the rules' own examples, the labelled
development texts and sentences; what is read is what the grammar alone finds. ``CODES="pl th"`` looks at
some languages only; ``PIN=1`` pins how many dead words each has; more than before only with ``REASON="…"``.
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor.language import Reader, language_rules
from auditor.language.expand import expand
from auditor.language.grammar import compile_grammar
from auditor.language.lexicon import Lexicon, term_words
from auditor.model import Text
from auditor.rulebook import load_rulebook
from tests.accuracy.measure import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.language.grammar import Grammar, Language
    from auditor.language.tokens import Token

CEILINGS = Path(__file__).parent / "dead_words.json"
PURPOSES = Path(__file__).parent.parent / "corpus" / "purposes"
MOST_TEXTS = 30
"""Texts with a word that are read without it, shortest first, until one notices."""


class Word(NamedTuple):
    """One entry of a concept."""

    concept: str
    notation: str

    @property
    def terms(self) -> set[str]:
        """Its forms, as the lexicon's automaton knows them."""
        return {" ".join(term_words(form.rstrip("*"))) for form in expand(self.notation)}


class Mutable(Lexicon):
    """A lexicon that notes which terms it met, and can do without some."""

    def __init__(self, lexicon: Lexicon, code: str, terms: Sequence[str]) -> None:
        self.code = code
        self._automaton = lexicon._automaton  # noqa: SLF001 -- the point is to see inside
        self._meanings = self._whole = lexicon._meanings  # noqa: SLF001
        self._prefixes = lexicon._prefixes  # noqa: SLF001
        self._numbered = tuple(
            tuple((f"{number} {concept}", lang, prefix) for concept, lang, prefix in meaning)
            for number, meaning in enumerate(self._whole)
        )
        self._names = tuple(terms)
        self.terms = {term: number for number, term in enumerate(terms)}

    def lose(self, word: Word, spared: set[str]) -> None:
        """Take all forms of one word out, but for those that another word of the concept gives too."""
        meanings = list(self._whole)
        for term in word.terms:
            number = self.terms[term]
            kept = (m for m in self._whole[number] if m[:2] != (word.concept, self.code) or term in spared)
            meanings[number] = tuple(kept)
        self._meanings = tuple(meanings)

    def restore(self) -> None:
        """Put all words back."""
        self._meanings = self._whole

    def met(self, tokens: Sequence[Token]) -> set[tuple[str, str]]:
        """Term and concept of every mention."""
        self._meanings = self._numbered
        marked = {mention.concept.partition(" ") for mention in self.find(tokens)}
        self.restore()
        return {(self._names[int(number)], concept) for number, _, concept in marked}


@dataclass(frozen=True)
class Result:
    """What became of a language's words."""

    words: int
    unmet: list[Word]
    """In no text."""
    unnoticed: list[Word]
    """In texts, but they read the same without."""

    @property
    def dead(self) -> int:
        """Words that nothing notices."""
        return len(self.unmet) + len(self.unnoticed)


def words_of(language: Language) -> list[Word]:
    """The words of a language's own records, each once."""
    groups = [group for record in language.records for group in (record.context, record.concepts)]
    return list(dict.fromkeys(Word(c, n) for group in groups for c, terms in group.items() for n in terms))


def mutate(grammar: Grammar, code: str, texts: Iterable[str]) -> Result:
    """Read all texts without each word in turn."""
    language = grammar.languages[code]
    lexicon = language.lexicon
    terms = sorted(_terms(language))
    mutable = Mutable(lexicon, code, terms)
    language.__dict__["lexicon"] = mutable
    reader = Reader(grammar)
    seen: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    before: dict[str, object] = {}
    for text in sorted(set(texts), key=len):
        before[text] = _read(reader, text)
        for pair in mutable.met(_tokens(reader, text)):
            seen[pair].append(text)
    unmet, unnoticed = [], []
    words = words_of(language)
    for word in words:
        within = sorted({t for term in word.terms for t in seen[term, word.concept]}, key=len)[:MOST_TEXTS]
        mutable.lose(word, {t for w in words if w.concept == word.concept and w != word for t in w.terms})
        if not within:
            unmet.append(word)
        elif all(_read(reader, text) == before[text] for text in within):
            unnoticed.append(word)
        mutable.restore()
    language.__dict__["lexicon"] = lexicon
    return Result(len(words), unmet, unnoticed)


def _terms(language: Language) -> set[str]:
    records = (*language.records, *language.shared)
    groups = (group for record in records for group in (record.context, record.concepts))
    return {
        " ".join(term_words(form.rstrip("*")))
        for group in groups
        for notations in group.values()
        for notation in notations
        for form in expand(notation)
    }


def _tokens(reader: Reader, text: str) -> Sequence[Token]:
    opened = reader._opener.open(0, Text(content=text), purposes=True)  # noqa: SLF001
    return getattr(opened, "tokens", [])


def _read(reader: Reader, text: str) -> object:
    reading = reader.read([Text(content=text)])
    claims = [(c.claim, c.certainty, c.start, c.end) for c in reading.claims]
    return claims, [(p.purpose, p.start, p.end) for p in reading.purposes]


def texts_by_language() -> Mapping[str, list[str]]:
    """The rules' examples, the development texts, and the sentences that explain access."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for record in language_rules(load_rulebook()):
        texts[record.code] += [example.text for example in record.examples]
    for row in load("development"):
        texts[row["language"]].append(row["text"])
    for path in PURPOSES.glob("*.jsonl"):
        if not path.stem.startswith("held_out"):
            rows = map(json.loads, path.read_text("utf-8").splitlines())
            texts[path.stem.rpartition("_")[2]] += [row["text"] for row in rows]
    return texts


def main() -> int:
    """Print what is dead; 1 if a language has more dead words than is pinned."""
    ceilings = json.loads(CEILINGS.read_text("utf-8")) if CEILINGS.is_file() else {}
    grammar = compile_grammar(language_rules(load_rulebook()))
    failed, reason = 0, os.environ.get("REASON")
    for code, texts in sorted(texts_by_language().items()):
        language = grammar.languages.get(code)
        if language is None or not language.is_read or code not in os.environ.get("CODES", code).split():
            continue
        result = mutate(grammar, code, texts)
        print(f"{code}: {result.words:,} words, {len(result.unmet)} unmet, {len(result.unnoticed)} unnoticed")
        for title, words in (("unmet", result.unmet), ("unnoticed", result.unnoticed)):
            for word in words if os.environ.get("LIST") else ():
                print(f"  {title}: {word.concept}: {word.notation}")
        if os.environ.get("PIN") and (result.dead <= ceilings.get(code, result.dead) or reason):
            ceilings[code] = result.dead
        elif result.dead > ceilings.get(code, result.dead):
            print(f"{code}: {result.dead} dead words, {ceilings[code]} are pinned", file=sys.stderr)
            failed = 1
    if os.environ.get("PIN"):
        CEILINGS.write_text(json.dumps(dict(sorted(ceilings.items())), indent=1) + "\n", "utf-8")
    return failed


if __name__ == "__main__":
    sys.exit(main())
