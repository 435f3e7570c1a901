"""Auditing many listings: a stream in, a stream out, memory flat."""

from auditor.bulk.lines import lines_of
from auditor.bulk.scan import ScanResult, scan, table

__all__ = ["ScanResult", "lines_of", "scan", "table"]
