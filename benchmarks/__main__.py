"""``make bench``: how long things take and how much memory they use. Quote ratios, not seconds."""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from auditor.bulk import ScanResult, scan
from auditor.judge import audit
from auditor.model import Listing
from auditor.rulebook import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARAGRAPH = (
    "Plan a week of videos in ten minutes. Drop your clips on the calendar, write captions once and let them "
    "go out at the hours when your followers are awake. The board shows views, likes, comments and the "
    "number of saves for each post, week by week, and exports them as a table for your partners. "
)
LISTING = {"name": "Queueline", "texts": [(PARAGRAPH * 6)[:1500]]}
RUNS = 7


def seconds(command: Sequence[str]) -> float:
    """Median wall time of a command as a whole process, after one warm-up."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def cpu_seconds(work: Callable[[], object], repeats: int) -> float:
    """Processor time of one call, over many."""
    work()
    start = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - start) / repeats


def peak_megabytes() -> float:
    """The largest amount of memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def scanned(count: int) -> None:
    """Scan ``count`` listings of 1,500 characters and drop the audits."""
    import json  # noqa: PLC0415 - beside its only use

    line = json.dumps(LISTING).encode()
    for _ in scan((line for _ in range(count)), RULEBOOK, ScanResult()):
        pass


RULEBOOK = load_rulebook()


def main() -> None:
    """Print all figures."""
    bare = seconds([sys.executable, "-c", "pass"])
    shown = seconds([sys.executable, "-m", "auditor", "--help"])
    print(f"--help: {shown * 1000:.0f} ms, {shown / bare:.1f} times a bare python -c pass")
    print(f"rules from cache: {cpu_seconds(load_rulebook, 5) * 1000:.0f} ms of processor time")
    listing = Listing.model_validate(LISTING)
    once = cpu_seconds(lambda: audit(listing, RULEBOOK), 200)
    print(f"audit of 1,500 characters: {once * 1000:.2f} ms, {1 / once:.0f} a second a core")
    scanned(200)
    before = peak_megabytes()
    start = time.process_time()
    scanned(1000)
    spent = time.process_time() - start
    print(f"scan of 1,000 such lines: {1000 / spent:.0f} a second a core")
    print(f"peak memory: {before:.0f} MB after 200 lines, {peak_megabytes():.0f} MB after 1,200")


if __name__ == "__main__":
    main()
