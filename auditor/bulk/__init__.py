"""Auditing many listings: a stream in, a stream out, memory flat."""

from auditor.bulk.scan import ScanResult, scan, table

__all__ = ["ScanResult", "scan", "table"]
