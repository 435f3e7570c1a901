"""How long ``publish`` takes for 500 described tools: the first run, and a second with nothing changed.

Each run is a whole process, as a scheduler starts it. Quote the ratio, not the seconds.
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOOLS = 500
TEXTS = (
    "See who saved your TikTok videos! Log in with your TikTok password to start.",
    "Schedule your TikTok posts and see how many people saved each one.",
    "Buy 1000 TikTok saves. Undetectable, never banned.",
    "Record audio and add it to your clips.",
    "Find out which accounts viewed your profile.",
)
ACCESS = ("android.permission.READ_CONTACTS", "tiktok:video.list")


def described(home: Path, tools: int) -> Path:
    """Write so many tools and their watchlist."""
    watched = []
    for number in range(tools):
        listing = {
            "name": f"Tool {number}",
            "publisher": f"Maker {number % 40}",
            "texts": [f"{TEXTS[number % len(TEXTS)]} Version {number}."],
            "access": ACCESS[: number % 3],
        }
        (home / f"{number}.json").write_text(json.dumps(listing), "utf-8")
        watched.append({"id": f"tool-{number}", "name": f"Tool {number}", "targets": [f"{number}.json"]})
    site = {"title": "Reports", "url": "https://reports.example/", "contact": "desk@reports.example"}
    watchlist = home / "tools.yaml"
    watchlist.write_text(json.dumps({"site": site, "tools": watched}), "utf-8")
    return watchlist


def published(watchlist: Path) -> tuple[float, float, str]:
    """Return wall and processor seconds of one run, and what it said."""
    command = [sys.executable, "-m", "auditor", "publish"]
    arguments = ["--watchlist", str(watchlist), "--site", str(watchlist.parent / "site")]
    before, start = os.times(), time.perf_counter()
    done = subprocess.run([*command, *arguments], check=True, capture_output=True, text=True)  # noqa: S603 - ours
    wall, after = time.perf_counter() - start, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, spent, " / ".join(done.stderr.strip().splitlines()[:2])


def main() -> None:
    """Print both runs and their ratio."""
    tools = int(sys.argv[1]) if len(sys.argv) > 1 else TOOLS
    with tempfile.TemporaryDirectory() as folder:
        watchlist = described(Path(folder), tools)
        first, second = published(watchlist), published(watchlist)
    for name, (wall, spent, said) in (("first run", first), ("second run", second)):
        print(f"{name:<12}{wall:8.1f} s  {spent:8.1f} s of processor  {said}")
    print(f"second / first: {second[0] / first[0]:.3f} in time, {second[1] / first[1]:.3f} of processor")


if __name__ == "__main__":
    main()
