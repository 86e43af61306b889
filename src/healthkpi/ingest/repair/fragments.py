"""Stories put together again where the columns of a newspaper's page came out one by one.

A column that ends in mid-sentence leaves an open end; somewhere on the page a fragment begins in
mid-sentence. Which belongs to which is told by the word or number that the two make together and
by what their stories speak of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from typing import NamedTuple

from healthkpi.ingest.offsets import Mapped
from healthkpi.ingest.repair.joints import STARTS_MEASURED, fit_at_break

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_RUNNING = re.compile(r"[，,。；;]")
_BLANK_LINE = re.compile(r"[ \t\r\u3000]*(?:\n[ \t\r\u3000]*(?:\n|$)|$)")
_OPEN = re.compile(r"[\u4e00-\u9fff\d，,、（(]$")
_STARTS_ANEW = re.compile(
    r"\s|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?!\d))|[-—·●■◆○▲△▶*#|□“‘《【]"
    r"|第[\d一二三四五六七八九十]{1,3}[章节条]|[^，。]{0,6}讯|本报|本刊|新华社|记者|图[①-⑩:：]"
    r"|[\u4e00-\u9fff]{2,4}[县市区][ \u3000]"
)
_CREDIT = re.compile(r"(?:摄|供图|资料图片|制图|责编.*|编辑.*|校对.*)[)）]?$")
_PRESS = re.compile(
    r"日报|晚报|晨报|时报|都市报|大众报|本报|责编|责任编辑|美编|版式|通讯员|资料图片|第\s?\d+版"
)
_PAGE = 15_000  # characters of the longest page
_SIGNS = 2  # different words of the press that a newspaper's page has at least
_ENDS = "。！？!?；;，,、”）)"
_FULL = 26  # characters of a line that a column may have cut
_COMMON = 4  # lines that a pair of characters stands in at most to tell what a story is of
_CAPTION = 60  # characters of a picture's longest caption
_GAP = 3  # line ends between the blocks of a page
_CLOSE = 2  # so many paragraphs that follow one another without a blank line show how a page is set
_MOST = 40  # open ends of one page: more are no newspaper's
_STORY = 120  # characters of a story that tell what it speaks of
_MOST_OVERLAP = 2.0  # what shared words of the stories count for at most
_ADJACENT, _NEAREST = 0.7, 0.3  # what the order of the page counts for
_WHOLE = 1.6  # what it counts for that an open end and a fragment find one another at all
_LEAST = 0.3  # a fragment that fits less well stays where it is
_LIKELY = 1.2  # one that a headline or a caption parts from running text
_SURE = 2.6  # so well must a paragraph fit that nothing else marks as a fragment


class _Block(NamedTuple):
    """A line of the page, and what its looks say; offsets as in the text."""

    start: int
    end: int
    text: str
    heads: bool  # a headline, a caption, a credit: no running text
    is_open: bool
    fragment: float  # how well it must fit an open end to be taken for its rest; 0: it is none


def stitch_fragments(text: str) -> Mapped | None:
    """``text`` with each fragment behind the open end it goes on from, and the way back.

    None where nothing is to be moved, or the text is no newspaper's page.
    """
    if len(text) > _PAGE or len({match.group() for match in _PRESS.finditer(text)}) < _SIGNS:
        return None
    blocks = _blocks(text)
    opens = [i for i, block in enumerate(blocks) if block.is_open]
    fragments = [i for i, block in enumerate(blocks) if block.fragment]
    if not fragments or not opens or len(opens) > _MOST:
        return None
    follows = _best(blocks, opens, fragments)
    if not follows:
        return None
    arranged = _rearrange(text, blocks, follows)
    kept = sorted("".join(arranged[0].split())) == sorted("".join(text.split()))
    return arranged if kept else None  # a way that leaves a piece out is no way


def _blocks(text: str) -> list[_Block]:
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    blocks: list[_Block] = []
    was_running = False
    apart = _gap_between_blocks(text, lines)
    for index, (begin, end) in enumerate(lines):
        line = text[begin:end].strip()
        gap = text.count("\n", lines[index - 1][1], begin) if index else 0
        following = lines[index + 1] if index + 1 < len(lines) else (end, end)
        credited = _CREDIT.search(text[slice(*following)].strip())
        below = following[0] - end  # a caption has its credit on the line below
        caption = _CREDIT.search(line) or (
            credited and len(line) < _CAPTION and (gap >= apart or (gap > 1 and below < apart))
        )
        running = _RUNNING.search(line) is not None and not caption
        headline = len(line) < _FULL and line[-1] not in _ENDS
        full = len(line) >= _FULL or line[-1] in "，,、"
        parted = _BLANK_LINE.match(text, end) is not None  # a margin is no column's end
        is_open = running and full and parted and _OPEN.search(line) is not None
        need = 0.0
        if running and not headline and not _STARTS_ANEW.match(line) and blocks:
            marked = blocks[-1].is_open or (gap >= apart and was_running)
            marked = marked or (gap > 1 and STARTS_MEASURED.match(line) is not None)
            parted_off = gap > 1 and was_running and blocks[-1].heads
            need = _LEAST if marked else _LIKELY if parted_off else _SURE
        blocks.append(_Block(begin, end, line, not running or headline, is_open, need))
        was_running = was_running or running
    return blocks


def _gap_between_blocks(text: str, lines: list[tuple[int, int]]) -> int:
    """The line ends between two blocks: two where paragraphs follow one another without a blank."""
    long = [(begin, end) for begin, end in lines if end - begin > 2 * _FULL]
    close = sum(
        text.count("\n", before, after) == 1
        for (_, before), (after, _) in pairwise(long)
        if after - before < _FULL
    )
    return _GAP - 1 if close >= _CLOSE else _GAP


def _best(blocks: list[_Block], opens: list[int], fragments: list[int]) -> dict[int, int]:
    """Which fragment goes on from which open end, as the whole page fits best.

    Begins with the order of the page and makes the exchange that helps most until none helps.
    """
    stories = {i: set(_pairs(_story_from(blocks, i))) for i in fragments}
    told = {i: set(_pairs(_story_to(blocks, i))) for i in opens}
    common = Counter(pair for block in blocks for pair in _pairs(block.text))
    marked = [f for f in fragments if blocks[f].fragment == _LEAST]
    nearest = {before: min((f for f in marked if f > before), default=-1) for before in opens}
    fit: dict[tuple[int, int], float] = {}
    for before, after in product(opens, fragments):
        if before != after:
            rare = sum(
                1 / common[p] for p in told[before] & stories[after] if 0 < common[p] <= _COMMON
            )
            near = after == before + 1
            score = fit_at_break(blocks[before].text, blocks[after].text) + min(
                _MOST_OVERLAP, rare / 2
            )
            score += _WHOLE if blocks[after].fragment == _LEAST else 0.0
            score += _ADJACENT if near else _NEAREST if nearest[before] == after else 0.0
            if score > 0 and (near or score >= blocks[after].fragment):
                fit[before, after] = score
    follows = {i: i + 1 for i in opens if (i, i + 1) in fit}
    for _ in range(len(opens) ** 2):
        gain, better = max(
            (
                (_worth(new, fit) - _worth(follows, fit), new)
                for new in _exchanges(blocks, follows, fit)
            ),
            key=lambda pair: pair[0],
            default=(0.0, follows),
        )
        if gain <= 0:
            break
        follows = better
    return follows


def _worth(follows: dict[int, int], fit: dict[tuple[int, int], float]) -> float:
    return sum(fit.get(pair, 0.0) for pair in follows.items())


def _exchanges(
    blocks: list[_Block], follows: dict[int, int], fit: dict[tuple[int, int], float]
) -> Iterator[dict[int, int]]:
    """The pairings that differ from ``follows`` in one new pair, and who gave way to it."""
    taken = {after: before for before, after in follows.items()}
    for before, after in fit:
        if follows.get(before) == after:
            continue
        new = {a: b for a, b in follows.items() if b != after} | {before: after}
        loser, left = taken.get(after), follows.get(before)
        if loser is not None and left is not None and (loser, left) in fit:
            new[loser] = left
        if not _circular(blocks, new):
            yield new


def _circular(blocks: list[_Block], follows: dict[int, int]) -> bool:
    """Whether a piece of the page would have to be read on at its own beginning."""
    moved = set(follows.values())
    for first in moved:
        at, seen = first, {first}
        while True:
            if at in follows:
                at = follows[at]
            elif at + 1 < len(blocks) and at + 1 not in moved and not _cuts(blocks, at + 1):
                at += 1
            else:
                break
            if at in seen:
                return True
            seen.add(at)
    return False


def _story_to(blocks: list[_Block], index: int) -> str:
    """What the story told that ends open at ``index``, its headline with it."""
    told = blocks[index].text
    while index and not blocks[index - 1].is_open and len(told) < _STORY:
        index -= 1
        told = blocks[index].text + told
        if blocks[index].heads or blocks[index].fragment == _LEAST:
            break
    return told


def _story_from(blocks: list[_Block], index: int) -> str:
    """What the story tells that goes on at ``index``."""
    told = blocks[index].text
    while index + 1 < len(blocks) and not blocks[index].is_open and len(told) < _STORY:
        index += 1
        if blocks[index].heads or blocks[index].fragment == _LEAST:
            break
        told += blocks[index].text
    return told


def _pairs(story: str) -> set[str]:
    """The pairs of Chinese characters of ``story``, each once."""
    return {
        story[i : i + 2]
        for i in range(len(story) - 1)
        if "\u4e00" <= story[i] <= "\u9fff" and "\u4e00" <= story[i + 1] <= "\u9fff"
    }


def _rearrange(text: str, blocks: list[_Block], follows: dict[int, int]) -> Mapped:
    """The page with each fragment, and the paragraphs after it, behind its open end."""
    moved = set(follows.values())
    cuts = [0]
    cuts += [i for i in range(1, len(blocks)) if i in moved or i - 1 in follows or _cuts(blocks, i)]
    ends = [*cuts[1:], len(blocks)]
    parts: list[str] = []
    at: list[int] = []

    def take(first: int, stop: int) -> None:
        start = 0 if first == 0 else blocks[first].start
        end = blocks[stop].start if stop < len(blocks) else len(text)
        following = follows.get(stop - 1)
        piece = text[start:end]
        if following is not None:
            piece = piece.rstrip()  # the line goes on
        elif not piece.endswith("\n"):
            piece += "\n\n"
        parts.append(piece)
        at.extend(min(start + i, end - 1) for i in range(len(piece)))
        if following is not None:
            take(following, ends[cuts.index(following)])

    for first, stop in zip(cuts, ends, strict=True):
        if first not in moved:
            take(first, stop)
    return Mapped("".join(parts), tuple(at), tuple(offset + 1 for offset in at))


def _cuts(blocks: list[_Block], index: int) -> bool:
    """Whether a story or block of the page ends before the line ``index``."""
    return blocks[index].heads or blocks[index - 1].heads or blocks[index].fragment == _LEAST
