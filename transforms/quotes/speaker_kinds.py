"""What kind of speaker a phrase without a name stands for: a person, a body, a group, somebody unnamed, or a thing."""

from __future__ import annotations

import re

from newsloom.transforms.quotes.cues import word_set
from newsloom.transforms.quotes.phrases import Span

_BREAK = re.compile(r"[,;:(—–]|\s-\s")
_STOP_AT = word_set(
    "of in at for from with on by who whom which that to about near during including against close familiar whose"
)
_WORD = re.compile(r"\w+(?:[’'](?=\w)\w+)*")
_ORGANISATION = word_set(
    "government ministry department office agency commission company firm court party campaign council committee "
    "union bank police military army administration authority parliament congress senate newspaper magazine network "
    "group organisation organization institute university board house bureau service embassy team federation "
    "association coalition club church school hospital charity regulator airline broadcaster watchdog opposition "
    "side delegation prosecution defence defense panel jury state city county country nation outlet"
)
_THINGS = word_set(
    "statement report study poll survey article editorial letter document filing paper website memo post ad advert "
    "book data figures record records research review video film footage recording transcript tweet email message "
    "lawsuit complaint indictment order ruling law bill rule story headline sign slide page chart map analysis list "
    "average model estimate rumour rumor account affidavit petition note text speech interview release announcement "
    "media press evidence test history science polls surveys reports studies results rules sources documents emails"
) - {"sources"}
_ANONYMOUS = word_set("source sources insider insiders individual individuals informant informants")
_GROUP = word_set(
    "people men women they them those these both many some most others several few all children police-officers "
    "family couple crowd staff crew public majority minority pair trio two three half leadership electorate nobody "
    "none"
)
_PERSON = word_set(
    "minister president premier chancellor king queen prince princess pope mayor governor senator congressman "
    "congresswoman lawmaker deputy chief head boss chair chairman chairwoman director executive secretary spokesman "
    "spokeswoman spokesperson official officer general colonel captain sergeant lieutenant commander judge justice "
    "prosecutor lawyer attorney solicitor doctor physician nurse surgeon professor teacher student pupil expert "
    "analyst economist scientist researcher historian author writer journalist reporter editor columnist critic "
    "activist campaigner candidate nominee leader politician councillor councilman councilwoman commissioner "
    "ambassador diplomat envoy adviser advisor aide assistant strategist manager coach player captain striker "
    "athlete actor actress singer musician artist director producer founder owner investor trader banker farmer "
    "worker driver pilot engineer resident neighbour neighbor witness victim suspect defendant man woman boy girl "
    "father mother son daughter brother sister husband wife uncle aunt cousin friend colleague partner widow "
    "businessman businesswoman billionaire veteran soldier priest bishop rabbi imam voter taxpayer immigrant "
    "refugee ex-president ex-minister ex-wife ex-husband tycoon magnate star legend rival opponent predecessor "
    "successor incumbent survivor patient shopkeeper fisherman firefighter policeman policewoman detective sheriff "
    "teenager pensioner customer tourist passenger guest host narrator translator speaker member fellow cfo ceo coo"
)
_PERSON_ENDINGS = ("ist", "ian", "man", "woman", "person", "eer", "ologist")


def head_span(text: str, source: Span) -> Span:
    """The head word of a speaker's phrase: the last word before a comma, a bracket or a preposition."""
    last: Span | None = None
    for match in _WORD.finditer(text, *source):
        if last is not None and (_BREAK.search(text[last[1] : match.start()]) or match.group().lower() in _STOP_AT):
            break
        last = match.span()
    return last or source


def nominal_kind(noun: str, phrase: str) -> str:
    """The speaker_kind of a phrase, given its head noun in lower case.

    >>> nominal_kind("officials", "senior officials"), nominal_kind("poll", "a new poll")
    ('collective', 'unknown')
    """
    lower = phrase.lower()
    if noun in _ANONYMOUS or "anonymity" in lower or "unnamed" in lower or noun.endswith(" source"):
        return "anonymous"
    if noun in _THINGS or noun.removesuffix("s") in _THINGS:
        return "unknown"
    if noun in _ORGANISATION:
        return "organisation"
    if noun in _GROUP or _is_plural(noun):
        return "collective"
    if not is_person_noun(noun):
        return "unknown"
    return "anonymous" if lower.split(" ", 1)[0] in ("a", "an", "one", "another") else "person"


def is_person_noun(noun: str) -> bool:
    """Whether a singular noun names a person by office, trade or kinship."""
    return noun in _PERSON or noun.endswith(_PERSON_ENDINGS)


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3
