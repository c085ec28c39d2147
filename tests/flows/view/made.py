"""A small dataset in which what a page must stand occurs: markup, letters beyond the first plane, a changed quote."""

import json

HARM = "</script><script>document.title = 'harmed'</script><img src=x onerror=alert(1)>"
_SAID = "“The gate {} hold for fifty years and it will not leak,” chief engineer Mara Lindqvist told reporters."
_TEXTS = {
    ("Gate opens", "Echo", "2025-03-03T09:00:00Z"): (
        "A port opened its new gate on Monday \U0001f6a2 after four years of work, and many came \U0001f30a.",
        _SAID.format("will"),
        "The council paid for the work. A second gate is planned for the river mouth next spring.",
    ),
    ("New gate at the port", "Ledger", "2025-03-03T12:00:00Z"): (
        "People came in crowds to the port on Monday.",
        _SAID.format("may"),
        "It is made of steel, and it is the largest in the country.",
    ),
    (f"A page on markup {HARM}", "Echo", "2025-03-05T09:00:00Z"): (
        f"The town's page showed {HARM} instead of the news on Tuesday, and nobody knew why for hours.",
        "“It was our own mistake,” spokesman Jonas Reker said, and it was mended within the day.",
    ),
}


def write_rows(file):
    """The records as JSON lines, and one that is refused."""
    rows = [
        {"title": title, "outlet": outlet, "published": time, "text": "\n\n".join(paragraphs)}
        for (title, outlet, time), paragraphs in _TEXTS.items()
    ]
    file.write_text("\n".join(map(json.dumps, [*rows, {"title": "nothing", "text": ""}])), encoding="utf-8")
    return file
