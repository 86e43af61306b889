"""The likeliest way through a stretch of text that may be shifted by a byte in places.

Two readings lie over each other: the characters as they stand (``plain``), and those made of the
second byte of each and the first of the next (``shifted``). A Viterbi search over words passes
from one to the other at the price of a lost byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from healthkpi.ingest.repair.words import LONGEST, PLAIN, read_scores, score_of
from healthkpi.ingest.script import to_simplified

MARKS = "?\ufffd"  # what a decoder leaves for a byte it cannot read

_ENTER, _ENTER_MARKED = -10.0, -8.0  # the price of a lost byte, and of one that left a mark
_LEAVE, _LEAVE_MARKED, _LEAVE_AT_END = -11.0, -6.0, -8.0
_PAIR = -20.0  # a pair of bytes no character has, dropped by the decoder within the run
_WIDE_QUESTION = (0xA3, 0xBF)  # ？ flattened to ? by a later step

Kind = Literal[
    "plain", "ascii", "enter", "shifted", "pair", "leave", "leave_ascii", "leave_mark", "leave_gap"
]


class Step(NamedTuple):
    """Characters ``[start, end)`` taken one way.

    ``ascii`` is a character whose second byte is ASCII and whose first was lost; it and ``enter``
    may take a mark of the loss with them.
    """

    kind: Kind
    start: int
    end: int


class Bytes(NamedTuple):
    """First and second byte of each character, -1 where it has none, and the shifted reading.

    ``shifted[k]`` is the character of ``second[k - 1]`` and ``first[k]``, "" where there is none.
    """

    first: list[int]
    second: list[int]
    shifted: list[str]


class _Node(NamedTuple):
    score: float
    step: Step | None
    within: bool  # whether the step left the shifted state


def read_bytes(text: str) -> Bytes:
    """The GBK bytes of ``text`` and its characters if a byte before it was lost."""
    first, second = [], []
    for char in text:
        one, two = _split(char)
        first.append(one)
        second.append(two)
    shifted = [""] + [join(second[k - 1], first[k]) for k in range(1, len(text))]
    return Bytes(first, second, shifted)


def _split(char: str) -> tuple[int, int]:
    if char == "?":
        return _WIDE_QUESTION
    if char < "\x80" or char == "\ufffd":
        return -1, -1
    try:
        code = char.encode("gb18030")
    except UnicodeEncodeError:
        return -1, -1
    return (code[0], code[1]) if len(code) == 2 else (-1, -1)


def join(lead: int, trail: int) -> str:
    """The GBK character of two bytes, "" where there is none."""
    if not (0x81 <= lead <= 0xFE and 0x40 <= trail <= 0xFE):
        return ""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


def find_path(text: str, codes: Bytes) -> list[Step]:
    """The likeliest steps through ``text``; a text that is whole is one run of plain steps."""
    size = len(text)
    plain, shifted = _start(size), _start(size)
    plain[0] = _Node(0.0, None, within=False)
    words = to_simplified(text)
    others = to_simplified("".join(char or "\ufffd" for char in codes.shifted))
    for at in range(size + 1):
        for score, step, into in _from_shifted(at, text, others, codes):
            _offer(shifted if into else plain, shifted[at].score + score, step, within=True)
        for score, step, into in _from_plain(at, text, words, codes):
            _offer(shifted if into else plain, plain[at].score + score, step, within=False)
    return _trace(plain, shifted, size)


_Move = tuple[float, Step, bool]


def _start(size: int) -> list[_Node]:
    return [_Node(float("-inf"), None, within=False)] * (size + 1)


def _offer(nodes: list[_Node], score: float, step: Step, *, within: bool) -> None:
    if score > nodes[step.end].score:
        nodes[step.end] = _Node(score, step, within)


def _from_plain(at: int, text: str, words: str, codes: Bytes) -> Iterator[_Move]:
    for end, score in _words_at(words, at):
        yield score, Step("plain", at, end), False
    if at < len(text) and codes.first[at] >= 0:
        yield _ENTER, Step("enter", at, at + 1), True
    if at + 1 < len(text) and text[at] in MARKS:
        if codes.first[at + 1] >= 0:
            yield _ENTER_MARKED, Step("enter", at, at + 2), True
        if _may_be_second(text[at + 1]):
            yield _ENTER_MARKED, Step("ascii", at, at + 2), False
    if at < len(text) and _may_be_second(text[at]) and _between_han(text, at):
        yield _ENTER, Step("ascii", at, at + 1), False


def _may_be_second(char: str) -> bool:
    return "@" <= char < "\x7f"


def _between_han(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1] >= "\u3000" and text[at + 1] >= "\u3000"


def _from_shifted(at: int, text: str, others: str, codes: Bytes) -> Iterator[_Move]:
    if at == 0:
        return
    size = len(text)
    pending = codes.second[at - 1]
    for end, score in _words_at(others, at):
        if all(codes.shifted[at:end]) and all(byte >= 0x80 for byte in codes.second[at:end]):
            yield score, Step("shifted", at, end), True
    if at < size:
        if text[at] in MARKS:
            yield _LEAVE_MARKED, Step("leave_mark", at, at + 1), False
        if _may_be_second(text[at]) and (char := join(pending, ord(text[at]))):
            yield score_of(to_simplified(char)), Step("leave_ascii", at, at + 1), False
        if 0x40 <= codes.second[at] < 0x80 and codes.shifted[at]:
            yield score_of(others[at]) + PLAIN, Step("leave", at, at + 1), False
        if codes.first[at] >= 0:
            yield _PAIR, Step("pair", at, at + 1), True
    at_border = at == size or (text[at] < "@" and text[at] not in MARKS)
    yield (_LEAVE_AT_END if at_border else _LEAVE), Step("leave_gap", at, at), False


def _words_at(text: str, at: int) -> Iterator[tuple[int, float]]:
    if at < len(text):
        yield at + 1, score_of(text[at])
    scores = read_scores()
    for end in range(at + 2, min(at + LONGEST, len(text)) + 1):
        score = scores.get(text[at:end])
        if score is not None:
            yield end, score


def _trace(plain: list[_Node], shifted: list[_Node], size: int) -> list[Step]:
    steps: list[Step] = []
    at, inside = size, False
    while (node := (shifted if inside else plain)[at]).step is not None:
        steps.append(node.step)
        at, inside = node.step.start, node.within
    return steps[::-1]
