"""Mail is read as its reader sees it."""

import base64

from tests.payloads import parsed

HEAD = (
    "Return-Path: <x@example.org>\nFrom: Eda Times <news@eda.example>\n"
    "Subject: =?utf-8?Q?Ferry_returns_=E2=80=93_at_last?=\n"
    "Date: Tue, 5 Mar 2024 08:00:00 +0100\nMessage-ID: <7@eda.example>\nMIME-Version: 1.0\n"
)
TEXT = "“We have paid twice,” the clerk said."
PLAIN = (
    HEAD + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "=E2=80=9CWe have paid twice,=E2=80=9D the =\nclerk said.\n"
)
BOTH = (
    HEAD + 'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
    "Content-Transfer-Encoding: base64\n\n" + base64.b64encode(f"<p>{TEXT}</p>".encode()).decode() + "\n--b--\n"
)


def values(record):
    return {field.field: field.value for field in record.fields}


def test_a_message():
    (record,) = parsed("m.eml", PLAIN)
    assert record.text.strip() == TEXT and record.key == "<7@eda.example>"
    assert values(record) == {
        "title": "Ferry returns – at last",
        "published_at": "Tue, 05 Mar 2024 08:00:00 +0100",
        "outlet": "Eda Times",
    }


def test_a_person_is_the_author():
    (record,) = parsed("m.eml", PLAIN.replace("Eda Times", "Lena Aas"))
    assert values(record)["author"] == "Lena Aas"


def test_html_where_there_is_no_plain_text():
    (record,) = parsed("m.txt", BOTH)
    assert record.text.strip() == TEXT


def test_a_mailbox():
    box = "".join(f"From x@example.org Tue Mar  5 08:00:00 2024\n{PLAIN}\n" for _ in range(2))
    assert [record.text.strip() for record in parsed("box", box)] == [TEXT, TEXT]


def test_a_message_without_a_text():
    picture = HEAD + "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    assert parsed("m.eml", picture)[0].reason == "missing_text"


def test_a_saved_page():
    page = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://eda.example/a\nSubject: Ferry\n"
        'Date: Tue, 5 Mar 2024 08:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; '
        'boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n'
        "<html><body><article><h1>Ferry</h1><p>=E2=80=9CWe have paid twice,=E2=80=9D the clerk said on Tuesday.</p>"
        "</article></body></html>\n--b--\n"
    )
    (record,) = parsed("p.mhtml", page)
    assert "“We have paid twice,” the clerk said on Tuesday." in record.text
    assert values(record)["url"] == "https://eda.example/a"


def test_a_saved_page_whose_first_part_says_where_it_was():
    body = "".join(f"<p>{TEXT} It took the board {n} winters to say so.</p>" for n in range(4))
    saved = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        "--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://eda.example/a\n\n"
        f"<html><body><article><h1>Ferry returns</h1>{body}</article></body></html>\n--b\n"
        "Content-Type: image/png\nContent-Location: https://eda.example/b\n\nx\n--b--\n"
    )
    (record,) = parsed("s.mhtml", saved)
    assert values(record)["url"] == "https://eda.example/a" and TEXT in record.text
