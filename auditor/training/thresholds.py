"""Choose the card's thresholds: ``python -m auditor.training.thresholds``.

What the grammar finds and what the second reader proposes in texts that were not trained on is gathered
once; then every threshold is tried: in held-out texts those for savers and for the other claims, in English
and elsewhere; there and in twins kept aside what certain claims must reach without the grammar; on sentences
kept aside one for each purpose. How good the reading then is, only texts written later show.
"""

# ruff: noqa: T201 -- progress for people is what this prints

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor import resources
from auditor.language import language_rules
from auditor.language.grammar import compile_grammar
from auditor.language.reader import Reader
from auditor.language.second.lazy import CARD, FOLDER, GATE, LazyReader
from auditor.model import Certainty, Text
from auditor.rulebook import load_rulebook
from auditor.training import compose, texts
from auditor.training.aside import is_aside

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

CORPUS = Path(__file__).parent.parent.parent / "tests" / "corpus"
TWINS = "??/wave_[gh]*.jsonl"
"""Texts that share their words but not what they claim: the hardest, and newer than the grammar."""
ENGLISH = "en"
SAVERS = "reveals-savers"
"""The claim that the project exists for has thresholds of its own."""
MISSING = -20.0
STATED = 2
"""What the grammar finds in so many words."""
PRECISE, PRECISE_ON_TWINS = 0.99, 0.94
"""Precision that certain claims must have; careful readers would dispute some labels of the twins."""
FEWEST = 40
"""Claims that must have been found, for a precision to mean anything."""
NEVER = 7.0
"""Log odds that stand for "not without the grammar", where no threshold is precise enough."""
BONUS = {"grammar_likely": 0.0, "grammar_certain": 2.0}
"""Set by hand: the words of the grammar were written with the labelled texts in view, so what it finds there
looks better than it is. What it finds likely adds nothing: in 8,000 texts that were not trained on, where the
second reader has log odds of 2 to 4, 38 of 53 findings are right with it and 166 of 211 without."""
LEAST_ALONE = 5.5
"""Set by hand: held-out texts and these twins would do with less. Of 1,680 texts that were written later, and
not trained on yet, nearly all that was wrongly certain is under it, and a twentieth of the rest."""
CERTAIN = 5.25
"""Set by hand: from more, "Enter your TikTok verification code to continue" by itself would be no more than
likely. In ``hard``, one in a hundred of the claims that are called certain is wrong."""
BY_HAND = {
    "savers": (2.5, 2.5),
    "other claims": (1.5, 1.75),
    "use-microphone": (2.0, 1.75),
    "use-storage": (1.0, 1.0),
    "use-settings": (0.5, 0.75),
    "use-call-log": (0.5, 0.75),
    "use-location": (0.5, 0.0),
    "use-sms": (0.5, 1.0),
    "use-tasks": (0.5, 1.0),
    "use-contacts": (1.5, 2.0),
    "use-calendar": (0.5, 1.5),
}
"""Thresholds outside English and in it that count instead of those that are searched for.

The search chose for savers 2.5 and 1.25 (before the last run). In 8,000 texts that were not trained on, 97
of 100 findings are right with 2.5 in English and 96 elsewhere; with 2.0 one promise fewer in a hundred is
missed, and less than one finding more in a hundred is wrong. For other claims it chose 2.5 and 1.5; of those,
later texts miss as many as are wrongly found already. For what explains access it chose -0.5 and less, since
precision weighs less there: with that a fifth of what it finds for the microphone has nothing to do with it.
Those in English were set on 412 sentences that were not trained on, half of them near misses, together with
``far_fetched``: words of the grammar that only look like a function have lower odds than nearly all others.
"""
LEAST_OF_PURPOSE = 0.5
"""Set by hand: from less, half of what explains storage, phone or settings in held-out sentences does not."""
RECALL_WEIGHS = 0.5
"""To say of an honest tool that it makes a claim costs more than to miss one that hints at it."""
RECALL_OF_PURPOSES_WEIGHS = 2.0
"""To miss what explains an access accuses an honest tool."""
NO_MATTER = 0.01
"""F that is given for a lower threshold, for the same reason."""
FEWEST_OF_PURPOSE = 25
STEPS = np.arange(-1, 3.1, 0.5)


