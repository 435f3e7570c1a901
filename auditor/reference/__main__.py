"""Write the reference anew: ``python -m auditor.reference``; ``--check`` only says what is out of date."""

from __future__ import annotations

import sys
from pathlib import Path

from auditor.reference.pages import pages
from auditor.rulebook import load_rulebook

FOLDER = Path(__file__).parents[2] / "reports" / "reference"


def main(arguments: list[str]) -> int:
    """Return 0, or 1 where something is out of date and was only to be checked."""
    made = pages(load_rulebook())
    stale = [file for file, text in made.items() if _read(FOLDER / file) != text]
    gone = [path for path in sorted(FOLDER.glob("*")) if path.name not in made]
    if "--check" in arguments:
        for name in (*stale, *(path.name for path in gone)):
            sys.stdout.write(f"out of date: {name}\n")
        return 1 if stale or gone else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in gone:
        path.unlink()
    for file in stale:
        (FOLDER / file).write_text(made[file], encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(made)} pages, {len(stale)} changed\n")
    return 0


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
