"""Results are worked out once, until they are forgotten."""

from newsloom.transforms.text.caching import forget, let_go, remembered, until_let_go


def test_once_until_forgotten():
    asked = []

    @remembered
    def double(word):
        asked.append(word)
        return word * 2

    assert double("a") == double("a") == "aa" and asked == ["a"]
    forget()
    assert double("a") == "aa" and asked == ["a", "a"]


def test_what_was_loaded_is_dropped_once():
    dropped = []
    until_let_go(lambda: dropped.append("model"))
    assert dropped == []
    let_go()
    let_go()
    assert dropped == ["model"]
