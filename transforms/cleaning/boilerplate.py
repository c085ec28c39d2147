"""Lines that outlets put around an article: links to others, photo credits, prompts, notices.

A rule matches a whole line or nothing, so a sentence that happens to say "read more" stays. What goes is on
record as an edit of kind boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsloom.transforms.text.caching import remembered
from newsloom.transforms.text.clock import CLOCK
from newsloom.transforms.text.edits import Edit
from newsloom.transforms.text.lexicon import alternatives

__all__ = ["BOILERPLATE", "boilerplate_edits", "boilerplate_rule", "is_call", "is_caption", "may_match", "remove_line"]

NAME = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,4}"
_AGENCY = f"{alternatives('credits', 'agency')}|{alternatives('agencies')}"  # who sells pictures, and reports
_JOIN = r"\s?(?:/|,|\||–|-|via|for|through)\s?"
_CREDITED = rf"(?>{NAME}|[A-Z]{{2,6}}|{_AGENCY})"  # atomic: "AP" is all three, which a long row would try in every way
CREDIT = rf"{_CREDITED}(?:{_JOIN}{_CREDITED})*"
_PICTURE = (
    "(?i:(?:featured |cover |top |lead |main )?"
    "(?:photo|image|picture|file photo|photograph|video|graphic|illustration))s?"
)
_NETWORK = "(?:x|twitter|facebook|instagram|whatsapp|telegram|linkedin|youtube|google news)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# rule → pattern for a whole line, without its surrounding blanks; the first that matches names the edit.
BOILERPLATE: dict[str, re.Pattern[str]] = {
    "related_link": _any(
        r"[\[(]?\s?(?:read more|read also|also read|read next|up next|what to read next|must read|icymi"
        r"|in case you missed it|more on this(?: story)?|see also|see more|explore more|more from .{2,40}"
        r"|related(?: (?:stories|articles|coverage|content))?|don['’]t miss|recommended(?: for you)?"
        r"|trending(?: now| today| stories| topics)?"
        r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)"
        r"|editors?['’]?s?['’]? picks?"
        r"|recommended (?:videos?|reading|stories)"
        r"|(?:most|popular) (?:read|viewed|watched|shared) (?:in|on) [\w &]{3,30}"
        r"|watch(?: more| now| live)?|listen(?: now)?)"
        r"(?:\s*[:|»>–—-](?!.*(?:\(@|pic\.twitter|t\.co/)).{0,200}|\s*[.…]?)\s?[\])]?",
        r"\[(?:read|see|watch|listen|related)\s*:\s*.{2,200}\]",
        r"(?:read|see|get) (?:more|the (?:full|whole|original|entire) (?:story|article|report|interview|piece|text))"
        r" (?:about|on|at|in|from|here|by|via)\b[^.!?,]{0,60}[.!]?",
        r"(?:source|original) (?:link|article|post|story|source)",
        r"(?-i:MORE|More|READ|Read)\s*:(?:\s?(?=\S).{3,160})?",
        r"\(\s?(?:also (?:on|in|from) (?-i:[A-Z]).{1,30}|(?:read|see) (?:also|more)|related(?: stories)?"
        r"|photos?|videos?|pictures|gallery|slideshow)\s?:\s.{3,160}\)",
        r"(?-i:PHOTOS?|VIDEOS?|GALLERY|SLIDESHOW)\s?:\s.{3,160}",
        r"read more (?:stories|news|articles|reports)\b.{0,80}",
        r"(?:want|looking for) (?:more|other)\b[^.!?]{0,60}\? ?"
        r"(?:read|see|sign|subscribe|click|visit|follow|join|check)\b.{0,120}",
        r"also (?:see|read)(?:\s?:|\b.{10,200})",
        r"watch the video: .{2,120}|more (?:news|stories|headlines|articles)",
        r"more (?:(?:stories|news|articles|posts) )?(?:from|by|in|on) (?-i:[A-Z]).{0,60}",
    ),
    "photo_credit": re.compile(
        rf"[(\[]?{_PICTURE}(?:(?: (?i:credits?|courtesy))?\s*:|(?: (?i:credit))? (?i:by)| (?i:courtesy of))"
        rf"\s*©?\s*{CREDIT}[)\]]?\.?"
    ),
    # Behind a comma PA is a state.
    "photo_agency": re.compile(rf"[(\[]?(?:©\s*)?{CREDIT}(?:\s?/\s?|\s+via\s+|,\s*(?!PA\b))(?:{_AGENCY})[)\]]?"),
    "newsletter": _any(
        r"(?:e-?mail )?newsletter (?:sign-?up|subscription)s?",
        r"(?:sign up|subscribe|register)(?!.*\b(?:said|says|told|wrote|added)\b)"
        r"(?: now| here| today| free)?(?: (?:to|for|with)\b.{0,160})?[.!:»>]?",
        r"(?:get|receive) .{0,80}(?:newsletter|in your inbox|straight to your inbox|breaking news alerts).{0,80}",
        r".{0,40}\bnewsletter\b.{0,60}\b(?:sign up|subscribe)\b.{0,40}",
        r"(?:.{3,80}: |for (?:more|the latest|indispensable) .{3,100}, )?(?:sign up|subscribe) (?:for|to) "
        r"(?:our|the|\S+(?: \S+){0,3}['’]s?) .{0,120}\b(?:newsletters?|inbox)\b.{0,200}",
        r".{0,120}\bby signing up (?:to|for) (?:our|the) .{0,60}\bnewsletters?\b.{0,40}",
        r"(?:please )?bookmark .{0,80}\bsign up (?:to|for) .{0,120}",
        r"(?:our|this) (?:web)?site is (?:the place|your source) for .{10,200}"
        r"\b(?:bookmark|sign up|subscribe)\b.{0,160}",
        r"stay (?:informed|ahead|connected|up to date) with .{3,240}"
        r"\b(?:subscri\w+|newsletters?|a (?:month|year)|journalism)\b.{0,160}",
        r"want .{3,80} (?:in|to) your inbox.{0,40}\? ?.{0,200}",
        r"to (?:read|get|receive|see) .{2,80}, (?:please )?(?:sign up|subscribe|register|click)\b.{0,40}"
        r"\b(?:here|now|today|below)\b.{0,20}",
        r"(?:like|enjoy(?:ed|ing)?|love) (?:what you(?:['’]re| are)? read(?:ing)?|this (?:article|story)"
        r"|our (?:journalism|work|reporting))\?.{0,160}",
        r"(?:please )?support (?:independent|local|quality|our|nonprofit|non-profit|public|fearless)(?: \w+)?"
        r" (?:journalism|newsroom|reporting)(?:\s?[.!:–—-]+\s.{0,160}| today| now| by .{3,120})?[.!]?",
        r"(?:[^“”\"]{3,160}[.!] )?support (?:us|our (?:work|journalism|reporting|newsroom))"
        r" (?:from|for|with|by|today|now)\b[^“”\"]{0,120}",
        r"(?:please )?(?:donate|become a (?:member|supporter|subscriber))(?: today| now| here)?[.!]?",
    ),
    "follow": _any(
        rf"(?:follow|like|find|join) (?:us|our .{{2,30}}|@\w+|.{{2,40}}) on {_NETWORK}\b.{{0,200}}",
        r"(?:follow @\w{2,30}?\s?){1,6}",
        r"follow our (?:live )?(?:blog|coverage|updates?|reporting)\b.{0,60}",
        rf"join (?:our|the) {_NETWORK} (?:channel|group|community)\b.{{0,80}}",
        r"(?:copy|get|link) (?:the )?(?:link|url|copied)|(?:add|save) to (?:favou?rites|reading list|bookmarks)",
        r"share(?: this(?: article| story)?)?(?: on .{0,60}|(?: (?:share|tweet|post|e-?mail|print)){1,6})?"
        r"|(?:tweet|print|e-?mail) this(?: (?:article|story|page|post))?(?: to a friend)?"
        r"|read or share this (?:article|story)\b.{0,250}",
    ),
    "advertisement": _any(
        r"[-–—\[( ]*(?:(?-i:AD)|advertisement(?:[ –—-]+scroll(?: down)? to continue.{0,40}"
        r"| continue reading.{0,40})?|advertising|sponsored(?: content)?"
        r"|story continue[sd] below(?: advertisement)?"
        r"|article continues (?:after|below).{0,40}|scroll (?:down )?to continue.{0,40}|continue reading.{0,60}"
        r"|scroll (?:down )?for (?:the )?(?:videos?|photos?|pictures|more)"
        r"|skip (?:advertisement|ad|past newsletter promotion))[-–—\]) .:]*",
        r"[^“”\"]{0,200}\b(?:we|us|our \w+) (?:may|might|could|can|will|sometimes|often)? ?(?:earn|receive|get) "
        r"(?:us )?(?:an? )?(?:small |affiliate )?commissions?\b[^“”\"]{0,160}",
        r"[^“”\"]{0,200}\bmay earn an? affiliate commission\b[^“”\"]{0,160}",
    ),
    "prompt": _any(
        r"(?:do you have|got|have) (?:a|any) (?:news )?(?:tips?|story|stories|news|questions?|information)\b"
        r"[^?]{0,80}\?.{0,160}",
        r"interested in .{2,60}\? add .{2,80} as an interest\b.{0,200}",
        r"for more (?:stories|news) like this, .{3,80}",
        r"you must (?:log ?in|confirm .{3,60}|be (?:logged|signed) in) .{0,40}\b(?:comment|commenting|reply)\b.{0,60}",
        r"let us know .{3,80} at \S+@\S+",
        r"(?:read|see|view) our (?:.{3,30} )?(?:privacy|cookie|terms|community)\b.{0,60}",
        r"(?:our |the )?(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice))"
        r"(?: (?:apply|applies))?\.?",
        r"report (?:a |an )?(?:typo|error|mistake|correction|bug)s?(?: in this (?:article|story))?"
        r"|suggest a correction",
        r"(?:.{3,60} )?are you (?:a|an) .{3,120}\? (?:help|share|tell|get in touch|fill|we)\b.{10,300}",
        r"[^.?“”\"]{10,120}\? (?:please )?(?:get in touch|contact us|e-?mail us|let us know|tell us|write to us)\b"
        r".{0,60}(?:@|\bhere\b|\bbelow\b|\bon \+?\d).{0,80}",
        r"would you like to comment\b.{0,60}|please (?:read|see) our .{0,20}(?:comment|community|house|moderation)"
        r" (?:policy|rules|guidelines|standards)\b.{0,60}",
        r"(?:sign|log) ?(?:up|in)\b.{0,40}\bor (?:sign|log) ?in(?: now| here)?\.?",
        r"already (?:a (?:subscriber|member)|subscribed|registered|have an account)\?.{0,60}",
        r"(?:view|show|read|see|hide|post|add|leave) (?:a |all |the )?(?:\d+ )?comments?(?: \(\d+\))?"
        r"|comments? \(\d+\)",
        r"(?:we|this (?:web)?site) uses? cookies\b.{0,300}",
        r"(?:log|sign) ?in or (?:create|register|sign up|subscribe)\b.{0,60}",
        r"(?:please )?log ?out and (?:then )?log ?in again\b.{0,120}",
        r"this is a (?:breaking|developing) (?:news )?story\b.{0,100}",
        r"(?:are|were|have) you .{3,80}\? (?:let us know|tell us|share your|e-?mail|contact|get in touch)\b.{3,200}",
        r"please include (?:a|your) (?:contact|phone|telephone) number\b.{0,200}",
        r"if you (?:liked|enjoyed) this (?:article|story|piece)\b.{0,300}",
        r"join (?:our|the) (?:commenting forum|conversation|discussion)\b.{0,80}",
        r"join thought-provoking conversations.{0,120}",
        r"(?:please )?(?:send|e-?mail|share|submit) (?:us )?(?:your |any )?(?:news )?(?:tips?|stor(?:y|ies)"
        r"|story ideas?|photos?|feedback|corrections?|comments|thoughts|letters?) (?:.{0,40} )?(?:to|at|with|via)\b"
        r".{0,20}(?:@|\bus\b).{0,80}",
        r"(?:contact|e-?mail|reach|write to|get in touch with) .{0,80}[\w.+-]+@[\w-]+\.[\w.]+.{0,60}",
        r"what do you think\?.{0,120}\b(?:comments?|below|know)\b.{0,60}",
        r"(?:let us know|tell us|share your (?:thoughts|views|opinions?))\b.{0,60}\b(?:comments?|below)\b.{0,40}",
        r"comments? (?:are|is) (?:now )?closed\.?|(?:add|post|write|leave) (?:a|your) (?:comment|reply)\.?",
        r"(?:have your say(?:\s?[:!].{0,80})?|leave a comment|comments?(?: \(\d+\))?|\d+ comments?"
        r"|show comments|view comments|popular"
        r"|most (?:read|popular))",
    ),
    "writer_contact": _any(  # who writes, and where to
        r"(?:for|with) (?:more|any|your|feedback|questions|comments|corrections)\b[^.!?]{0,80}, "
        r"(?:please )?(?:write|e-?mail|contact)\b.{0,40}@\S+.{0,40}",
        r"(?-i:[A-Z])[^.!?“”\"]{3,160}\. (?:please )?(?:you can )?(?:e-?mail|contact|reach|follow) (?:him|her|them|me)"
        r"\b.{0,60}@\S+.{0,60}",
        r"(?-i:[A-Z])[^.!?“”\"]{3,80} can be (?:reached|contacted|followed) (?:at|on|via|by) .{0,60}@\S+.{0,60}",
    ),
    "read_more": re.compile(r".{10,160}[\w’'”\"?] Read more"),  # a link to another article, by its headline
    # What pages write around a picture; the caption stands between.
    "picture_labels": _any(
        rf"(?:image|photo|picture) (?:source|copyright|credit),? ?(?-i:{CREDIT})",
        r"(?:media playback is (?:unsupported|not supported) on (?:your|this) device\b"
        r"|image (?:copyright|source) (?-i:[A-Z])|(?:enlarge this image )?toggle caption |hide caption (?-i:[A-Z])"
        r"|facebook twitter (?:pinterest|email) ).{0,380}",
    ),
    "player": _any(
        r"loading\s*(?:…|\.{3})",
        r"(?-i:JUST WATCHED) .{3,380}|(?-i:CLOSE) (?-i:[A-Z]).{20,380}",
        r"watch the latest videos? (?:at|on) .{3,60}",
        r"please enable javascript\b.{0,60}",
        r"slideshow\s*\(\d+ images?\)",
        r"(?-i:Photos?|Videos?|Images?|Gallery|Slideshow|PHOTOS?|VIDEOS?|CLOSE)"  # labels of what is not there
        r"|\[(?:pull ?quotes?|photos?|videos?|images?|audio|embed|gallery|caption)\]",
        r"back to (?:the )?(?:top|home(?:page| page)?|front page|main page|index|all (?:news|stories))",
        r"(?:click|tap|press) (?:on )?(?:the|play)\b.{0,60}"
        r"\b(?:to|for) (?:watch|listen|see|view|play|hear|more)\b.{0,60}",
        r"(?:play|pause|mute|unmute|enlarge this image|toggle caption|skip to (?:main )?content)",
        r"(?:watch|see|view) (?:the|this|our) (?:full |complete )?(?:video|clip|gallery|slideshow)"
        r"(?: (?:below|above|here|player))?\s?[.:!]?",
        r"(?:image|photo|picture|slide) \d{1,3} (?:of|/) \d{1,3}",
        r"(?:load|show|see|view) (?:more|less|all)(?: (?:comments|stories|articles|photos))?",
    ),
    "reading_aid": _any(
        r"(?:(?:published|posted|(?:last )?updated)[: ]+)?(?:\d{1,3}|an?|one)"
        r" (?:minute|min|hour|hr|day|week|month|year)s? ago",
        rf"(?:posted|updated|published)(?: at| on)?:? {CLOCK}\.?",
        r"this (?:article|story) is (?:more than )?(?:\d{1,3}|an?|one) (?:month|year)s? old\.?",
        r"\d{1,3}[ -]min(?:ute)?s?(?: read)?|listen to (?:this )?(?:article|story)(?: \S{1,12}){0,3}",
        r"(?:published|posted|filed) (?:in|under) (?-i:[A-Z])[^.!?,]{2,40}",
        r"(?:tags|tagged|topics|keywords|categories|filed under|posted in)\s*:\s*[^.!?]{2,200}",
    ),
    "desk_credit": _any(
        r"\(?with (?:additional )?(?:inputs?|files|reporting|reports|information|material) (?:from|by)"
        r" (?:the )?(?-i:[A-Z]|agencies)[^.]{0,120}\.?\)?",
        rf"(?-i:[a-z]{{2,3}}(?:/[a-z]{{2,3}}){{0,3}} \((?:{_AGENCY})(?:, (?:{_AGENCY})){{0,4}}\))",
        r"(?:edited|compiled) by:? (?-i:[A-Z])[^.]{2,100}|contributing\s?: .{3,200}",
        r"\(?\s*(?:additional )?(?:reporting|writing|editing|compiled|edited) by (?-i:[A-Z])[^.]{2,200}"
        r"(?:;\s*(?:additional )?(?:reporting|writing|editing) by [^.]{3,120}){0,4}\.?\s*\)?",
    ),
    "contributed": re.compile(
        rf"(?:The )?{NAME}(?: (?:writers?|reporters?|correspondents?) {NAME}(?:,? (?:and )?{NAME}){{0,3}})?"
        rf"(?: and (?:the )?{NAME})?(?: in {NAME})? contributed to this (?:report|story|article)\.?"
        rf"|(?:{NAME}(?:,? and {NAME})? reported from [^.]{{3,160}}\. )?"
        r"(?:[^.!?“”\"]|\b(?:[A-Z]|Jr|Sr|St)\.){3,220}? contributed (?:reporting )?to this"
        r" (?:report|story|article|piece)\.?"
    ),
    "appeared_first": _any(
        r"(?:the|this) (?:post|article|story) .{2,300} (?:appeared first on|first appeared on) .{2,80}"
    ),
    "sign_up_terms": _any(
        r".{0,300}\bby (?:signing up|subscribing|clicking),? you (?:agree|consent|accept)\b.{0,300}",
        r".{0,200}\bverify (?:that )?you(?:['’]re| are) not a robot\b.{0,200}",
    ),
    "transcript": _any(
        r".{0,60}\btranscripts? (?:is|are|was|were|may|has|have) .{0,60}"
        r"\b(?:rush (?:deadline|transcript)|in (?:its|their) final form|accuracy).{0,300}"
    ),
    "rights": _any(
        r"(?:copyright|©|\(c\))\s*(?:©\s*)?\d{4}.{0,120}",
        r"(?:copyright\s*)?©\s*[^.!?“”]{2,60}\b(?:19|20)\d\d\b.{0,60}",
        rf"(?:©|copyright|\(c\))\s*(?:the )?(?:{_AGENCY})\.?",
        r"(?:unauthori[sz]ed |any )?(?:reproduction|republication|redistribution)\b[^.!?“”\"]{0,140}"
        r"\b(?:prohibited|forbidden|not (?:permitted|allowed))\.?",
        r".{0,80}all rights reserved\.?(?: this material may not be .{0,160})?",
        r"this (?:article|story|piece|report|column) (?:was |has been )?(?:originally |first )?(?:published|appeared)"
        r" (?:on|in|by|at) .{2,100}",
        r"(?:.{0,140} )?(?:please |you (?:may|can|are free to) )?republish (?:our|this|these|the) \w+\b.{0,200}"
        r"\b(?:creative commons|for free|license|guidelines)\b.{0,120}",
        r"(?:originally|first) (?:published|appeared) (?:on|in|by|at) .{2,100}",
        r"(?:all )?(?:our )?content (?:created|produced|published) by .{3,80}"
        r" (?:is|are|may be) (?:made )?(?:available|free|republished)"
        r"\b.{0,60}\b(?:publishers?|charge|licens\w+|republish\w*|credit)\b.{0,260}",
        r"(?:purchase|acquire) licensing rights.{0,40}|our standards: .{0,20}trust principles.{0,20}",
        r"\(?(?:except for the headline, )?this (?:story|article|report|copy) (?:has not been|is|was|has been)"
        r" (?!the )[^.]{0,60}\b(?:auto-?generated"
        r"|edited by \w+ (?:staff|team|desk)|syndicated feed|published from)\b.{0,160}\)?",
        r"(?:disclaimer\s*:\s*)?the (?:views|opinions|views and opinions) (?:expressed|presented) .{2,60}"
        r"\b(?:do not|don['’]t|are (?:those|solely|the author|their|his|her|not))\b.{2,250}",
    ),
    "ruler": re.compile(r"[_*=~•·#-]{3,}|(?:[•*·] ?){2,5}"),  # parts a text, and says nothing
    "click": _any(
        r"(?:click|tap) (?:here|for more) .{0,120}|to .{3,80}, (?:please )?click here\b.{0,60}",
        r"(?:download|get) (?:the|our) .{0,30}\bapp\b.{0,60}",
    ),
}
_PICTURE_DESK = r"(?:AP|AFP|EPA|REUTERS|Reuters|Getty(?: Images)?|Bloomberg|Newscom|Shutterstock)"
_CAPTION = re.compile(
    r"(?i:.{10,300}[.\s(\[](?:photo|image|picture|file photo|photograph)s?(?: credit| by|:)[^.]{2,80}\.?[)\]]?"
    r"|.{10,300}\((?:[^()]{0,60}(?:AP Photo|Getty Images|Reuters|AFP|EPA)[^()]{0,40})\)"
    r"|.{10,300}\([^()]{3,60}/[^()]{2,40} via (?:AP|Getty|Bloomberg)\))"
    r"|(?i:.{300,660}\([^()]{0,60}"
    r"(?:AP Photo|Getty Images|via (?:AP|AFP|Reuters)|Pool|/ ?(?:AFP|AP|Reuters))[^()]{0,40}\))"
    rf"|.{{10,660}}[.!?\"”)|]\s\|?\s?{_PICTURE_DESK}\s?/{{1,2}}\s?{CREDIT}/{{0,2}}(?:File Photo)?"
    rf"|.{{10,380}}[.!?\"”)|]\s\|?\s?{CREDIT}\s?/\s?{_PICTURE_DESK}\.?"
    rf"|.{{10,380}}[.!?\"”)]\s\|\s{CREDIT}"
    rf"|.{{10,380}}\s\[{_CREDITED}\s?/\s?{CREDIT}\]"
)
_MAX_CAPTION = 700  # characters
_CAPTION_SIGNS = ("/", "(", "|", "hoto", "mage", "icture")
_SIGNS = {  # what a line must hold for rules to be tried that look for it in the middle of any line
    "contributed": ("contributed",),
    "writer_contact": ("@",),
    "sign_up_terms": ("signing", "subscribing", "clicking", "robot"),
    "transcript": ("ranscript",),
    "appeared_first": ("appeared",),
    "read_more": ("read more",),
    "picture_labels": ("playback is", "image copyright", "image source", "toggle caption", "hide caption", "twitter "),
}
_BULLETS = ("•", "·", "*", "×", "-", "–", "—")
_MARKS = re.compile(r"\A(?:[•·*×]{1,3} ?|--? ?|[–—] ?){1,2}(?=\w)|(?<=[\w.!?])\*{1,3}\Z")  # of a list, of bold type
_CALL = re.compile(
    rf"(?:{alternatives('calls', 'begins')})\b(?=[^\n]*?(?:\b(?:{alternatives('calls', 'channel')})\b|\w@\w))",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"[“”\"]|\b(?:said|says|told|wrote|added|he|she|his|her|they|their|i|my)\b", re.IGNORECASE)
_LAST = 6  # lines at the end of a text that may be calls; by hand
_MAX_CALL = 200  # characters
MAX_LINE = 400  # no line of boilerplate is longer; patterns with repeats never see more


def boilerplate_rule(line: str) -> str | None:
    """The rule that a line falls under, or None if it is text.

    >>> boilerplate_rule("Read more: What the vote means")
    'related_link'
    >>> boilerplate_rule("Read more than one book a year, she said.") is None
    True
    """
    line = line.strip()
    return _rule_of(_without_marks(line) or line) if 0 < len(line) <= MAX_LINE else None


def _without_marks(line: str) -> str:
    """A line without the marks of a list or of bold type."""
    return _MARKS.sub("", line) if line.startswith(_BULLETS) or line.endswith("*") else line


def is_caption(line: str) -> bool:
    """Whether a line is a picture's text with the credit behind it.

    >>> is_caption("Ferries wait in the ice off Nordby, March 3, 2019. REUTERS/Jo Bergan")
    True
    """
    has_sign = len(line) <= _MAX_CAPTION and any(sign in line for sign in _CAPTION_SIGNS)
    return has_sign and _CAPTION.fullmatch(line) is not None


@remembered  # the lines that are no boilerplate are segments, which ask again
def _rule_of(line: str) -> str | None:
    lower = line.lower()
    rules = (rule for rule in BOILERPLATE if may_match(rule, _SIGNS, lower))
    return next((rule for rule in rules if BOILERPLATE[rule].fullmatch(line)), None)


def may_match(rule: str, signs: Mapping[str, tuple[str, ...]], text: str) -> bool:
    """Whether a text holds one of the signs that a rule needs, where it needs any: cheaper to say than to try it."""
    return rule not in signs or any(sign in text for sign in signs[rule])


def boilerplate_edits(text: str) -> list[Edit]:
    """Take out every line that is boilerplate from end to end, unless nothing else would be left."""
    lines = _with_calls([(m, boilerplate_rule(m[0])) for m in re.finditer(r"[^\n]+", text) if m[0].strip()])
    if all(rule for _, rule in lines):
        return []
    return remove_lines(text, [("boilerplate", rule, m.start(), m.end()) for m, rule in lines if rule])


def _with_calls(lines: list[tuple[re.Match[str], str | None]]) -> list[tuple[re.Match[str], str | None]]:
    """The lines of a text, those at its end that only ask readers to do something as boilerplate."""
    first = max(1, len(lines) - _LAST)
    return [(m, rule or ("call" if n >= first and is_call(m[0]) else None)) for n, (m, rule) in enumerate(lines)]


def is_call(line: str) -> bool:
    """Whether a line asks readers to do something by a channel of the outlet's, and reports nothing.

    >>> is_call("Stay up to date with the Quay Post app"), is_call("Stay with the app, the mayor said.")
    (True, False)
    """
    line = _without_marks(line.strip())
    return len(line) <= _MAX_CALL and _CALL.match(line) is not None and not _REPORTS.search(line)


def remove_lines(text: str, lines: list[tuple[str, str, int, int]]) -> list[Edit]:
    """Edits that remove whole lines (kind, rule, start, end) with their breaks; neighbours keep one break between."""
    edits: list[Edit] = []
    for kind, rule, start, end in lines:
        edits.append(remove_line(text, kind, rule, start, end, edits[-1].end if edits else 0))
    return edits


def remove_line(text: str, kind: str, rule: str, start: int, end: int, floor: int = 0) -> Edit:
    """Remove [start, end) and the line breaks behind it, or those before it where the text ends with it."""
    start = max(start, floor)
    while end < len(text) and text[end] in "\r\n \t":
        end += 1
    if end == len(text):
        while start > floor and text[start - 1] in "\r\n \t":
            start -= 1
    return Edit(kind, rule, start, end, text[start:end], "")
