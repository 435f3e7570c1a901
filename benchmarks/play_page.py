"""Measure how long a saved Google Play page takes from file to listing as JSON, warm, on one core.

Run: python benchmarks/play_page.py PAGE.html [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time

from auditor.sources import read

GOAL_MILLISECONDS = 15.0


def measure(page: str, rounds: int) -> list[float]:
    """Return the milliseconds of each round, after one round to warm up."""
    read([page]).model_dump_json()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        read([page]).model_dump_json()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def main(arguments: list[str]) -> int:
    """Print median and 95th percentile; return 1 where the median misses the goal."""
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    times = measure(arguments[0], int(arguments[1]) if len(arguments) > 1 else 100)
    median = statistics.median(times)
    sys.stdout.write(
        f"median {median:.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms, goal {GOAL_MILLISECONDS} ms\n"
    )
    return 0 if median <= GOAL_MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
