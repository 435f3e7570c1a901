"""Extensions on the Chrome Web Store: the page of today, and that of the store until 2023."""

from auditor.sources.chrome_store.page import ChromeStorePage

__all__ = ["ChromeStorePage"]