class _Recorder(Reader):
    """Keeps what is to be weighed."""

    seen: tuple[list[Any], dict[str, Any]] = ([], {})

    def _weigh(self, spans: Any, second: Any, state: Any, _whole: Any) -> Any:
        self.seen = (spans, second.reader.read(state.content, second.gate, closely=bool(spans)))
        return []


def f_score(truth: NDArray[Any], found: NDArray[Any], recall_weighs: float = 1.0) -> float:
    """F of precision and recall; ``recall_weighs`` is the square of beta."""
    right, wrong, missed = (truth & found).sum(), (~truth & found).sum(), (truth & ~found).sum()
    both = (1 + recall_weighs) * right
    return float(both / max(1, both + recall_weighs * missed + wrong))


@dataclass(frozen=True)
class Gathered:
    """What was gathered of some texts; arrays of shape (texts, claims)."""

    truth: NDArray[Any]
    odds: NDArray[Any]
    plain: NDArray[Any]
    grammar: NDArray[Any]
    english: NDArray[Any]
    """Whether each text is English."""
    precise: float

    @property
    def total(self) -> NDArray[Any]:
        """Log odds with what the grammar adds."""
        found = [self.grammar == STATED, self.grammar > 0]
        bonus = np.select(found, [BONUS["grammar_certain"], BONUS["grammar_likely"]], 0)
        return np.asarray(self.odds + bonus)

    def is_precise(self, odds: NDArray[Any], allowed: NDArray[Any], threshold: float) -> bool:
        """Whether what is allowed is right often enough from a threshold on."""
        found = (odds >= threshold) & allowed
        return bool(found.sum() >= FEWEST and (found & self.truth).sum() >= self.precise * found.sum())


def gather(rows: list[dict[str, Any]], precise: float) -> tuple[Gathered, list[str]]:
    """What both say of rows, and the ids of the claims; the grammar says 0, 1 (likely) or 2 (certain)."""
    rulebook = load_rulebook()
    lazy = LazyReader("")
    recorder = _Recorder(compile_grammar(language_rules(rulebook)), lazy)
    claims = list(lazy.reader.card.claims)
    out = np.full((len(rows), len(claims), 4), MISSING)
    out[:, :, 0] = out[:, :, 3] = 0
    for number, row in enumerate(rows):
        recorder.seen = ([], {})
        recorder.read([Text(content=row["text"])])
        for claim in row["claims"]:
            out[number, claims.index(claim["id"]), 0] = 1
        spans, proposals = recorder.seen
        for span in spans:
            if span.claim in claims:
                out[number, claims.index(span.claim), 3] = 1 + (span.certainty is Certainty.CERTAIN)
        for claim, proposal in proposals.items():
            out[number, claims.index(claim), 1:3] = proposal.odds, proposal.plain
    truth, odds, plain, grammar = (out[:, :, part] for part in range(4))
    english = np.array([row["language"] == ENGLISH for row in rows])
    return Gathered(truth > 0, odds, plain, grammar, english, precise), claims


def choose(held: Gathered, twins: Gathered, claims: list[str]) -> dict[str, Any]:
    """The best thresholds: for all claims by F, for certain ones the lowest that are precise."""
    truth, total = held.truth, held.total
    likely: dict[str, float] = {}
    more: dict[str, float] = {}
    savers = [claim == SAVERS for claim in claims]
    for name, some in (("savers", np.array(savers)), ("other claims", ~np.array(savers))):
        where = ((~held.english, "other languages"), (held.english, "English"))
        each = tuple(_best(f"{name}, {place}", truth[of][:, some], total[of][:, some]) for of, place in where)
        each = BY_HAND.get(name, each)
        ids = [claim for claim, counts in zip(claims, some, strict=True) if counts]
        likely |= dict.fromkeys(ids, each[0])
        more |= dict.fromkeys(ids, each[1] - each[0]) if each[1] != each[0] else {}
    steps = np.arange(LEAST_ALONE, NEVER, 0.25)
    both = (held, twins)
    alone = _lowest(steps, lambda t: all(g.is_precise(g.odds, g.plain >= 0, t) for g in both))
    return BONUS | {
        "likely": likely,
        "more_in": {ENGLISH: more},
        "certain": CERTAIN,
        "certain_alone": alone,
        "plain": 0.0,
    }


