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
from healthkpi.ingest.repair.pairs import affinity
from healthkpi.ingest.repair.words import likelihood

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
_NUMBER = r"(?:[\d.]+|[一二三四五六七八九两]成|[一二三四五六七八九]分之)"
_STARTS_NUMBER = re.compile(_NUMBER)
_STARTS_MEASURED = re.compile(  # no paragraph begins with 30.2%, or 78.6/10万,
    rf"{_NUMBER}(?:[%％‰]|/10?万|[万亿]?[余多]?(?:人次|例|元|张|个百分点))[,，。;；、和及]"
)
_WANTS_NUMBER = re.compile(
    r"(?:达到?|[率比数量额例]为|至|超过?|逾|突破|近|仅用?|不足|不到|少于|低于|高于|下降|增长|提高|占|有|是|从|由|分别为"
    r"|中位数为|建成|完成|累计|共|排|缩短到?|[%％\d]和|[%％\d]、)$"
)
_MUST_HAVE_NUMBER = re.compile(r"(?:达到|超过|分别为|[率比数]为|下降到|缩短到|提高到|仅用)$")
_COUNTER = re.compile(r"[余多]?[万亿]|[%％‰.]|人次|[种个家所人名例项张台件次辆起批支处座元岁天]")
_COUNTED = rf"{_NUMBER}[余多万千]*"
_KINDS = (
    (
        re.compile(
            r"(?:人员|医生|医师|护士|骨干|人才|患者|病人|职工|群众|居民|学生|儿童|老人|专家)$"
        ),
        re.compile(rf"{_COUNTED}(?:人|名|位|例)"),
    ),
    (
        re.compile(r"(?:医院|机构|卫生院|卫生室|中心|门诊|药店|学校|站|点|联盟|专科|项目)$"),
        re.compile(rf"{_COUNTED}[家所个处项]"),
    ),
    (re.compile(r"(?:床位|病床)$"), re.compile(rf"{_COUNTED}[张个]")),
    (re.compile(r"(?:资金|投资|经费|费用|补助|基金)$"), re.compile(rf"{_COUNTED}亿?元")),
    (
        re.compile(r"(?:手术|诊疗|会诊|门诊|检查|筛查|救治)$"),
        re.compile(rf"{_COUNTED}(?:例|台|人)"),
    ),
    (re.compile(r"时间|用时|仅用|等候|中位数"), re.compile(rf"{_NUMBER}(?:个?小时|分钟|天|秒)")),
    (re.compile(r"率|占比|比例|占|增长|下降|达到"), re.compile(rf"{_NUMBER}(?:[%％‰成]|/10?万)")),
    (re.compile(r"(?:发病率|死亡率|患病率)[^，。]{0,4}$"), re.compile(rf"{_NUMBER}(?:/10?万|‰)")),
    (
        re.compile(r"(?:控制在|不超过|降[到至]|压[缩减]到)$"),
        re.compile(rf"{_NUMBER}[%％‰元天人例]?以[内下]"),
    ),
    (re.compile(r"寿命|年龄"), re.compile(rf"{_NUMBER}岁")),
)
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
_BOUNDARY = 10  # characters at either side of a break that are looked at
_STORY = 120  # characters of a story that tell what it speaks of
_WORD_WEIGHT, _PAIR_WEIGHT, _MOST_OVERLAP = 0.5, 0.3, 2.0
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
            marked = marked or (gap > 1 and _STARTS_MEASURED.match(line) is not None)
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
            score = _fit(blocks[before].text, blocks[after].text) + min(_MOST_OVERLAP, rare / 2)
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


def _fit(line: str, following: str) -> float:
    """How well ``following`` goes on from ``line``, by the words and numbers at the break."""
    tail, head = line[-_BOUNDARY:], following[:_BOUNDARY]
    if tail[-1].isdigit() and head[0].isdigit():
        return -_SURE  # a number torn in two would be two numbers of the source
    joined = likelihood(tail + head) - likelihood(tail) - likelihood(head)
    score = _WORD_WEIGHT * max(0.0, joined)
    score += _PAIR_WEIGHT * affinity(tail[-1], head[0])
    if _STARTS_NUMBER.match(head):
        alike = sum(1.0 for what, unit in _KINDS if what.search(tail) and unit.match(head))
        score += alike + (1.5 if alike or _WANTS_NUMBER.search(tail) else -1.0)
    elif _MUST_HAVE_NUMBER.search(tail):
        score -= 1.5
    if tail[-1].isdigit() and _COUNTER.match(head):
        score += 1.5
    return score


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
