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
        ("//example.org/a", "https://example.org/a"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("[A ferry](https://example.org/a)", "https://example.org/a"),
        ('=HYPERLINK("https://example.org/a","A ferry")', "https://example.org/a"),
        ("https://www.google.com/url?rct=j&url=https://example.org/a%3Fid%3D7&ct=ga", "https://example.org/a?id=7"),
        ("http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fexample.org%2fa", "https://example.org/a"),
        ("https://web.archive.org/web/20240305081500/https://example.org/a", "https://example.org/a"),
        ("https://example-org.cdn.ampproject.org/c/s/example.org/a", "https://example.org/a"),
        ("// no address", None),
        ("mailto:jane@example.org", None),
        ("/relative/path", None),
        ("not an address", None),
    ],
)
def test_addresses_are_made_canonical(url, canonical):
    assert canonical_url(url) == canonical


def test_domains_are_registered_ones():
    assert domain_of("https://edition.example.co.uk/x") == "example.co.uk"
    assert domain_of("https://web.archive.org/web/2024/http://www.example.org/a") == "example.org"


@pytest.mark.parametrize(("length", "is_one"), [(20_000, True), (20_001, False)])
def test_how_long_an_address_may_be(length, is_one):
    assert (web_address("https://example.org/".ljust(length, "a")) is not None) == is_one
