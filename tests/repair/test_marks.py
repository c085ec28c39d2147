"""Marks of which a byte is gone, and escapes that stand as text."""

import pytest

from newsloom.transforms.repair.marks import decode_escapes, garbled_signs, lost_marks, restore_half_marks
from newsloom.transforms.text.edits import apply_edits

F = "\ufffd"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        (lost_marks, "Ilves isn\ufffdt in the boys\ufffd school", "Ilves isn\ufffdt in the boys’ school"),
        (lost_marks, "Ilves isn\ufffdt \ufffd not yet \ufffd in", "Ilves isn\ufffdt – not yet – in"),
        (lost_marks, "Ilves \ufffd not yet \ufffd is in", None),
        (lost_marks, "Ilves waits in the boys\ufffd school", None),
        (lost_marks, "Ilves isn\ufffdt \ufffdone of the boys\ufffd here", "Ilves isn\ufffdt “one of the boys” here"),
        (
            restore_half_marks,
            "Ilves\x19s \x1cferry\x1d, \x18a\x19 9\x1310 and \x14 on",
            "Ilves’s “ferry”, ‘a’ 9–10 and — on",
        ),
        (restore_half_marks, "\x19 \x1c \x1d", None),
        (
            restore_half_marks,
            'Ilves\'\x92s \x93"ferry,\x94" it\x19\'s a \x1c"tug"\x1d',
            'Ilves\'s "ferry," it\'s a "tug"',
        ),
        (restore_half_marks, "a \x93ferry\x94 of '\x93Ilves\x94'", None),
        (garbled_signs, "Dovilï¿½ didn€™t go", f"Dovil{F} didn’t go"),
        (garbled_signs, "é: (\x80\x94) a \x80\x94 b \x80— \x80\x9cc\x80\x9d", "é: (—) a — b — “c”"),
        (garbled_signs, "he said €œyes.€\x9d €˜a", "he said “yes.” ‘a"),
        (garbled_signs, "5 €”, the €™ sign, 10€ ™, â€™s, ā€™s, a €œ", None),
        (lost_marks, f"He said: {F}We go.{F} {F}{F}{F}And stay,{F}{F}{F} too", "He said: “We go.” “And stay,” too"),
        (lost_marks, f"{F}lesund and Dovil{F} are wet. Dovil{F}", None),
        (lost_marks, f"{F}lesund\nis wet.{F}", None),
        (lost_marks, f"a{F}b.{F}", None),
        (
            lost_marks,
            f"The board{F}s plan, {F}good{F} or {F}not so good{F}",
            f"The board{F}s plan, “good” or “not so good”",
        ),
        (lost_marks, f"{F}good{F} or not", None),  # nothing shows that marks were lost
        (lost_marks, f"It{F}s {F}lesund and Troms{F}", None),
        (
            decode_escapes,
            'Ilves\\u2019s ferry.\\r\\n\\nIt is \\"back\\"\\u00a0now \\ud83d\\udea2',
            'Ilves’s ferry.\n\nIt is "back"\xa0now 🚢',
        ),
        (decode_escapes, "It is back.\\nIt is C:\\new\\reports", "It is back.\nIt is C:\\new\\reports"),
        (decode_escapes, "The folder C:\\news\\reports and a\\nb", None),
        (decode_escapes, "a\\n\\nb \\ud83d \\u0007 \\q", "a\n\nb \\ud83d \\u0007 \\q"),
    ],
)
def test_marks(rule, text, wanted):
    assert apply_edits(text, rule(text)) == (text if wanted is None else wanted)
    assert all(text[e.start : e.end] == e.before for e in rule(text))
