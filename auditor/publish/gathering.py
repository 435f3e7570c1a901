"""Read many tools at once: several sites side by side, each site one request after the other."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from urllib.parse import urlsplit

from auditor.errors import UnreadableTarget
from auditor.messages import N_
from auditor.model import Listing
from auditor.publish.targets import Handed, handed, without_paths
from auditor.publish.watchlist import is_address
from auditor.sources import TARGET_CHECK, read
from auditor.sources.policy import policy_addresses, read_policy
from auditor.sources.reading import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from auditor.publish.watchlist import Watched
    from auditor.sources import Fetcher

WORKERS: Final = 8
"""Tools read at once. The fetcher keeps each site at one request a second, whoever asks."""
_AHEAD: Final = 4 * WORKERS
"""Tools that are handed to the readers ahead of their turn; all that are read wait in memory."""
_LONGEST: Final = 400


class Outcome(NamedTuple):
    """What came of reading one tool."""

    tool: Watched
    listing: Listing | None
    """What could be read, or None."""
    failure: str
    """Why something could not be read, in one sentence; empty where all could."""


class Reader(Protocol):
    """Reads one tool. Must be fit for several threads at once."""

    def __call__(self, tool: Watched, /) -> Outcome:
        """Return what came of it; whatever is wrong with the tool is in there, and nothing is raised."""


class ToolReader:
    """Reads tools through the sources.

    Args:
        folder: The watchlist's.
        fetcher: Who asks the network, for all of them; fit for several threads.
        policies: Whether to ask as well for the privacy policies that listings at addresses name.
    """

    def __init__(self, folder: Path, fetcher: Fetcher, *, policies: bool = False) -> None:
        self._folder = folder
        self._fetcher = fetcher
        self._policies = policies

    def __call__(self, tool: Watched) -> Outcome:
        """Return what came of reading ``tool``."""
        taken: list[Handed] = []
        try:
            outcomes = [self._one(target, taken) for target in tool.targets]
            policies = self._named_policies(tool, outcomes) if self._policies else []
            listing = joined([*outcomes, *policies])
        except UnreadableTarget as error:
            return Outcome(tool, None, _sentence(without_paths(str(error), taken)))
        except Exception as error:  # noqa: BLE001 - a page that breaks a reader must not stop the other tools
            return Outcome(tool, None, N_(f"Reading it broke our program ({type(error).__name__})."))
        return Outcome(tool, _named(listing, tool, taken), _missing(listing, taken))

    def _named_policies(self, tool: Watched, outcomes: Sequence[Listing | UnreadableTarget]) -> list[Listing]:
        listings = [outcome for outcome in outcomes if isinstance(outcome, Listing)]
        targets = zip(tool.targets, outcomes, strict=True)
        fetched = [o for target, o in targets if is_address(target) and isinstance(o, Listing)]
        return [read_policy(address, self._fetcher) for address in policy_addresses(fetched, listings)]

    def _one(self, target: str, taken: list[Handed]) -> Listing | UnreadableTarget:
        try:
            taken.append(handed(target, self._folder))
            return read([taken[-1].given], fetcher=self._fetcher)
        except UnreadableTarget as error:
            return error


def gather(tools: Sequence[Watched], reader: Reader) -> Iterator[Outcome]:
    """Yield what came of each tool, in the order in which they are done. Reading goes on meanwhile."""
    queue = iter(in_turns(tools))
    with ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="read") as pool:
        waiting: set[Future[Outcome]] = {pool.submit(reader, tool) for tool in islice(queue, _AHEAD)}
        try:
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    waiting |= {pool.submit(reader, tool) for tool in islice(queue, 1)}
                    yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def in_turns(tools: Iterable[Watched]) -> Iterator[Watched]:
    """Yield all tools so that those of one site do not stand together: a site is asked once a second."""
    by_site: dict[str, list[Watched]] = {}
    for tool in tools:
        by_site.setdefault(_site(tool), []).append(tool)
    for turn in zip_longest(*by_site.values()):
        yield from (tool for tool in turn if tool is not None)


def _site(tool: Watched) -> str:
    first = next((target for target in tool.targets if is_address(target)), "")
    try:
        return urlsplit(first).hostname or ""
    except ValueError:
        return ""


def _named(listing: Listing, tool: Watched, taken: Sequence[Handed]) -> Listing:
    """Give a listing the id and name of the watchlist, and its files the names that they have there."""
    names = {target.given: target.name for target in taken}
    return listing.model_copy(
        update={
            "id": tool.id,
            "name": listing.name or tool.name,
            "sources": tuple(
                source.model_copy(update={"target": names.get(source.target, source.target)})
                for source in listing.sources
            ),
            "not_read": tuple(
                note.model_copy(update={"reason": without_paths(note.reason, taken)})
                for note in listing.not_read
            ),
        }
    )


def _missing(listing: Listing, taken: Sequence[Handed]) -> str:
    notes = [note.reason for note in listing.not_read if note.check == TARGET_CHECK]
    return without_paths(" ".join(notes), taken)[:_LONGEST]


def _sentence(text: str) -> str:
    text = text[:_LONGEST].rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
