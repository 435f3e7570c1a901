"""Firefox add-ons on addons.mozilla.org: the store page, and the answers of its API."""

from auditor.sources.firefox_addons.answer import FirefoxAddonAnswer
from auditor.sources.firefox_addons.network import firefox_companions
from auditor.sources.firefox_addons.page import FirefoxAddonPage

__all__ = ["FirefoxAddonAnswer", "FirefoxAddonPage", "firefox_companions"]
