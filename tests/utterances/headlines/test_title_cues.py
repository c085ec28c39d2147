"""Headlines in which somebody says something."""

import pytest

from newsloom.transforms.utterances.headlines.title_cues import quotes_by_cue
from tests.utterances.headlines.build import parts, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor says bridge is safe", [("bridge is safe", "Mayor", True)]),
        ("Mayor says that bridge is safe", [("bridge is safe", "Mayor", True)]),
        ("Mayor said: ‘Bridge is safe’", [("‘Bridge is safe’", "Mayor", True)]),
        ("Mayor warns council bridge could fall", [("council bridge could fall", "Mayor", True)]),
        ("Mayor warns council that bridge could fall", [("bridge could fall", "Mayor", True)]),
        ("Mayor tells council ‘no way’", [("‘no way’", "Mayor", True)]),
        ("Mayor tells council", []),
        ("Mayor says no", []),
        ("Mayor says in interview", []),
        ("Mayor claims victory in the vote", []),
        ("Mayor insists bridge will hold", [("bridge will hold", "Mayor", True)]),
        ("Police say man fell", [("man fell", "Police", True)]),
        ("Hobart, Lind say bridge is safe", [("bridge is safe", "Hobart, Lind", True)]),
        ("What people say about us", []),
        ("How to say it is over", []),
        ("Hobart opens ferry, says bridge is next", [("bridge is next", "Hobart", True)]),
        ("Ferry opens on time, says bridge is next", [("bridge is next", None, False)]),
        ("Hobart walks out but says bridge is next", [("bridge is next", "Hobart", True)]),
        ("Hobart, the mayor, says bridge is safe", [("bridge is safe", "Hobart, the mayor", True)]),
        ("Mayor angry, but says bridge is safe", [("bridge is safe", None, False)]),
        ("Unclear if bridge was safe, mayor says", [("Unclear if bridge was safe", "mayor", True)]),
        ("Did mayor say bridge is safe?", []),
        ("Remember when Hobart said bridge is safe", []),
        ("Hobart says bridge is safe. Lind does not", [("bridge is safe.", "Hobart", True)]),
        ("Hobart mocks Lind’s ‘safe’ bridge tweets", []),
        ("Hobart announces ‘Bridge Day’", []),
        ("Hobart announces ferry will open", [("ferry will open", "Hobart", True)]),
        ("Bridge is safe, mayor says", [("Bridge is safe", "mayor", True)]),
        ("Bridge safe for good, harbour folk say", [("Bridge safe for good", "harbour folk", False)]),
        ("Bridge safe for good, says Hobart", [("Bridge safe for good", "Hobart", True)]),
        ("‘Bridge is safe,’ says Hobart", [("‘Bridge is safe,’", "Hobart", True)]),
        ("‘Bridge is safe,’ says Hobart after inquiry", [("‘Bridge is safe,’", "Hobart", True)]),
        ("‘Bridge is safe,’ says head of police", [("‘Bridge is safe,’", "head of police", True)]),
        ("Collapse: Bridge was safe, mayor says", [("Bridge was safe", "mayor", True)]),
        ("Hobart says bridge is safe, urges calm", [("bridge is safe", "Hobart", True)]),
        ("Hobart Says Bridge Is Safe, Urges Calm", [("Bridge Is Safe", "Hobart", True)]),
        ("Hobart says bridge is safe, boats are not", [("bridge is safe, boats are not", "Hobart", True)]),
        ("Anger because Hobart said bridge is safe", [("bridge is safe", "Hobart", True)]),
        ("This chart explains why bridge is safe", []),
        ("Bridge is safe, poll says", []),
        ("AP poll: Voters say bridge is safe", []),
        ("‘No deal,’ Hobart says as talks fail", [("‘No deal,’", "Hobart", True)]),
        ("‘No deal,’ mayor says of ferry", [("‘No deal,’", "mayor", True)]),
        ("Bridge is late, Hobart says of ferry", []),
        ("Hobart says ‘no deal’ as talks fail", [("‘no deal’", "Hobart", True)]),
        ("Hobart says ‘no deal,’ walks out", [("‘no deal,’", "Hobart", True)]),
        ("Hobart says ‘no deal’ is final", [("‘no deal’ is final", "Hobart", True)]),
        ("Hobart says bridge is safe; Lind leaves", [("bridge is safe", "Hobart", True)]),
        ("Hobart vows to rebuild the bridge", [("to rebuild the bridge", "Hobart", True)]),
        ("Hobart vows revenge", []),
        ("Bridge was never safe, according to report", [("Bridge was never safe", "report", True)]),
        ("Bridge was never safe according to plan", []),
        ("‘Mayor says bridge is safe’", []),
        ("United States to join", []),
    ],
)
def test_a_cue_introduces(text, expected):
    assert parts(text, list(quotes_by_cue(title(text)))) == expected
