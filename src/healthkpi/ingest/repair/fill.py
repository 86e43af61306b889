"""Characters of which one byte was lost: the one that makes words with its neighbours, or none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from healthkpi.ingest.repair.pairs import fluency
from healthkpi.ingest.repair.shift import join
from healthkpi.ingest.repair.words import LONGEST, likelihood, read_scores
from healthkpi.ingest.script import to_simplified

LOST = "\ufffd"  # stands for a character that is not guessed

_EMPTY_ROWS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))  # of GBK, second byte from 0xA1
_CONTEXT = 4
_PAIRS = 0.35  # the weight of pairs of characters beside words
_BEAM = 6
_HALF = 6.0  # a bracket that completes a pair
_BRACKETS = ("《》", "（）", "“”", "〔〕", "【】", "‘’")
_MARGIN_ALONE = 4.0  # the same for one that makes no word with its neighbours
_UNFILLED = -17.0  # no character has that byte
_MARGIN_LEAD = 0.6  # nats between the best character and the next, for one whose lead is known
_MARGIN_TRAIL = 1.5  # the same for one whose lead was lost
_OTHER_BYTE = -8.0  # the price of the second byte having been lost and not the first
_FOREIGN = -4.0  # the price of a traditional character in a simplified text


class Gap(NamedTuple):
    """A character with one byte known: its ``lead``, or its ``trail`` (rarely its lead instead).

    With both, two characters: the second byte of one and the first of the next were dropped, as
    a pair of the rows that GBK leaves empty. ``follows`` is the byte behind the gap: a decoder
    lost the second byte because it made no character with that one. -1: not known.
    """

    lead: int = -1
    trail: int = -1
    follows: int = -1


class _Try(NamedTuple):
    score: float
    text: str  # everything up to and with the gap last filled
    chosen: tuple[str, ...]
    in_words: tuple[bool, ...]  # whether each of them makes a word with its neighbours


def fill_gaps(
    left: str, parts: Sequence[str | Gap], right: str, *, traditional: bool
) -> list[tuple[str, bool]]:
    """The likeliest character for each gap among ``parts``, and whether it is beyond doubt."""
    tries = [_Try(0.0, left[-_CONTEXT:], (), ())]
    for at, part in enumerate(parts):
        if isinstance(part, str):
            tries = [one._replace(text=one.text + part) for one in tries]
            continue
        options = _options(part, traditional) or (("\ufffd", _UNFILLED),)
        ahead = _known_ahead(parts[at + 1 :], right)
        rest = "".join(later for later in (*parts[at + 1 :], right) if isinstance(later, str))
        tries = sorted(
            (
                _try_out(one, char, prior + _mark_price(left + one.text, char, rest), ahead)
                for one in tries
                for char, prior in options
            ),
            reverse=True,
        )
        if any(isinstance(later, Gap) for later in parts[at + 1 :]):
            tries = tries[:_BEAM]
    return _decide(tries, [part for part in parts if isinstance(part, Gap)])


def _known_ahead(parts: Sequence[str | Gap], right: str) -> str:
    known = ""
    for part in (*parts, right):
        if isinstance(part, Gap):
            break
        known += part
    else:
        known += "\n"
    return known[:_CONTEXT]


def _try_out(one: _Try, char: str, prior: float, ahead: str) -> _Try:
    before = one.text[-_CONTEXT:]
    score = one.score + prior + fluent(before + char + ahead)
    in_word = _is_in_word(to_simplified(before + char + ahead), len(before))
    return _Try(score, one.text + char, (*one.chosen, char), (*one.in_words, in_word))


def _is_in_word(text: str, at: int) -> bool:
    return any(
        text[start:end] in read_scores()
        for start in range(max(0, at - LONGEST + 1), at + 1)
        for end in range(max(at + 1, start + 2), min(start + LONGEST, len(text)) + 1)
    )


def fluent(text: str) -> float:
    """How likely ``text`` is by its words and by its pairs of characters, in nats."""
    simple = to_simplified(text)
    return (1 - _PAIRS) * likelihood(simple) + _PAIRS * fluency(simple)


def _mark_price(before: str, char: str, after: str) -> float:
    """What speaks for a bracket whose other half stands alone, or against one alone itself.

    Likewise against a comma at the end of a line.
    """
    if char in "，、" and not after.strip(" ")[:1].strip():
        return -_HALF
    for pair in _BRACKETS:
        opening, closing = pair[0], pair[1]
        if char == opening:
            half = closing in after and opening not in after[: after.index(closing)]
            return _HALF if half else -_HALF
        if char == closing:
            return _HALF if before.rfind(opening) > before.rfind(closing) else -_HALF
    return 0.0


def _decide(tries: Sequence[_Try], gaps: Sequence[Gap]) -> list[tuple[str, bool]]:
    best = tries[0]
    decided = []
    for at, (gap, char) in enumerate(zip(gaps, best.chosen, strict=True)):
        simple = to_simplified(char)
        rivals = (t.score for t in tries if to_simplified(t.chosen[at]) != simple)
        margin = _MARGIN_LEAD
        if gap.lead < 0:
            margin = _MARGIN_TRAIL if best.in_words[at] else _MARGIN_ALONE
        decided.append((char, best.score - max(rivals, default=float("-inf")) >= margin))
    return decided


@lru_cache(maxsize=4096)
def _options(gap: Gap, traditional: bool) -> tuple[tuple[str, float], ...]:
    """The characters a gap may hold, each with its price."""
    found: dict[str, float] = {}
    if gap.lead >= 0 and gap.trail >= 0:
        for trail in _EMPTY_ROWS:
            for lead in range(0xA1, 0xFF):
                pair = join(gap.lead, trail) + join(lead, gap.trail)
                if len(pair) == 2:  # both exist
                    _add(found, pair, 0.0, traditional=traditional)
    elif gap.lead >= 0:
        for trail in range(0x40, 0xFF):
            if gap.follows < 0 or not join(trail, gap.follows):
                _add(found, join(gap.lead, trail), 0.0, traditional=traditional)
        if not found and gap.follows >= 0:
            return _options(gap._replace(follows=-1), traditional)
    else:
        for lead in range(0x81, 0xFF):
            _add(found, join(lead, gap.trail), 0.0, traditional=traditional)
        for trail in range(0x40, 0xFF):
            _add(found, join(gap.trail, trail), _OTHER_BYTE, traditional=traditional)
    return tuple(found.items())


def _add(found: dict[str, float], char: str, price: float, *, traditional: bool) -> None:
    simple = to_simplified(char)
    if char and simple in read_scores():
        price += 0.0 if traditional or _is_gb2312(char) else _FOREIGN
        found[char] = max(found.get(char, price), price)


def _is_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
