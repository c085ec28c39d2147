"""`duplicate_of` and `version_of` when copies come in several runs."""

from datetime import timedelta

from tests.memory import NOW, Stored, articles

TEXT = "The harbour bridge at Calder will stay closed until next spring after engineers found cracks in two pillars."


def test_an_earlier_original_that_comes_later_changes_the_choices_before():
    at = [NOW - timedelta(hours=hours) for hours in (1, 2, 3)]
    new = articles([TEXT + " Drivers take the old road.", TEXT, TEXT + " It is cold."], published_at=at)
    stored = Stored()
    first, second, third = new["article_id"].to_pylist()
    runs = [stored.run(new.slice(i, 1)).originals.to_pylist() for i in range(3)]
    changed = [{row["article_id"]: row["duplicate_of"] for row in rows} for rows in runs]
    assert changed == [{}, {first: second}, {first: third, second: third}]


def test_a_choice_that_stays_is_not_written_again():
    new = articles(
        [TEXT, TEXT + " It rained.", TEXT + " It is cold."],
        published_at=[NOW - timedelta(hours=3 - i) for i in range(3)],
    )
    stored = Stored()
    stored.run(new.slice(0, 2))
    assert stored.run(new.slice(2, 1)).originals["article_id"].to_pylist() == [new["article_id"][2].as_py()]
