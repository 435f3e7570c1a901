"""What each source says by itself: what joining several into one listing would lose.

A listing has one package, one version, one publisher. Who said which is kept beside them, so that the rules
can hold one source against another.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor.limits import MAX_STATEMENTS
from auditor.model import Listing, Statement, statements_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def stated(parts: Sequence[Listing], starts: Sequence[int]) -> tuple[Statement, ...]:
    """Return what each of ``parts`` says, each statement of a source once.

    Args:
        parts: Listings whose source indexes are already those of the joined listing. One that was joined
            itself has its own statements.
        starts: For each of them, the index of its first source there.
    """
    sourced = [(part, start) for part, start in zip(parts, starts, strict=False) if part.sources]
    found = dict.fromkeys(each for part, start in sourced for each in statements_of(part, start))
    found.update(dict.fromkeys(_asked_again(parts)))
    return tuple(found)[:MAX_STATEMENTS]


def _asked_again(parts: Sequence[Listing]) -> Iterator[Statement]:
    """Yield who asks for what several parts ask for; the joined listing names the first of them alone."""
    count = Counter(request.id for part in parts for request in part.access_requests)
    for part in parts:
        for request in part.access_requests:
            if count[request.id] > 1:
                yield Statement(field="access", value=request.id, source=request.source)
