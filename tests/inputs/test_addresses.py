"""Addresses lose what opens doors, and nothing else."""

import pytest

from newsloom.transforms.inputs.addresses import without_secrets

SECRETS = [
    ("https://me:pw@example.org/a", "https://example.org/a"),
    ("https://me@example.org/a", "https://example.org/a"),
    ("https://me:p@w@example.org/a", "https://example.org/a"),
    ("ftp://me:pw@example.org", "ftp://example.org"),
    ("//me:pw@example.org/a", "//example.org/a"),
    ("HTTPS://me:pw@[::1]:8080/a", "HTTPS://[::1]:8080/a"),
    ("http://me:pw@[broken/a?token=t", "http://[broken/a?token="),
    ("http://h/feed?api_key=K", "http://h/feed?api_key="),
    ("http://h/feed?key=K&id=7#top", "http://h/feed?key=&id=7#top"),
    ("http://h/?id=7&apiKey=K", "http://h/?id=7&apiKey="),
    ("http://h/?id=7&API-KEY=K", "http://h/?id=7&API-KEY="),
    ("http://h/?apikey=K;id=7", "http://h/?apikey=;id=7"),
    ("http://h/?token=a;b&id=7", "http://h/?token=&id=7"),
    ("http://h/?access_token=a.b.c", "http://h/?access_token="),
    ("http://h/#access_token=a&state=1", "http://h/#access_token=&state=1"),
    ("http://h/?auth=K", "http://h/?auth="),
    ("http://h/?authToken=K", "http://h/?authToken="),
    ("http://h/?password=p%26w&x=1", "http://h/?password=&x=1"),
    ("http://h/?userPassword=K", "http://h/?userPassword="),
    ("http://h/?client_secret=K", "http://h/?client_secret="),
    ("http://h/?sig=K&se=2025", "http://h/?sig=&se=2025"),
    ("http://h/?X-Amz-Signature=K&X-Amz-Date=2", "http://h/?X-Amz-Signature=&X-Amz-Date=2"),
    ("http://h/?AWSAccessKeyId=K&Expires=2", "http://h/?AWSAccessKeyId=&Expires=2"),
    ("http://h/?session=K", "http://h/?session="),
    ("http://h/?PHPSESSID=K", "http://h/?PHPSESSID="),
    ("http://h/a;jsessionid=K?id=7", "http://h/a;jsessionid=?id=7"),
    ("http://h/a;jsessionid=K/b", "http://h/a;jsessionid=/b"),
    ("http://h/?id=7&amp;token=K&amp;x=1", "http://h/?id=7&amp;token=&amp;x=1"),
    ("http://h/?api%5Fkey=K&x=1", "http://h/?api%5Fkey=&x=1"),
    ("http://h/?to%6ben=K", "http://h/?to%6ben="),
    ("www.h.org/?token=K", "www.h.org/?token="),
    ("http://h/?u=https%3A%2F%2Fme%3Apw%40g%2F%3Ftoken%3DK%26id%3D7&x=1",
     "http://h/?u=https%3A%2F%2Fg%2F%3Ftoken%3D%26id%3D7&x=1"),
    ("http://h/?u=https%253A%252F%252Fg%252F%253Ftoken%253DK", "http://h/?u=https%253A%252F%252Fg%252F%253Ftoken%253D"),
    ("not found: http://me:pw@h/?key=K (404), http://g/?sig=K", "not found: http://h/?key= (404), http://g/?sig="),
]  # fmt: skip
KEPT = [
    "https://example.org/a?id=7&page=2#top",
    "https://medium.com/@writer/a-post?source=friends",
    "https://example.org/?mail=a@b.org",
    "https://example.org/?keywords=tax&author=Holm&authority=1&monkey=2&keyword=3",
    "https://example.org/?signal=1&design=2&passage=3&secretary=4&sessions=5&assessment=6",
    "https://example.org/key=1/token/password",
    "https://example.org/?token",
    "https://example.org/40%25?x=%40",
    "mailto:me@example.org",
    "Who holds the key = power? A token of trust",
    "javascript:alert(1)",
    "http://[broken/x",
    "news/day.jsonl",
    "",
]


@pytest.mark.parametrize(("address", "expected"), SECRETS)
def test_secrets_go(address: str, expected: str) -> None:
    assert without_secrets(address) == expected
    assert without_secrets(expected) == expected


@pytest.mark.parametrize("address", KEPT)
def test_everything_else_stays(address: str) -> None:
    assert without_secrets(address) == address
