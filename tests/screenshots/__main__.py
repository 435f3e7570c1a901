"""Take all pictures anew, with what can be read on each beside them."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.chromium import launched
from tests.screenshots.drawing import drawn, shown_lines, words
from tests.screenshots.example import ROOT, report
from tests.screenshots.pictures import SHOTS, taken

FOLDER: Final = ROOT / "reports" / "screenshots"
SHOWN: Final = "shown.json"
"""By picture: its SHA-256, and the words that can be read on it."""
TERMINAL: Final = "terminal.svg"


def main() -> int:
    """Write the folder."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made: dict[str, tuple[bytes, list[str]]] = {}
    lines = shown_lines()
    made[TERMINAL] = drawn(lines).encode(), words(lines)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        page = report(Path(folder))
        made |= {shot.file: taken(browser, page, shot) for shot in SHOTS}
    for path in FOLDER.iterdir():
        path.unlink()
    shown = {}
    for name, (picture, text) in made.items():
        (FOLDER / name).write_bytes(picture)
        shown[name] = {"sha256": hashlib.sha256(picture).hexdigest(), "text": text}
    (FOLDER / SHOWN).write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", "utf-8")
    total = sum(len(picture) for picture, _ in made.values())
    sys.stdout.write(f"{len(made)} pictures, {total / 1000:.0f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
