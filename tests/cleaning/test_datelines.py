"""Place, day and agency at the head of a report, and what only looks like them."""

import pytest

from newsloom.transforms.cleaning.datelines import dateline

BODY = "Members of parliament met on Monday to vote on the bill, which had been put off twice."


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("BRUSSELS (Reuters) — ", [("dateline_place", "BRUSSELS"), ("wire_agency", "Reuters")]),
        ("MEXICO CITY (AP) -- ", [("dateline_place", "MEXICO CITY"), ("wire_agency", "AP")]),
        ("KLAIPĖDA (Reuters) — ", [("dateline_place", "KLAIPĖDA"), ("wire_agency", "Reuters")]),
        ("ÉVRY, France (AFP) - ", [("dateline_place", "ÉVRY"), ("wire_agency", "AFP")]),
        ("ŁÓDŹ - ", [("dateline_place", "ŁÓDŹ")]),
        ("Łódź – ", []),
        (
            "WASHINGTON, Feb. 13, 2025 (AFP) – ",
            [("dateline_place", "WASHINGTON"), ("published_at", "Feb. 13, 2025"), ("wire_agency", "AFP")],
        ),
        ("AUSTIN, Texas — ", [("dateline_place", "AUSTIN")]),
        (
            "Lindmouth, Nov 4 (AFP) – ",
            [("dateline_place", "Lindmouth"), ("wire_agency", "AFP")],
        ),
        ("Lind Mouth [Norland], November 4 (ANI): ", [("dateline_place", "Lind Mouth"), ("wire_agency", "ANI")]),
        ("Ann Poe, Nov 4 (a Monday): ", []),
        ("Lindmouth, Norland, Mar 5 (EFE).- ", [("dateline_place", "Lindmouth"), ("wire_agency", "EFE")]),
        ("LINDMOUTH, March 5 (TASS). ", [("dateline_place", "LINDMOUTH"), ("wire_agency", "TASS")]),
        ("LINDMOUTH, March 5. /TASS/. ", [("dateline_place", "LINDMOUTH"), ("wire_agency", "TASS")]),
        ("LINDMOUTH, March 5 (Bernama) -- ", [("dateline_place", "LINDMOUTH"), ("wire_agency", "Bernama")]),
        ("Ann Poe (AP). ", [("wire_agency", "AP")]),
        ("(Bloomberg) -- ", [("wire_agency", "Bloomberg")]),
        ("KYIV (a city) — ", []),
        (
            "ESSEL, 3 March 2025 (Nordwire) - ",
            [("dateline_place", "ESSEL"), ("published_at", "3 March 2025"), ("wire_agency", "Nordwire")],
        ),
        (
            "ESSEL, March 3, 2025 /PRWire/ -- ",
            [("dateline_place", "ESSEL"), ("published_at", "March 3, 2025"), ("wire_agency", "PRWire")],
        ),
        ("ESSEL (October 14, 2014) ", [("published_at", "October 14, 2014")]),
        ("(Nov. 26, 2014) – ", [("published_at", "Nov. 26, 2014")]),
        ("Nordby (Reuters) - ", [("dateline_place", "Nordby"), ("wire_agency", "Reuters")]),
        ("Nordby (Eda News Agency) – ", [("dateline_place", "Nordby"), ("wire_agency", "Eda News Agency")]),
        ("Mara Ilves (AP) - ", [("wire_agency", "AP")]),
        ("Nordby (Eda) – ", []),
        ("New Delhi, Mar 5 (PTI) ", [("dateline_place", "New Delhi"), ("wire_agency", "PTI")]),
        ("New Delhi, Mar 5 (SKY) ", []),
        ("Riga — ", []),
        ("FILE - ", []),
        ("PHOTO (AP) - ", [("wire_agency", "AP")]),
        ("", []),
    ],
)
def test_datelines(start, expected):
    assert [(f.field, f.value) for f in dateline(start + BODY)] == expected