def _best(name: str, truth: NDArray[Any], total: NDArray[Any]) -> float:
    """The threshold with the best mean F over all claims."""

    def score(likely: float) -> float:
        found = total >= likely
        each = [f_score(truth[:, n], found[:, n], RECALL_WEIGHS) for n in range(truth.shape[1])]
        return float(np.mean(each))

    best = max(np.arange(-1, 3.6, 0.25), key=score)
    print(f"all claims, {name}: F {score(best):.3f} from {best}")
    return float(best)


def _lowest(steps: NDArray[Any], is_precise: Callable[[float], bool]) -> float:
    """The lowest threshold that is precise."""
    return next((float(threshold) for threshold in steps if is_precise(float(threshold))), NEVER)


def for_purposes(files: list[Path]) -> tuple[dict[str, float], dict[str, float]]:
    """A threshold for each purpose on sentences kept aside, and what it needs beyond that in English.

    One for all, by F over all of them together; each that enough of them explain has one of its own: the
    lowest whose F is next to the best. In English, where words explain most, precision weighs as much.
    """
    reader = LazyReader("").reader
    purposes = reader.card.purposes
    rows = [row for row in compose.sentences(files) if is_aside(row["text"])]
    found = [reader.purposes(row["text"], purposes, MISSING) for row in rows]
    odds = np.array([[f[p].odds if p in f else MISSING for p in purposes] for f in found])
    told = np.array([[purpose in row["told"] for purpose in purposes] for row in rows])
    stated = [{tag for tag, *_ in row["purposes"]} for row in rows]
    truth = np.array([[purpose in each for purpose in purposes] for each in stated])
    english = np.array([row["file"].rpartition("_")[2] == ENGLISH for row in rows])

    def chosen(counted: NDArray[Any], recall_weighs: float) -> tuple[float, list[float]]:
        """The best threshold for all that is counted, and the lowest one that is next to it."""
        each = {float(s): f_score(truth[counted], (odds >= s)[counted], recall_weighs) for s in STEPS}
        best = max(each, key=lambda step: each[step])
        return best, [step for step in each if each[step] >= each[best] - NO_MATTER]

    common, _ = chosen(told, RECALL_OF_PURPOSES_WEIGHS)
    likely, more = dict.fromkeys(purposes, common), {}
    for number, purpose in enumerate(purposes):
        for where, weighs in ((~english, RECALL_OF_PURPOSES_WEIGHS), (english, 1.0)):
            counted = told & where[:, None] & (np.arange(len(purposes)) == number)
            if truth[counted].sum() >= FEWEST_OF_PURPOSE:
                own = min(chosen(counted, weighs)[1])
                if where is english:
                    more[purpose] = max(0.0, own - likely[purpose])
                else:
                    likely[purpose] = own
    print(f"{len(rows)} sentences: {likely}, more in English: {more}")
    for purpose in purposes:
        elsewhere = max(likely[purpose], LEAST_OF_PURPOSE)
        in_english = max(likely[purpose] + more.get(purpose, 0.0), LEAST_OF_PURPOSE)
        likely[purpose], in_english = BY_HAND.get(purpose, (elsewhere, in_english))
        more[purpose] = in_english - likely[purpose]
    return likely, {purpose: each for purpose, each in more.items() if each}


def main() -> None:
    """Choose; write the card and print its digest."""
    aside = [row for row in texts.load(sorted(CORPUS.glob(TWINS))) if is_aside(row["text"])]
    held, claims = gather(texts.load(sorted(CORPUS.glob("held_out/*.jsonl"))), PRECISE)
    chosen = choose(held, gather(aside, PRECISE_ON_TWINS)[0], claims)
    own = [path for path in CORPUS.glob("purposes/*.jsonl") if not path.stem.startswith("held_out")]
    likely, more = for_purposes(sorted(own))
    chosen["likely"] |= likely
    chosen["more_in"][ENGLISH] |= more
    print(chosen)
    card = resources.folder("rules") / FOLDER / CARD
    gate = hashlib.sha256((card.parent / GATE).read_bytes()).hexdigest()
    written = json.dumps(json.loads(card.read_text("utf-8")) | chosen | {"gate": gate}, indent=1) + "\n"
    card.write_text(written, "utf-8")
    print("rules/rulebook.yaml: second_reader:", hashlib.sha256(written.encode()).hexdigest())


if __name__ == "__main__":
    main()
