"""App Store pages until 2024, built here in the shapes that the store used."""

from __future__ import annotations

import html as markup
import json
from typing import Any

import pytest

from auditor.sources import read_document
from tests.sources.test_app_store import NUMBER, page

ATTRIBUTES = {
    "name": "SaveSpy: Fans",
    "artistName": "X Ltd",
    "genreDisplayName": "Social Networking",
    "userRating": {"value": 4.3, "ratingCount": 120},
    "privacy": {
        "privacyTypes": [
            {
                "identifier": "DATA_LINKED_TO_YOU",
                "privacyType": "Data Linked to You",
                "dataCategories": [{"identifier": "CONTACTS", "dataCategory": "Contacts"}],
                "purposes": [{"dataCategories": [{"dataCategory": "Location"}]}],
            }
        ]
    },
    "platformAttributes": {
        "osx": {"bundleId": "other"},
        "ios": {
            "bundleId": "com.example.savespy",
            "description": {"standard": "See who saved your TikTok."},
            "subtitle": "Who saved?",
            "privacyPolicyUrl": "https://savespy.example/privacy",
            "websiteUrl": "https://savespy.example",
            "supportURLForLanguage": "https://savespy.example/help",
            "offers": [{"price": 0, "priceFormatted": "0,00 €"}],
            "hasInAppPurchases": True,
            "versionHistory": [
                {"versionDisplay": "2.1", "releaseNotes": "Fixes", "releaseTimestamp": "2023-08-11T08:00:00Z"}
            ],
        },
    },
}
IN_APPS = {"data": [{"attributes": {"name": "Pro Weekly", "offers": [{"priceFormatted": "$6.99"}]}}]}
REVIEWS = {"data": [{"attributes": {"title": "Fake", "review": "It shows nobody."}}]}
APP = {
    "id": NUMBER,
    "type": "apps",
    "attributes": ATTRIBUTES,
    "relationships": {"top-in-apps": IN_APPS, "reviews": REVIEWS},
}


def shoebox(inner: Any, *, escaped: bool) -> str:
    """Return the script of older pages: JSON inside JSON, which the oldest escape as markup."""
    outer = json.dumps({".v1.x.y": json.dumps(inner)})
    content = markup.escape(outer) if escaped else outer
    return f'<script type="fastboot/shoebox" id="shoebox-media-api-cache-apps">{content}</script>'


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("key", ["d", "data"])
def test_pages_until_2024_are_read(key: str, *, escaped: bool) -> None:
    """The app of the address, not another one in the box."""
    other = {"id": "1", "attributes": {**ATTRIBUTES, "name": "Other"}}
    listing = read_document(page(extra=shoebox({key: [other, APP]}, escaped=escaped)))

    assert {
        "name": "SaveSpy: Fans", "publisher": "X Ltd", "package": "com.example.savespy", "rating": 4.3,
        "version": "2.1", "updated": "2023-08-11", "price": "Free", "in_app_purchases": "Pro Weekly: $6.99",
        "privacy_policy": "https://savespy.example/privacy", "publisher_url": "https://savespy.example",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert [o.value for o in listing.observations] == [
        "Data Linked to You: Contacts, Location", "Pro Weekly: $6.99",
    ]  # fmt: skip
    assert listing.sources[0].read_with == "shoebox"


def test_the_store_of_the_first_pages_is_read() -> None:
    """``shoebox-ember-data-store``, by the app's number."""
    inner = json.dumps({NUMBER: {"data": APP}})
    script = f'<script type="fastboot/shoebox" id="shoebox-ember-data-store">{inner}</script>'

    assert read_document(page(extra=script)).version == "2.1"
