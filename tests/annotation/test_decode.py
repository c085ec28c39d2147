"""Decoding: tag rows that are possible, trees that are trees, links among the spans found."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from newsloom.transforms.annotation.decode import (
    NONE,
    Span,
    entity_spans,
    entity_tags,
    link_spans,
    role_spans,
    role_tags,
    sentence_heads,
)
from newsloom.transforms.annotation.labels import LINKS, NER_TAGS, ROLE_TAGS

scores = st.floats(-8, 8, width=32)


def _names(values):
    return entity_spans(entity_tags(values[None], [len(values)])[0])


def rows(tags):
    return st.integers(1, 12).flatmap(lambda n: arrays(np.float32, (n, len(tags)), elements=scores))


@given(rows(NER_TAGS))
def test_entities_are_ordered_apart_and_scored(values):
    spans = _names(values)
    assert all(0 <= s.start < s.end <= len(values) and 0 <= s.score <= 1 for s in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(rows(ROLE_TAGS))
def test_roles_may_overlap_each_other_but_not_themselves(values):
    for spans in role_spans(role_tags(values[None], [len(values)])[0]).values():
        assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=scores)))
def test_heads_form_one_tree(values):
    heads = sentence_heads(values, [0])
    assert (heads == 0).sum() == 1
    for word in range(len(heads)):
        trail = []
        while heads[word] and word not in trail:
            trail.append(word)
            word = heads[word] - 1
        assert heads[word] == 0


def test_begin_of_another_name_ends_the_first():
    tags = ["B-PERSON", "I-PERSON", "B-PERSON", "O", "B-ORG"]
    values = np.full((5, len(NER_TAGS)), -5.0)
    for place, tag in enumerate(tags):
        values[place, NER_TAGS.index(tag)] = 5.0
    assert [(s.start, s.end, s.label) for s in _names(values)] == [
        (0, 2, "PERSON"),
        (2, 3, "PERSON"),
        (4, 5, "ORG"),
    ]


def test_a_content_is_linked_to_what_its_words_point_to():
    values = np.zeros((len(LINKS), 6, 7))
    roles = {
        "source": [Span(0, 1, "source", 1.0), Span(5, 6, "source", 1.0)],
        "cue": [Span(1, 2, "cue", 1.0)],
        "content": [Span(2, 4, "content", 1.0)],
    }
    values[LINKS.index("content-cue"), 2:4, 2] = 9
    values[LINKS.index("content-source"), 2:4, 6] = 1
    values[LINKS.index("cue-source"), 1, 1] = 9
    (link,) = link_spans(values, roles)
    assert (link.cue, link.source) == (0, 0)
    values[:2, :, 0] = 20
    (link,) = link_spans(values, roles)
    assert (link.cue, link.source) == (NONE, NONE)


def test_the_third_likeliest_root_may_have_the_best_tree():
    scores = [[-2, 2, 1, -3, -1], [3, 0, -3, 2, 2], [2, -2, -3, 3, -3], [0, -3, -1, 0, -1]]
    assert sentence_heads(np.array(scores, dtype=float), [0]).tolist() == [2, 3, 0, 3]


def test_a_fourth_root_is_not_tried():
    scores = [[-1, 3, 0, -1, 0], [-3, -1, -1, -1, -1], [1, 0, 3, -2, 2], [-1, -3, -3, 1, 2]]
    assert sentence_heads(np.array(scores, dtype=float), [0]).tolist() == [2, 3, 0, 3]


def test_a_name_never_starts_inside():
    scores = np.zeros((2, len(NER_TAGS)))
    scores[0, 0], scores[1, NER_TAGS.index("I-PERSON")], scores[1, NER_TAGS.index("B-PERSON")] = 5, 5, 4
    assert [(span.start, span.end, span.label) for span in _names(scores)] == [(1, 2, "PERSON")]


def test_windows_read_together_are_read_as_each_alone():
    one, other = np.random.default_rng(7).normal(size=(2, 6, len(NER_TAGS))) * 4
    together = entity_tags(np.stack([one, other]), [6, 4])
    assert [entity_spans(tags) for tags in together] == [_names(one), _names(other[:4])]


def test_no_arc_leaves_its_sentence():
    scores = np.zeros((4, 5))
    scores[0, 4], scores[3, 1] = 9, 9
    heads = sentence_heads(scores, [0, 2])
    assert {int(head) for head in heads[:2]} <= {0, 1, 2}
    assert {int(head) for head in heads[2:]} <= {0, 3, 4}
    assert (heads[:2] == 0).sum() == (heads[2:] == 0).sum() == 1
