"""Any web page: :class:`WebPage` is the source."""

from auditor.sources.webpage.page import WebPage

__all__ = ["WebPage"]
