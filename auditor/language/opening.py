"""From a text to its sentences, with what could state a claim in them; or why it can't be read.

Also of parts of it that have to be read by themselves: in another language, or the other way round.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from auditor.language.apart import by_known
from auditor.language.candidates import finders_of, propose, propose_pair
from auditor.language.disguise import undisguise
from auditor.language.fold import fold
from auditor.language.identify import Identifier
from auditor.language.lists import taken_back
from auditor.language.parts import in_other_languages, turned_round
from auditor.language.sentence import Sentence
from auditor.language.state import TextState
from auditor.language.tokens import (
    SentenceSpan,
    Token,
    split_sentences,
    tokenise,
    without_joints,
    words,
    words_among,
)
from auditor.language.unread import Gap, unread
from auditor.limits import MAX_TEXT_CHARACTERS
from auditor.model import Text, TextKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.language.grammar import Grammar
    from auditor.language.lexicon import Mention
    from auditor.language.second import LazyReader
    from auditor.language.sentence import Finder


class Opener:
    """Opens texts for one grammar. Safe to share."""

    def __init__(self, grammar: Grammar, second: LazyReader | None = None) -> None:
        self._grammar = grammar
        self._second = second
        self.identifier = Identifier(grammar.languages)
        self._finders: dict[str, dict[str, Finder]] = {}

    def open(self, index: int, text: Text, *, purposes: bool, closely: bool = False) -> TextState | Gap:
        """Cut a text into sentences, or say why it can't be read.

        Args:
            index: The text's number.
            text: The text.
            purposes: Whether it is read for purposes too.
            closely: Whether all sentences are wanted, whatever the gate says.
        """
        content = text.content[:MAX_TEXT_CHARACTERS]
        folded = fold(content)
        second = self._second
        odd = second is None or second.gate.is_odd(folded.text)
        plain = not odd and not closely and self._is_plain(folded.text, text.kind)
        if second and plain and not purposes:
            found = words(folded.text)
            language = self.identifier.identify(found, content)
            if language is not None and language.is_read and language.code in second.gate.languages:
                # Nothing more is to be found here.
                return TextState(index, content, [], language, worth=False, words=found)
        tokens = tokenise(folded)
        disguised: dict[tuple[int, int], str] = {}
        if odd:
            tokens, disguised = undisguise(tokens, content, self._grammar.words, self._segment)
            # Where no disguise was found, the text is weighed as it stands.
            undone = " ".join(token.text for token in tokens) if disguised else folded.text
            plain = not closely and self._is_plain(undone, text.kind, disguised=bool(disguised))
        found = words_among(tokens)
        language = self.identifier.identify(found, content, lenient=bool(disguised))
        if language is None or not language.is_read:
            return unread(index, text, language)
        tokens = without_joints(tokens, language.words)
        worth = not plain or second is None or language.code not in second.gate.languages
        state = TextState(index, content, tokens, language, worth, words=found, disguised=disguised)
        self._find(state)
        return state

    def parts(self, most: TextState | Gap, text: Text) -> Iterable[TextState]:
        """The parts of a text that have to be read by themselves.

        Args:
            most: The text as most of it is: in one language, or in none that is read.
            text: The text.
        """
        yield from self._in_other_languages(most, text)
        yield from self._turned_round(most, text)

    def _in_other_languages(self, most: TextState | Gap, text: Text) -> Iterable[TextState]:
        """The parts of a text that are in other languages, each language's by themselves."""
        if isinstance(most, TextState) and not most.worth:
            return
        language = most.language if isinstance(most, TextState) else None
        for content in in_other_languages(text.content[:MAX_TEXT_CHARACTERS], language, self.identifier):
            part = self.open(_number(most), text.model_copy(update={"content": content}), purposes=False)
            if isinstance(part, TextState) and part.worth and part.language is not language:
                yield part

    def _turned_round(self, most: TextState | Gap, text: Text) -> Iterable[TextState]:
        """A text as it is seen, where signs turn the direction of writing."""
        content, turned = turned_round(text.content[:MAX_TEXT_CHARACTERS])
        if turned:
            part = self.open(_number(most), text.model_copy(update={"content": content}), purposes=False)
            if isinstance(part, TextState) and part.worth:
                part.turned = turned
                yield part

    def _is_plain(self, folded: str, kind: TextKind, *, disguised: bool = False) -> bool:
        """Whether a text states no claim, as its words show at a glance.

        A short text has the benefit of the doubt; a name only if one of its words is a word of claims, since
        every tool has a name.
        """
        if self._second is None:
            return False
        if kind is TextKind.TITLE and not disguised and not self._second.gate.has_word_of_claims(folded):
            return True
        return not self._second.is_worth_reading(folded, disguised=disguised)

    def _segment(self, letters: str) -> list[tuple[int, int]]:
        """The words that letters without spaces between them spell."""
        known, second = self._grammar.words, self._second
        if second is None:
            return by_known(known)(letters)
        return second.reader.pieces.words_in(letters, known, fold(letters).text)

    def _find(self, state: TextState) -> None:
        """Make the sentences: all of a text that may state a claim, else those that may state a purpose."""
        language = state.language
        lexicon = language.lexicon if state.worth else language.purpose_lexicon
        by_sentence: defaultdict[int, list[Mention]] = defaultdict(list)
        spans = split_sentences(state.tokens, state.content, language.joining)
        owner = [-1] * len(state.tokens)
        for number, span in enumerate(spans):
            owner[span.start : span.end] = [number] * (span.end - span.start)
        for mention in lexicon.find(state.tokens):
            if owner[mention.start] == owner[mention.end - 1] >= 0:
                by_sentence[owner[mention.start]].append(mention)
        finders = self._finders.get(language.code)
        if finders is None:
            finders = self._finders[language.code] = finders_of(language)
        purposes = language.compiled.purposes
        for number, span in enumerate(spans):
            mentions = by_sentence.get(number, ())
            if state.worth or (mentions and purposes.possible(_present(mentions, state.tokens, span))):
                sentence = Sentence(state.tokens, span, mentions, finders)
                state.sentences.append(sentence)
                _note_names(sentence, state.content, language.words)
        if state.worth:
            state.taken_back = taken_back(state.content, state.sentences)
            self._propose(state)

    def _propose(self, state: TextState) -> None:
        """Note what could state a claim."""
        for number, sentence in enumerate(state.sentences):
            if self._grammar.content.isdisjoint(sentence.concepts):
                continue
            found = propose(self._grammar, state.language, sentence)
            if number:
                found += propose_pair(self._grammar, state.sentences[number - 1], sentence)
            state.candidates += [(number, candidate) for candidate in found]


def _number(most: TextState | Gap) -> int:
    return most.index if isinstance(most, TextState) else most.number


def _present(mentions: Iterable[Mention], tokens: list[Token], span: SentenceSpan) -> set[str]:
    """What a sentence will hold: its words, its concepts, and perhaps names."""
    present = {token.text for token in tokens[span.start : span.end]}
    present.update(f"<{mention.concept}>" for mention in mentions)
    present.add("<name-like>")
    return present


def _note_names(sentence: Sentence, content: str, words: frozenset[str]) -> None:
    """Mark what is written like a name: a capital inside the sentence, or inside the word."""
    for index, token in enumerate(sentence.tokens):
        written = content[token.start : token.end]
        inner = any(character.isupper() for character in written[1:]) and not written.isupper()
        capital = index > 0 and written[:1].isupper() and not written.isupper() and token.text not in words
        if inner or capital or (index == 0 and written[:1].isupper() and token.text not in words):
            sentence.add("name-like", index, index + 1)
