"""What keeps a site from being published: accusing without ground, old law, people's data, harsh words.

Each check yields sentences that say where the fault is and what to do. While there is one, nothing goes out.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from auditor.formats.clean import visible
from auditor.judge.personal import personal_in
from auditor.judge.verdict import level_of
from auditor.model import Certainty, Level
from auditor.publish.fair_words import banned_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.judge import ReviewedException
    from auditor.model import Audit
    from auditor.publish.records import Record
    from auditor.publish.watchlist_file import Watchlist
    from auditor.rulebook import Rulebook

_SHOWN: Final = 100
_OURS: Final = frozenset(
    {"references", "reviewer", "rulebook", "sha256", "retrieved_at", "schema", "tool_version"}
)
"""Fields of an audit that hold no word of a stranger's: clauses, stamps, who reviewed."""
_ADDONS: Final = re.compile(r"(?i)https?://addons\.mozilla\.org/")
"""Where the ids of add-ons are in public, and most look like mailboxes."""


def unfair_audits(watchlist: Watchlist, records: Iterable[Record], on: dt.date) -> Iterator[str]:
    """Yield what is wrong with audits that are to be published."""
    for record in records:
        yield from (f"{watchlist.place(record.tool)}: {fault}" for fault in _faults(record, on))


def _faults(record: Record, on: dt.date) -> Iterator[str]:
    for state in record.states:
        yield from _groundless(record, state.audit)
        yield from _harsh(record, state.audit)
        yield from _personal(record, state.audit)
    if record.last:
        yield from _expired_asides(record, record.last.audit, on)
    yield from _personal_failure(record)


def old_ground(records: Iterable[Record], rulebook: Rulebook, on: dt.date) -> Iterator[str]:
    """Yield the findings of newest audits that rest on nothing but clauses that were read too long ago."""
    for rule, clauses in _cited(records).items():
        old = {name: read for name in clauses if (read := _too_old(name, rulebook, on))}
        if clauses and len(old) == len(clauses):
            first, *_ = documents = [rulebook.clauses[name].document for name in old]
            names = " and ".join(sorted({document.name for document in documents}))
            yield (
                f"{rulebook.place('documents', first.id)}: the finding '{rule}' rests on clauses that were "
                f"last read on {max(old.values())}, over {rulebook.meta.reference_age_days} days ago: "
                f"read {names} again, mend what the clauses say now, and set their dates"
            )


def old_clauses(records: Iterable[Record], rulebook: Rulebook, on: dt.date) -> tuple[str, ...]:
    """Return the clauses that newest audits cite, beside newer ones, and that were read too long ago."""
    cited = dict.fromkeys(name for clauses in _cited(records).values() for name in clauses)
    return tuple(sorted(name for name in cited if _too_old(name, rulebook, on)))


def clause_dates(records: Iterable[Record], rulebook: Rulebook, on: dt.date) -> Iterator[dt.date]:
    """Yield the last days on which clauses that newest audits cite still count as read lately."""
    age = dt.timedelta(days=rulebook.meta.reference_age_days)
    for name in dict.fromkeys(name for clauses in _cited(records).values() for name in clauses):
        read_on = _read_on(name, rulebook)
        if read_on is not None and read_on + age >= on:
            yield read_on + age


def _cited(records: Iterable[Record]) -> dict[str, list[str]]:
    """Return the clauses that newest audits cite, by finding."""
    audits = [record.last.audit for record in records if record.last]
    found = (finding for audit in audits for finding in audit.findings)
    return {finding.rule: [reference.clause for reference in finding.references] for finding in found}


def _too_old(name: str, rulebook: Rulebook, on: dt.date) -> dt.date | None:
    """Return when a clause was read, if that is too long ago. Audits by older rules may cite others."""
    read_on = _read_on(name, rulebook)
    oldest = on - dt.timedelta(days=rulebook.meta.reference_age_days)
    return read_on if read_on is not None and read_on < oldest else None


def _read_on(name: str, rulebook: Rulebook) -> dt.date | None:
    if name not in rulebook.clauses:
        return None
    document, clause = rulebook.clauses[name]
    return clause.date or (document.date if document.date_means == "read" else None)


