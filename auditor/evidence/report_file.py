"""A published report, as a file: the audit as JSON, or the HTML page that was made of one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from auditor.errors import NotFound, TooLarge, UnknownFormat, UnreadableTarget
from auditor.evidence.earlier_block import MARKS, is_line_of
from auditor.formats.html import HtmlFormat
from auditor.formats.json_text import harmless
from auditor.history.timeline import Stage
from auditor.limits import MAX_LINE_BYTES
from auditor.messages.catalogue import catalogue
from auditor.messages.languages import ENGLISH_CODE, LANGUAGES
from auditor.model import Audit, Level

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MARK: Final = b"<!doctype html"
_LANGUAGE: Final = re.compile(rb'<!doctype html>\s{1,9}<html lang="([A-Za-z-]{2,12})"')
_SOME_STAGE: Final = Stage(
    dt.datetime(2000, 1, 1, tzinfo=dt.UTC), dt.datetime(2000, 1, 2, tzinfo=dt.UTC), Level.CAUTION, 0, None
)
"""For finding the place at which the template writes the line."""
_HINT: Final = "Hand in what 'saveraudit audit --format json' or '--report' wrote."


@dataclass(frozen=True)
class ReportFile:
    """A report as it lies there."""

    label: str
    content: bytes
    """Without the line breaks at its end, which files gain and lose."""

    @property
    def is_page(self) -> bool:
        """Whether it is the HTML page."""
        return self.content[: len(_MARK)].lower() == _MARK

    @property
    def language(self) -> str:
        """In which of our languages the page says that it is; English where it says none of them."""
        said = _LANGUAGE.match(self.content)
        code = said[1].decode() if said else ENGLISH_CODE
        return code if code in LANGUAGES else ENGLISH_CODE

    def is_made_of(self, audit: Audit) -> bool:
        """Whether exactly these bytes come of ``audit``."""
        if self.is_page:
            return self.content == self._page(audit)
        forms = [audit.model_dump_json(by_alias=True, indent=indent) for indent in (2, None)]
        return self.content in [written.encode() for form in forms for written in (harmless(form), form)]

    def audit(self, candidates: Iterable[Audit]) -> Audit:
        """Return the audit that the report shows.

        Args:
            candidates: Audits that a page may have been made of; a page can only be compared as a whole.

        Raises:
            UnknownFormat: It is no report, or a page that was made of none of ``candidates``.
        """
        if not self.is_page:
            return self._parsed()
        for audit in candidates:
            if self.content == self._page(audit) or self._has_line_of(audit):
                return audit
        raise UnknownFormat(
            f"{self.label!r} is not the page that comes of these bundles: another version of Saveraudit "
            "wrote it, it belongs to another audit, or it was changed",
            hint="Verify the audit as JSON, which tells what differs.",
        )

    def _has_line_of(self, audit: Audit) -> bool:
        """Whether it is the page of ``audit`` with a line of earlier ones, where the template puts it.

        Only English lines are read back.
        """
        before, line, after = _parted(self.content)
        return (
            bool(line)
            and (before, after) == _parted(self._page(audit, (_SOME_STAGE,)))[::2]
            and is_line_of(audit, line)
        )

    def _page(self, audit: Audit, earlier: tuple[Stage, ...] = ()) -> bytes:
        """Return the page of ``audit`` in the language of this one."""
        return HtmlFormat(catalogue(self.language), earlier=earlier).render(audit).rstrip("\n").encode()

    def _parsed(self) -> Audit:
        try:
            return Audit.model_validate_json(self.content)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part)[:40] for part in first["loc"][:4])
            at = f" ({where})" if where else ""
            raise UnknownFormat(f"{self.label!r} is no audit{at}", hint=_HINT) from error


def _parted(page: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the line of earlier audits, the line with its marks, and what follows it."""
    begin, end = (mark.encode() for mark in MARKS)
    before, first, rest = page.partition(begin)
    line, last, after = rest.partition(end)
    return (before, first + line + last, after) if last else (page, b"", b"")


def read_report(path: Path) -> ReportFile:
    """Return the report at ``path``.

    Raises:
        UnreadableTarget: It is not there, may not be read, or is too large.
    """
    label = str(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_LINE_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {label!r}") from error
    except OSError as error:
        raise UnreadableTarget(f"{label!r} could not be read: {error.strerror or error}", hint="") from error
    if len(content) > MAX_LINE_BYTES:
        raise TooLarge(f"{label!r} is larger than {MAX_LINE_BYTES // 1024**2} MB", hint=_HINT)
    return ReportFile(label, content.rstrip(b"\r\n"))
