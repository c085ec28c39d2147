"""Addresses without what does not tell pages apart, and whose they are."""

import pytest

from newsloom.transforms.cleaning.addresses import canonical_url, domain_of, web_address


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://Example.org/a/?utm_source=x&utm_medium=y&id=7#top", "https://example.org/a/?id=7"),
        ("https://example.org/a?fbclid=abc", "https://example.org/a"),
        ("www.example.org/a", "https://www.example.org/a"),
        (" https://example.org/a b/c\nd ", "https://example.org/a%20b/cd"),
        ("mailto:jane@example.org", None),
        ("/relative/path", None),
        ("not an address", None),
    ],
)
def test_addresses_are_made_canonical(url, canonical):
    assert canonical_url(url) == canonical


def test_domains_are_registered_ones():
    assert domain_of("https://edition.example.co.uk/x") == "example.co.uk"


@pytest.mark.parametrize(("length", "is_one"), [(20_000, True), (20_001, False)])
def test_how_long_an_address_may_be(length, is_one):
    assert (web_address("https://example.org/".ljust(length, "a")) is not None) == is_one
