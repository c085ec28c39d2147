"""Addresses of articles: of the web or not, without what does not tell pages apart, and the domain that owns them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from courlan import clean_url, extract_domain, normalize_url

__all__ = ["canonical_url", "domain_of", "web_address"]

_WRAPPED = re.compile(  # as notes, Markdown and the formulas of spreadsheets have them
    r"""(?:<|`|=HYPERLINK\(["']|\[[^\[\]]{1,300}\]\()(https?://[^\s<>"']+?)(?:>|`|["'](?:[,;].{0,300})?\)|\))""",
    re.IGNORECASE,
)
_NO_SCHEME = re.compile(r"//[^/\s]+\.[^/\s]+/")
_TARGET = re.compile(r"https?://[^/\s]+\.[^/\s]+", re.IGNORECASE)
_ARCHIVED = re.compile(r"/web/\d{4,14}(?:[a-z]{2}_)?/(https?):/{1,2}(.+)")  # of the Wayback Machine
_AMP = re.compile(r"/(?:amp|[cv])/(s/)?([^/]+\.[^/]+/.*)")  # of Google's copies of pages
_COUNTERS = {  # whose addresses lead to the one in a parameter: end of the host, path, the parameter's names
    "google": (re.compile(r"/url"), ("url", "q")),
    "bing": (re.compile(r"/news/apiclick\.aspx"), ("url",)),
    "facebook": (re.compile(r"/l\.php"), ("u",)),
}
MAX_ADDRESS = 20_000  # characters; no browser opens longer ones


def canonical_url(url: str) -> str | None:
    """The address without tracking parameters, session parts and fragment; None if it is no web address.

    >>> canonical_url("https://Example.org/a/?utm_source=x&id=7#top")
    'https://example.org/a/?id=7'
    """
    url = _led_to(web_address(url) or "")
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
    url = _led_to(url)
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
    url = re.sub("[\t\r\n]", "", url.strip())  # as browsers read them
    url = (_WRAPPED.fullmatch(url) or {1: url})[1].replace(" ", "%20")
    url = f"https://{url}" if url.lower().startswith("www.") else f"https:{url}" if _NO_SCHEME.match(url) else url
    return url if len(url) <= MAX_ADDRESS and re.match(r"https?://[^/\s]", url, re.IGNORECASE) else None


def _led_to(url: str) -> str:
    """The address of the page that a counter of clicks leads to, or of which an archive or a cache has a copy."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    if host == "web.archive.org" and (
        page := _ARCHIVED.fullmatch(f"{parts.path}{'?' * bool(parts.query)}{parts.query}")
    ):
        return f"{page[1]}://{page[2]}"
    site = host.removeprefix("m.").removeprefix("l.").partition(".")[0]
    if (host.endswith(".cdn.ampproject.org") or site == "google") and (page := _AMP.fullmatch(parts.path)):
        return f"http{'s' if page[1] else ''}://{page[2]}"
    path, names = _COUNTERS.get(site, (None, ()))
    values = parse_qs(parts.query) if path and path.fullmatch(parts.path) else {}
    return next((v for name in names for v in values.get(name, ()) if _TARGET.match(v)), url)
