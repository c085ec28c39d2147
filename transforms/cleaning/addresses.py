"""Addresses of articles: of the web or not, without what does not tell pages apart, and the domain that owns them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from courlan import clean_url, extract_domain, normalize_url

__all__ = ["canonical_url", "domain_of", "web_address"]

MAX_ADDRESS = 20_000  # characters; no browser opens longer ones


def canonical_url(url: str) -> str | None:
    """The address without tracking parameters, session parts and fragment; None if it is no web address.

    >>> canonical_url("https://Example.org/a/?utm_source=x&id=7#top")
    'https://example.org/a/?id=7'
    """
    url = web_address(url) or ""
    if not re.match(r"https?://[^/\s]+\.[^/\s]+", url, re.IGNORECASE):
        return None
    try:
        cleaned = clean_url(url)
        return web_address(normalize_url(cleaned, strict=True)) if cleaned else None
    except (ValueError, AttributeError):
        return None


def domain_of(url: str) -> str | None:
    """The registered domain of an address; the host itself where no public suffix ends it, as in an intranet.

    >>> domain_of("https://www.dw.com/en/a"), domain_of("http://www.news.internal/a"), domain_of("http://10.0.0.1/a")
    ('dw.com', 'news.internal', None)
    """
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        registered = extract_domain(url)
    except ValueError:  # "http://[broken/a" names no host
        return None
    is_name = "." in host and not host.rpartition(".")[2].isdigit() and ":" not in host
    return registered or (host if is_name else None)


def web_address(url: str) -> str | None:
    """The address, with the scheme that one in print lacks; None if it is none of the web (javascript:, data:).

    >>> web_address("HTTP://example.org/a"), web_address("www.example.org"), web_address("javascript:alert(1)")
    ('HTTP://example.org/a', 'https://www.example.org', None)
    """
    url = re.sub("[\t\r\n]", "", url.strip()).replace(" ", "%20")  # as browsers read them
    url = f"https://{url}" if url.lower().startswith("www.") else url
    return url if len(url) <= MAX_ADDRESS and re.match(r"https?://[^/\s]", url, re.IGNORECASE) else None