def expired_exceptions(
    exceptions: Sequence[ReviewedException], source: str, watchlist: Watchlist, on: dt.date
) -> Iterator[str]:
    """Yield exceptions that have run out, of tools on the watchlist."""
    names = {name for tool in watchlist.tools for name in (tool.id, tool.name)}
    for item in exceptions:
        if item.tool in names and item.expires < on:
            yield (
                f"{source}: the exception of {item.rule!r} for {item.tool!r} ran out on {item.expires}: "
                "look at the finding again, then set a new end or remove the exception"
            )


def _groundless(record: Record, audit: Audit) -> Iterator[str]:
    """The gravest verdict needs a finding that is certain and by itself leads to it."""
    sure = (f for f in audit.findings if f.certainty is Certainty.CERTAIN and level_of(f) is Level.AVOID)
    if audit.verdict.level is Level.AVOID and next(sure, None) is None:
        yield (
            f"the verdict on '{record.tool.id}' is 'avoid' and no certain finding bears it: "
            "audit it again with --again; if that stays, the rules are at fault, and no report may go out"
        )


def _harsh(record: Record, audit: Audit) -> Iterator[str]:
    """Sentences of ours, of whichever rules they came, hold no word that accuses or promises."""
    verdict = audit.verdict
    ours = [verdict.headline, *(reason.text for reason in verdict.reasons)]
    ours += [text for f in audit.findings for text in (f.title, f.explanation, f.advice)]
    for word in dict.fromkeys(word for text in ours for word in banned_in(text)):
        yield (
            f"the audit of '{record.tool.id}' says '{word}' in our name: mend the rule that says it, "
            "then audit it again with --again"
        )


def _personal(record: Record, audit: Audit) -> Iterator[str]:
    for piece in _reaching(_strangers(audit), (*record.tool.public, *_addon_id(record, audit))):
        yield (
            f"the audit of '{record.tool.id}' shows '{piece}', by which a person can be "
            "reached: if it is how the maker's business can be reached, write it under 'public' of this "
            "tool; if not, set the finding aside by an exception, name another target, or withdraw the report"
        )


def _personal_failure(record: Record) -> Iterator[str]:
    for piece in _reaching(_as_read(record.failure), record.tool.public):
        yield (
            f"why '{record.tool.id}' could not be read shows '{piece}', by which a person can be reached: "
            "write it under 'public' of this tool, or name another target"
        )


def _reaching(texts: Iterable[str], known: Sequence[str]) -> Iterator[str]:
    """Yield, fit to show, what reaches a person in ``texts`` and is not known to be public."""
    for piece in dict.fromkeys(piece for text in texts for piece in personal_in(text)):
        if not any(piece in public or public in piece for public in known):
            yield visible(piece, _SHOWN)


def _addon_id(record: Record, audit: Audit) -> tuple[str, ...]:
    """Return the id by which its store names an add-on; a file may claim to come from there, a target not."""
    in_store = any(map(_ADDONS.match, record.tool.targets))
    return (audit.tool.package,) if audit.tool.package and in_store else ()


def _strangers(audit: Audit) -> Iterator[str]:
    """Yield all that the site shows of an audit and that is not ours, in whichever field it stands."""
    shown = audit.model_dump(mode="json")
    yield from (read for text in _strings(shown) for read in _as_read(text))
    # What was quoted may end in the middle of an address; what stands around it is shown beside it.
    yield from (f"{claim.before}{claim.quote}{claim.after}" for claim in audit.claims)
    for finding in (*audit.findings, *audit.set_aside):
        yield from (f"{piece.before}{piece.quote}{piece.after}" for piece in finding.evidence)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _strings(each) if name not in _OURS else ()
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _as_read(text: str) -> tuple[str, ...]:
    """Return ``text`` as it stands, and as it reads where it is an address with signs written out."""
    return (text, unquote(text)) if "%" in text else (text,)


def _expired_asides(record: Record, audit: Audit, on: dt.date) -> Iterator[str]:
    for finding in audit.set_aside:
        aside = finding.set_aside
        if aside is not None and aside.expires < on:
            yield (
                f"in the last audit of '{record.tool.id}' the finding {finding.rule!r} is set aside until "
                f"{aside.expires}, which is over, and the tool was not read again since: "
                "set a new end in the file of exceptions, or make its targets readable"
            )
    for line in audit.expired_exceptions:
        yield (
            f"{visible(line)} Look at the finding again, then set a new end or remove the exception, "
            "and audit the tool again with --again"
        )
