"""Choose the card's thresholds: ``python -m auditor.training.thresholds``.

What the grammar finds and what the second reader proposes in the held-out texts is gathered once; then every
threshold is tried: one for savers, one for all other claims, two that certain claims must reach; and one for
purposes, on our own sentences kept aside. How good the reading then is shows in ``tests/corpus/fresh``.
"""

# ruff: noqa: T201 -- progress for people is what this prints

from __future__ import annotations

import hashlib
import json
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
    from numpy.typing import NDArray

CORPUS = Path(__file__).parent.parent.parent / "tests" / "corpus"
MISSING = -20.0
STATED = 2
"""What the grammar finds in so many words."""
PRECISE = 0.99
"""Precision that certain claims must have on the texts kept aside."""
FEWEST = 40
"""Claims that must have been found, for a precision to mean anything."""
NEVER = 7.0
"""Log odds that stand for "not without the grammar", where no threshold is precise enough."""
BONUS = {"grammar_likely": 1.0, "grammar_certain": 2.0}
"""Set by hand: the words of the grammar were written with the labelled texts in view, so what it finds there
looks better than it is."""
MARGIN = 1.0
"""Log odds on top, for the same reason, where the grammar makes a claim certain."""
SAVERS = "reveals-savers"
SAVERS_RECALL_WEIGHS = 0.5
"""To say of an honest tool that it promises savers costs more than to miss one that hints at it."""


class _Recorder(Reader):
    """Keeps what is to be weighed."""

    seen: tuple[list[Any], dict[str, Any]] = ([], {})

    def _weigh(self, spans: Any, second: Any, state: Any, _whole: Any) -> Any:
        self.seen = (spans, second.reader.read(state.content, second.gate))
        return []


def gather(rows: list[dict[str, Any]]) -> tuple[NDArray[Any], list[str]]:
    """Shape (rows, claims, 4): truth, odds, plainness, and what the grammar says (0, 1 likely, 2 certain)."""
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
    return out, claims


def f_score(truth: NDArray[Any], found: NDArray[Any], recall_weighs: float = 1.0) -> float:
    """F of precision and recall; ``recall_weighs`` is the square of beta."""
    right, wrong, missed = (truth & found).sum(), (~truth & found).sum(), (truth & ~found).sum()
    both = (1 + recall_weighs) * right
    return float(both / max(1, both + recall_weighs * missed + wrong))


def choose(data: NDArray[Any], claims: list[str]) -> dict[str, Any]:
    """The best thresholds: for all claims by F, for certain ones the lowest that are precise."""
    truth, odds, plain, grammar = (data[:, :, part] for part in range(4))
    truth = truth > 0
    first = claims.index(SAVERS)
    stated = grammar == STATED
    total = odds + np.select([stated, grammar > 0], [BONUS["grammar_certain"], BONUS["grammar_likely"]], 0)

    others = [number for number in range(len(claims)) if number != first]
    savers = _best([first], truth, total, SAVERS_RECALL_WEIGHS)
    rest = _best(others, truth, total, 1.0)
    likely = dict.fromkeys(claims, rest) | {SAVERS: savers}
    certain = _precise(truth, total, stated, np.arange(max(savers, rest), NEVER, 0.25)) + MARGIN
    alone = _precise(truth, odds, plain >= 0, np.arange(max(savers, rest), NEVER, 0.25))
    return BONUS | {"likely": likely, "certain": certain, "certain_alone": alone, "plain": 0.0}


def _best(numbers: list[int], truth: NDArray[Any], total: NDArray[Any], recall_weighs: float) -> float:
    """The threshold with the best mean F over some claims."""

    def score(likely: float) -> float:
        found = total >= likely
        return float(np.mean([f_score(truth[:, n], found[:, n], recall_weighs) for n in numbers]))

    best = max(np.arange(-1, 2.1, 0.25), key=score)
    print(f"{len(numbers)} claims: F {score(best):.3f} from {best}")
    return float(best)


def _precise(truth: NDArray[Any], odds: NDArray[Any], allowed: NDArray[Any], steps: NDArray[Any]) -> float:
    """The lowest threshold from which what is allowed is right often enough."""
    for threshold in steps:
        found = (odds >= threshold) & allowed
        if found.sum() >= FEWEST and (found & truth).sum() >= PRECISE * found.sum():
            print(f"from {threshold}: {(found & truth).sum()} right of {found.sum()}")
            return float(threshold)
    return NEVER


def for_purposes(files: list[Path]) -> dict[str, float]:
    """One threshold for all purposes, with the best F over all of them together, on sentences kept aside."""
    reader = LazyReader("").reader
    purposes = reader.card.purposes
    rows = [row for row in compose.sentences(files) if is_aside(row["text"])]
    found = [reader.purposes(row["text"], purposes, MISSING) for row in rows]
    odds = np.array([[f[p].odds if p in f else MISSING for p in purposes] for f in found])
    told = np.array([[purpose in row["told"] for purpose in purposes] for row in rows])
    stated = [{tag for tag, *_ in row["purposes"]} for row in rows]
    truth = np.array([[purpose in each for purpose in purposes] for each in stated])

    def score(likely: float) -> float:
        return f_score(truth[told], (odds >= likely)[told])

    best = max(np.arange(-2, 3.1, 0.5), key=score)
    print(f"{len(rows)} sentences: F1 {score(best):.3f} from {best}")
    return dict.fromkeys(purposes, float(best))


def main() -> None:
    """Choose; write the card and print its digest."""
    rows = texts.load(sorted(CORPUS.glob("held_out/*.jsonl")))
    data, claims = gather(rows)
    chosen = choose(data, claims)
    own = [path for path in CORPUS.glob("purposes/*.jsonl") if not path.stem.startswith("held_out")]
    chosen["likely"] |= for_purposes(sorted(own))
    print(len(rows), chosen)
    card = resources.folder("rules") / FOLDER / CARD
    gate = hashlib.sha256((card.parent / GATE).read_bytes()).hexdigest()
    written = json.dumps(json.loads(card.read_text("utf-8")) | chosen | {"gate": gate}, indent=1) + "\n"
    card.write_text(written, "utf-8")
    print("rules/rulebook.yaml: second_reader:", hashlib.sha256(written.encode()).hexdigest())


if __name__ == "__main__":
    main()
