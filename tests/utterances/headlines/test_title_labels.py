"""Headlines with a speaker and a colon."""

import pytest

from newsloom.transforms.utterances.headlines.title_labels import _is_about_another, quotes_by_label
from tests.utterances.headlines.build import parts, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor: we will rebuild", [("we will rebuild", "Mayor", True)]),
        ("Mayor: Rebuild the bridge", [("Rebuild the bridge", "Mayor", False)]),
        ("Lena Hobart: Bridge is safe", [("Bridge is safe", "Lena Hobart", True)]),
        ("Lind: Bridge is safe", [("Bridge is safe", "Lind", False)]),
        ("Hobart: Bridge is safe", [("Bridge is safe", "Hobart", True)]),  # whom the article quotes
        ("Hobart: A life in pictures", [("A life in pictures", "Hobart", False)]),
        ("Hobart: Is her time up?", []),
        ("Hobart: What we know", []),
        ("Hobart: Why we know", []),
        ("Hobart: ‘Never again’", [("‘Never again’", "Hobart", True)]),
        ("Hobart: ‘Never again’ on bridge", [("‘Never again’", "Hobart", True)]),
        ("Hobart: ‘Never’? That is no answer", []),
        ("Hobart: ‘What for?’", [("‘What for?’", "Hobart", False)]),
        ("Hobart: Act ‘defies reason,’ needs a vote", [("Act ‘defies reason,’ needs a vote", "Hobart", True)]),
        ("Hobart: ‘Never again,’ walks out", [("‘Never again,’", "Hobart", True)]),
        ("Hobart - ‘Never again’", [("‘Never again’", "Hobart", True)]),
        ("Hobart on bridge: ‘Never again’", [("‘Never again’", "Hobart", True)]),
        ("Hobart tells Lind: ‘Never again’", [("‘Never again’", "Hobart", True)]),
        ("Hobart: no", []),
        ("Hobart meets Lind: ‘Never again’", []),
        ("‘Never again’: Hobart rips Lind", []),
        ("‘Never again’: Hobart Told Lind", [("‘Never again’", "Hobart", True)]),
        ("‘Never again’: Hobart Tells Lind", [("‘Never again’", "Hobart", True)]),
        ("‘Never again’: Mayor wrongly blames rival", []),
        ("‘Never again’: residents of Ardle", [("‘Never again’", "residents of Ardle", True)]),
        ("‘Never again’: boss Ann Lee", [("‘Never again’", "boss Ann Lee", True)]),
        ("Mayor rips Lind: ‘Never again’", []),
        ("EXCLUSIVE–Mayor: we will rebuild", [("we will rebuild", "Mayor", True)]),
        ("Exclusive — Mayor: we will rebuild", [("we will rebuild", "Mayor", True)]),
        ("Harbour: Ferry: Hobart: ‘Never again’", [("‘Never again’", "Hobart", True)]),
        ("Mayor: Ferry late but ‘safe’", [("Ferry late but ‘safe’", "Mayor", True)]),
        ("Bridge collapse: we will rebuild", []),
        ("‘We will rebuild’: mayor", [("‘We will rebuild’", "mayor", True)]),
        ("‘We will rebuild’: mayor on bridge", [("‘We will rebuild’", "mayor", True)]),
        ("‘We will rebuild’: report into collapse", [("‘We will rebuild’", "report", True)]),
        ("Bridge to reopen: mayor on ferry", []),
        ("‘Never’ – mayor", [("‘Never’", "mayor", True)]),
        ("Bridge to reopen: mayor", [("Bridge to reopen", "mayor", True)]),
        ("Bridge reopens soon: mayor", [("Bridge reopens soon", "mayor", False)]),
        ("Bridge to reopen: Hobart", [("Bridge to reopen", "Hobart", False)]),
        ("Bridge: mayor", []),
        ("‘Never again’: mayor is out", []),
        ("Ferry leaves at 10:30 from Ardle", []),
        ("Police chief: 3 men hurt at ferry", [("3 men hurt at ferry", "Police chief", True)]),
        ("Mayor: 3 things to know", [("3 things to know", "Mayor", False)]),
        ("The mayor: 3 men hurt at ferry", [("3 men hurt at ferry", "The mayor", False)]),
        ("Mayor Lena Hobart: Woes remain at ferry", [("Woes remain at ferry", "Mayor Lena Hobart", True)]),
        ("Lena Hobart: Old ferry still sinking", [("Old ferry still sinking", "Lena Hobart", True)]),
        ("Lena Hobart: Ferry sinks at pier", [("Ferry sinks at pier", "Lena Hobart", False)]),
        ("LEE: Residents: Time for old ferries", [("Time for old ferries", "Residents", False)]),
        ("HOBART: Residents: Time for old ferries", []),
        ("Opinion: Residents: Time for old ferries", []),
        ("Opinion: Residents: ‘Never again’", [("‘Never again’", "Residents", True)]),
        ("Residents: Time for old ferries", [("Time for old ferries", "Residents", True)]),
        ("Lena Hobart: Stop the ferry", [("Stop the ferry", "Lena Hobart", True)]),
        ("Hobart on bridge: No more ferries", [("No more ferries", "Hobart", True)]),
        ("Hobart with Lind: Ferry is ‘safe’", [("Ferry is ‘safe’", "Hobart", True)]),
        ("Hobart warns Lind on ferry: Stop ‘at once’", [("Stop ‘at once’", "Hobart", True)]),
        ("‘Sharp swell’: Ardle on alert", []),
        ("Ferry will not sail again - Hobart", [("Ferry will not sail again", "Hobart", False)]),
        ("Ferry will not sail again - Lind", []),  # whom the article does not quote
        ("‘All’ ferries to sail again: DOT", [("‘All’ ferries to sail again", "DOT", True)]),
        ("Ferries to sail again: VIDEO", []),
        ("Report: Big media woes at ferry", [("Big media woes at ferry", "Report", False)]),
        ("Report: Ferry to stay at pier", [("Ferry to stay at pier", "Report", True)]),
        ("Mayor: Bridge is ‘safe’; Town cheers", [("Bridge is ‘safe’", "Mayor", True)]),
        ("Ann Lee: Bridge is safe", [("Bridge is safe", "Ann Lee", False)]),  # whom the article does not quote
        ("Mayor’s last warning: Bridge could fall", [("Bridge could fall", "Mayor", True)]),
        ("Residents’ reply: ‘Never again’", [("‘Never again’", "Residents", True)]),
        ("Hobart opens ferry: We are proud of it", [("We are proud of it", "Hobart", True)]),
        ("Hobarts: Ferry is ‘safe’", [("Ferry is ‘safe’", "Hobarts", True)]),
        ("AP: Ferry owner paid Hobart for years", [("Ferry owner paid Hobart for years", "AP", True)]),
        ("Hobart camp: Ferry is safe", [("Ferry is safe", "Hobart camp", True)]),
        ("Poll: Hobart is ahead", []),
        ("We will rebuild: Ferry opens in May", [("We will rebuild", None, False)]),
        ("Hobart attacks student: Pier gets rough", []),
    ],
)
def test_a_label_speaks(text, expected):
    assert parts(text, list(quotes_by_label(title(text, quoted=[0])))) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Hobart rips Lind", True),
        ("Hobart Told Lind", True),
        ("Hobart rips nobody", True),
        ("Hobart rips Hobart", True),
        ("Hobart Grid Lind", False),
        ("Hobart", False),
        ("mayor rips Lind", False),
    ],
)
def test_a_label_of_two_names_is_a_clause(label, expected):
    assert _is_about_another(title(label), 0, len(label)) == expected
