"""Furniture inside paragraphs: link lists glued into sentences, captions of file photos, what feeds put behind a text.

A rule takes out a span of a line and leaves the sentence around it; whole lines are the matter of `boilerplate`.
"""

from __future__ import annotations

import re

from newsloom.transforms.cleaning.boilerplate import may_match
from newsloom.transforms.text.edits import Edit
from newsloom.transforms.text.lexicon import alternatives

__all__ = ["furniture_edits", "is_cut_off"]

_AGENCIES = f"{alternatives('credits', 'agency')}|{alternatives('agencies')}"

_CREDIT = rf"\((?:[^()\n]{{0,80}}(?:via |/ ?))?(?:{_AGENCIES})\b[^()\n]{{0,80}}\)"
_OF_PICTURE = r"(?=\([^()\n]*(?:Photo|Image|/|via ))"  # not whose report it is
_INNER = r"(?:[^()\n]|\([^()\n]{0,60}\))"

_GIVEN = r"(?:[A-Z(][\w.’'()-]*\s){0,6}"  # given names and initials, as Addison (Mitch) Mitchell
# rule → pattern; the group "out" goes, or all of the match.
FURNITURE: dict[str, re.Pattern[str]] = {
    # A surname, the same person's full name, headlines glued to that if there are any, and MORE.
    "link_list": re.compile(
        rf"\b(?P<surname>[A-Z][\w’-]{{0,30}}[a-z’])(?:,? (?:Jr|Sr)\.)?"
        rf"(?P<out>\s?{_GIVEN}(?P=surname)(?:,? (?:Jr|Sr)\.)?"
        r"(?:(?=[A-Z\d“\"'‘])[^\n]{3,600}?\s)?MORE)\b"
        # or parted from it, where the given name stands twice, too
        r"|\b(?P<given>[A-Z][\w’-]{1,20}) (?P<name>[A-Z][\w’-]{1,30})"
        rf"(?P<also>\s(?P=given) {_GIVEN}(?P=name) (?=[A-Z\d“\"'‘])[^\n]{{3,600}}?\sMORE)\b"
    ),
    # The pictures of a gallery, each with its title and caption.
    "gallery": re.compile(r"(?m:^)Photos: [^\n]*Hide Caption \d+ of \d+[^\n]*"),
    "summary_label": re.compile(r"(?m:^)Story highlights\s+(?=\S)"),
    "edit_link": re.compile(r"\s?\[ ?edit ?\](?=\s*(?:\n|\Z))"),
    # What asks readers to sign up or write, behind the last sentence of a paragraph.
    "invitation": re.compile(
        r"(?<=[.!?”\"*])\s(?![^\n]*[,.?!][”\"])(?:"  # no speech
        r"(?:Want [^\n.!?]{3,80}\? )?(?:Please )?(?:Sign up|Subscribe)\b[^\n.!?]{0,200}"
        r"\b(?:here|newsletters?|inbox|stories|alerts|updates)\b[^\n]{0,160}"
        r"|To (?:stay|keep) (?:updated|up to date|informed|up)\b[^\n.!?]{0,40}, [^\n.!?]{3,200}"
        r"|To (?:help )?(?:keep|support) [^\n.!?,]{3,60}, (?:become|sign up|donate|subscribe|please)\b[^\n.!?]{3,200}"
        r"|To read more [^\n.!?,]{3,40}, (?:go to|visit|click|sign up|see)\b[^\n]{3,240}"
        r"|(?:If you have [^\n.!?]{3,80}, )?(?:Pitch|pitch|[Ee]-?mail|Write to|write to|Contact|contact|Reach|reach) us"
        r" at \S+@\S+"
        r")[.!*]{0,3}(?=\s*(?:\n|\Z))"
    ),
    "file_caption": re.compile(
        rf"(?:\b\d+ of \d+ )?\bFILE(?:\s?PHOTO)?\s?(?:[-–—:]|--)\s{_INNER}{{3,600}}?{_CREDIT}"
        rf"|(?m:^)In this (?:[\w.,’'-]+ ){{0,6}}?(?:photo|image|photograph)\b{_INNER}{{3,600}}?{_OF_PICTURE}{_CREDIT}"
    ),
    # A caption in front of the first sentence or the headline, in the same line.
    "opening_caption": re.compile(
        rf"\A(?:[^()\n]{{10,300}}?[.!?] ?{_OF_PICTURE}{_CREDIT}(?= ?[A-Z“\"])"
        r"|[^\n|]{20,300} \| (?:[A-Z][^\n|]{1,40}/ ?)?"
        r"(?:AP Photos?|Getty(?: Images)?+|AFP|Reuters)(?= [A-Z\d“\"‘']))"
    ),
    "photo_credit": re.compile(
        r"\s?\((?:AP Photo|AP Images?|Getty Images|REUTERS|AFP Photo|EPA)/[^()\n]{2,80}\)(?=\s*\Z)"
    ),
    "appeared_first": re.compile(
        r"\s*\b(?:The|This) (?:post|article|story) [^\n]{2,300}? (?:appeared first on|first appeared on)\b"
        r"[^\n]{2,80}(?=\n|\Z)"
    ),
    "tweet_link": re.compile(r"[ \t]*\bpic\.twitter\.com/\w{4,20}"),
    "more_link": re.compile(
        r"(?:\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])|(?<=[.!?”\"]))\s*"
        r"\(?(?:Continue reading|Read more|Read full story)\)?\W{0,4}"
        r"(?=\s*\Z)",
        re.IGNORECASE,
    ),
}
_SIGNS = {  # what a text must hold for a rule to be tried
    "link_list": ("MORE",),
    "gallery": ("Hide Caption",),
    "summary_label": ("Story highlights",),
    "edit_link": ("edit ]", "edit]"),
    "invitation": ("ign up", "ubscribe", "To stay", "To keep", "To help", "To support", "To read more", " us at "),
    "file_caption": ("FILE", "In this "),
    "opening_caption": ("/", "Photo", "via ", "Getty"),
    "photo_credit": ("/",),
    "appeared_first": ("appeared",),
    "tweet_link": ("pic.twitter",),
    "more_link": ("ead more", "ead More", "ead full", "ead Full", "ontinue reading", "ontinue Reading"),
}
_MORE = "(?:read|see|show|view|continue reading) (?:more|(?:the )?full (?:story|article|text|report))"
_CUT = re.compile(
    r"(?:\[\+?\d[\d,]* char(?:acter)?s\]|\[(?:…|\.\.\.)\]|…|(?<=\w)\.\.\.|Continue reading[^\w\n]{0,6}"
    rf"|(?:…|\.\.\.)\W{{0,3}}(?:{_MORE})(?: (?:at|on|in) [^\n]{{2,60}})?[^\w\n]{{0,6}}|(?:{_MORE})\s?(?:…|\.\.\.)[\])]?"
    r"|(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s?Continue reading [^\n]{2,150}"
    r"|[\[(](?:more|read more|continued|cont\.|truncated|cut)(?: on page \w{1,4})?\W{0,4}[\])]"
    r"|(?:…|\.\.\.)\s?\(?(?:more|cont['’]?d\.?)\)?\W{0,4}|\bonly available in (?:\w+ ){0,2}plans"
    r"|\b(?:get|unlock) unlimited (?:digital )?access\b[^\n]{0,60}"
    r"|\bthis is (?:only )?an? (?:free )?(?:preview|excerpt|extract)\b[^\n]{0,80}"
    r"|\b(?:to continue reading,? (?:please )?|log ?in to (?:read|see) the (?:full|whole|rest))[^\n]{3,80}"
    r"|\bto (?:read|continue reading|see|view) (?:on|more|the (?:full|whole|rest)[^\n,.]{2,40}|this (?:article|story))"
    r",? (?:please )?(?:subscribe|log ?in|sign in|register)\b[^\n]{0,60}"
    r"|\bthis (?:content|article|story|report) is (?:only )?(?:for|available (?:only )?to|reserved for) "
    r"(?:our )?(?:paying )?(?:subscribers|members)\b[^\n]{0,60})\W{0,2}\Z",
    re.IGNORECASE,
)
_CELLS = (32_767, 65_535)  # characters of a cell of Excel, bytes of one of MySQL
_TAIL = 200  # characters at the end of a text


