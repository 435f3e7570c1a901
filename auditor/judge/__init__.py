"""Judging: claims, access and capabilities compared; findings; the verdict. Pure, whatever is handed in."""

from auditor.judge.auditing import audit
from auditor.judge.exceptions import ReviewedException
from auditor.judge.verdict import reaches

__all__ = ["ReviewedException", "audit", "reaches"]
