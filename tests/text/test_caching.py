"""Results are worked out once, until they are forgotten."""

from newsloom.transforms.text.caching import forget, remembered


def test_once_until_forgotten():
    asked = []

    @remembered
    def double(word):
        asked.append(word)
        return word * 2

    assert double("a") == double("a") == "aa" and asked == ["a"]
    forget()
    assert double("a") == "aa" and asked == ["a", "a"]