def furniture_edits(text: str) -> list[Edit]:
    """Take out furniture inside lines; where two rules meet, the first one counts.

    >>> furniture_edits("Minister Odd RunOdd Marius RunHarbour vote delayed MORE (L) spoke.")[0].before
    'Odd Marius RunHarbour vote delayed MORE'
    """
    edits: list[Edit] = []
    for rule, pattern in FURNITURE.items():
        if not may_match(rule, _SIGNS, text):
            continue
        for match in pattern.finditer(text):
            start, end = _span(match)
            if all(end <= edit.start or edit.end <= start for edit in edits):
                edits.append(Edit("boilerplate", rule, start, end, text[start:end], ""))
    return sorted(edits, key=lambda edit: edit.start)


def _span(match: re.Match[str]) -> tuple[int, int]:
    """What of a match goes: one of its groups for that, or all of it."""
    return next((match.span(name) for name in ("out", "also") if match.groupdict().get(name)), match.span())


def is_cut_off(text: str) -> bool:
    """Whether a text ends in a mark that says more was cut off.

    >>> is_cut_off("The engine wil... [1834 chars]"), is_cut_off("It is back. Read more about it.")
    (True, False)
    """
    return (
        bool(_CUT.search(text[-_TAIL:])) or len(text) == _CELLS[0] or len(text.encode("utf-8", "replace")) == _CELLS[1]
    )
