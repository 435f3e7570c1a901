"""Apple's App Store: the page of an app in its layouts since 2019, and the iTunes lookup answer."""

from auditor.sources.app_store.lookup import AppStoreLookup
from auditor.sources.app_store.network import app_store_companions
from auditor.sources.app_store.page import AppStorePage

__all__ = ["AppStoreLookup", "AppStorePage", "app_store_companions"]
