"""What the trainings of the parts beside the encoder (sieve, glance) share: what they are given; the card."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.language.second.lazy import CARD, FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "tests" / "corpus"
_PLAIN = ("honest", "plain")
"""Beginnings of the names of corpus files whose texts are about other things altogether."""


def arguments(description: str | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--honest", type=Path, nargs="*", default=[], help="honest descriptions, JSON lines")
    parser.add_argument("--acnet", type=Path, nargs="*", default=[], help="AC-Net's labelled sentences")
    parser.add_argument("--out", type=Path, default=ROOT / "rules" / FOLDER)
    return parser.parse_args()


def plain_files() -> list[Path]:
    """Our texts about other things altogether."""
    return [path for name in _PLAIN for path in sorted(CORPUS.glob(f"??/{name}*.jsonl"))]


def sentence_files() -> list[Path]:
    """Our sentences on access, without those held out."""
    return sorted(p for p in CORPUS.glob("purposes/*.jsonl") if not p.stem.startswith("held_out"))


def name_in_card(folder: Path, files: Mapping[str, str]) -> None:
    """Write the digests of files into the card beside them, each under its key."""
    card = json.loads((folder / CARD).read_bytes())
    card |= {key: hashlib.sha256((folder / name).read_bytes()).hexdigest() for key, name in files.items()}
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", "utf-8")
