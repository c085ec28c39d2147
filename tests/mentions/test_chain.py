from __future__ import annotations

from newsloom.transforms.mentions.chain import Chain


def test_chains_share_nothing() -> None:
    one, other = Chain("ORG", [], "gull"), Chain("ORG", [], "gull")
    one.late.append(1)
    one.uncertain[1] = 0.5
    assert (other.late, other.uncertain, other.gender, other.person) == ([], {}, None, None)
