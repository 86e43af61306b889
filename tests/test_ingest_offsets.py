"""ingest.offsets: edits, their composition, and the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthkpi.ingest.offsets import Edit, Mapped, apply_edits, compose, from_source


def test_an_edit_of_the_same_length_maps_one_to_one():
    assert apply_edits("ab??cd", [Edit(2, 4, "  ")]) == Mapped(
        "ab  cd", (0, 1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)
    )


def test_a_replacement_of_another_length_maps_to_all_it_replaces():
    mapped = apply_edits("A&nbsp;B", [Edit(1, 7, " ")])
    assert mapped == Mapped("A B", (0, 1, 7), (1, 7, 8))


def test_a_deletion_leaves_a_gap():
    assert apply_edits("1\u200b2", [Edit(1, 2, "")]) == Mapped("12", (0, 2), (1, 3))


def test_no_edit_is_the_identity():
    assert apply_edits("abc", []) == Mapped("abc")


def test_overlapping_edits_are_misuse():
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abcd", [Edit(0, 2, ""), Edit(1, 3, "")])


def test_spans_of_the_source_are_found_again():
    mapped = apply_edits("a\r\nb\r\nc", [Edit(1, 2, ""), Edit(4, 5, "")])
    assert mapped.text == "a\nb\nc"
    assert from_source(mapped, [(0, 1), (3, 6), (6, 7), (4, 5)]) == [(0, 1), (2, 4), (4, 5), (3, 3)]
    assert from_source(Mapped("abc"), [(1, 2)]) == [(1, 2)]


def test_spans_are_found_where_sections_changed_places():
    moved = Mapped("BBaa", (2, 3, 0, 1), (3, 4, 1, 2))
    assert from_source(moved, [(0, 2), (2, 4)]) == [(2, 4), (0, 2)]


@st.composite
def edits_of(draw, text):
    """Edits of ``text`` that do not overlap."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(a, b, draw(st.text("xyz", max_size=3))) for a, b in pairs if a < b]


@given(st.text("abcdef", max_size=30), st.data())
def test_composed_steps_lead_back_through_both(text, data):
    first = apply_edits(text, data.draw(edits_of(text)))
    second = apply_edits(first.text, data.draw(edits_of(first.text)))
    both = compose(first, second)
    assert both.text == second.text
    for at in range(len(both.text)):
        low = second.starts[at] if second.starts else at
        high = second.ends[at] if second.ends else at + 1
        expected = (
            (first.starts[low], first.ends[high - 1])
            if first.starts and first.ends
            else (low, high)
        )
        found = (both.starts[at], both.ends[at]) if both.starts and both.ends else (at, at + 1)
        assert found == expected


@given(st.text("abcdef", max_size=30), st.data())
def test_characters_that_no_edit_touches_come_from_themselves(text, data):
    mapped = apply_edits(text, data.draw(edits_of(text)))
    for at, char in enumerate(mapped.text):
        if mapped.starts and mapped.ends and char not in "xyz":
            assert text[mapped.starts[at] : mapped.ends[at]] == char
