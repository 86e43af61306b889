"""Cuts a document's text into paragraphs, headings and sentences, and finds torn lines.

All offsets count in the text given. Nothing is copied: a ``Sentence`` is a span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from healthkpi.extract.lexer import cut
from healthkpi.vocabulary.places import find_places, resolve_place

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。!?\n]*[。!?]+[”’」』)]*|[^。!?\n]+|\n")
_ENDS = tuple("。!?;:…”’」』)》】")
_MARKER = re.compile(
    r"\s*(?:(第[一二三四五六七八九十百\d]+[编部章]|[一二三四五六七八九十]{1,3}、|[壹贰叁肆伍陆柒捌玖拾]、)"
    r"|(第[一二三四五六七八九十\d]+节|[(][一二三四五六七八九十]{1,3}[)])"
    r"|(\d{1,2}(?:\.\d{1,2})*[.、．](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[●■◆▲★·•—-]{1,2}\s*(?=[\u4e00-\u9fff])))"
)
_NUMBER_END = re.compile(r"\d$")
_NUMBER_ALONE = re.compile(
    r"\d[\d.]*[余多]?[万亿]?(?:个|家|所|人|名|例|张|项|元|台|次|人次|%|‰|处|套)[,。;]"
)
_UNIT_START = re.compile(r"[%‰]|[余多]?[万亿]|[余多]?(?:个|家|所|人|名|例|张|项|元|台|次)")
_HAN_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_LEAD = re.compile(r"([\u4e00-\u9fff]{2,6}):")
_RUNNING = re.compile(r"[,。;]")
_TORN_LENGTH = 16  # a shorter line is more likely a heading than a line cut in mid-sentence

_DATELINE = re.compile(r"(?:本报|[\u4e00-\u9fff]{0,4}[晚日晨]报)[\u4e00-\u9fff]{0,3}讯\s*[(]")
_HALF_HEADLINE = 14  # characters of a headline's first line
_BOXED = re.compile(r"\s*【([^】\n]{2,16})】")
_TITLED = 30  # characters of a numbered heading of two halves
_HAS_NUMBER = re.compile(r"\d(?![.、．)])|[;。]")
_PLACE_NAME = 12  # characters of a line that only names a place


class Heading(NamedTuple):
    """A heading: its text without the marker, and its depth (0 without marker, then 1, 2, 3)."""

    text: str
    level: int


class Sentence(NamedTuple):
    """A sentence span, the headings above it, and which paragraph it stands in."""

    start: int
    end: int
    headings: tuple[Heading, ...]
    paragraph: int
    is_heading: bool

    @property
    def section(self) -> str:
        """The headings above, outermost first, as the claims table shows them."""
        return " > ".join(heading.text for heading in self.headings)


NOWHERE = Sentence(0, 0, (), 0, False)


def _is_torn(line: str, following: str) -> bool:
    """Whether a line break stands inside a sentence: at a column's or page's end."""
    line = line.rstrip()
    goes_on = bool(line) and bool(following) and not line.endswith(_ENDS)
    if goes_on and _parts_word(line, following):
        return True
    if goes_on and _NUMBER_ALONE.match(following) and not _MARKER.match(line):
        return True  # 全年完成手术⏎1.58万台,三类以上手术占…
    if len(line) < _TORN_LENGTH or line.endswith(_ENDS) or not following.strip():
        return False
    if _MARKER.match(line) and len(line) <= _TITLED and not _HAS_NUMBER.search(line):
        return False  # 二、医疗业务平稳增长,运行效率持续改善
    if not _RUNNING.search(line) and len(line) < 2 * _TORN_LENGTH:
        return False
    return not _MARKER.match(following) and not following.startswith(("\u3000", "  ", "附"))


def _parts_word(line: str, following: str) -> bool:
    """Whether the break between two lines parts a number from its unit, or a word."""
    if _NUMBER_END.search(line):
        return bool(_UNIT_START.match(following))
    if not _HAN_PAIR.match(line[-1] + following[:1]) or _MARKER.match(following):
        return False
    if _MARKER.match(line) or not _RUNNING.search(line + following):
        return False  # a heading may end where a word could go on
    before = line[-3:]
    position = 0
    for word in cut(before + following[:3]):
        if position < len(before) < position + len(word) and len(word) > 1:
            return True
        position += len(word)
    return False


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of paragraphs: lines, joined where the break between them is torn."""
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    index = 0
    while index < len(lines):
        start, end = lines[index]
        while index + 1 < len(lines):
            after, after_end = lines[index + 1]
            adjacent = after == end + 1
            if not adjacent or not _is_torn(text[lines[index][0] : end], text[after:after_end]):
                break
            index, end = index + 1, after_end
        yield start, end
        index += 1


def _heading_of(line: str) -> Heading | None:
    """The heading a whole paragraph is, or None for running text."""
    bare = line.strip()
    if not bare or len(bare) > 40 or bare.endswith(("。", ",", ";", "、", "!", "?")):
        return None
    marker = _MARKER.match(bare)
    if marker:
        level = 1 if marker[1] else 2 if marker[2] else 3
        return Heading(bare[marker.end() :].strip() or bare, level)
    if _DATELINE.match(bare):
        return None  # 本报讯(记者…): a story begins
    if len(bare) > 30 or "," in bare or (":" in bare[:-1] and not _begins_with_place(bare)):
        return None
    return Heading(bare, 0)


def _begins_with_place(line: str) -> bool:
    """霍邱:免费体检进村: a story's headline that names its place."""
    lead = _LEAD.match(line)
    if not lead:
        return False
    found = find_places(lead[1])
    if found and (found[0].start, found[0].end) == (0, len(lead[1])):
        return True
    return len(lead[1]) == 2 and any(resolve_place(lead[1] + end) for end in "县市区")


def _is_place(line: str) -> bool:
    """金台区: the story below is about the place."""
    found = find_places(line) if 1 < len(line) <= _PLACE_NAME else []
    return bool(found) and (found[0].start, found[0].end) == (0, len(line))


def _run_in(paragraph: str) -> Heading | None:
    """A heading that opens its paragraph: ``(一)巩固经济回升态势。…``."""
    boxed = _BOXED.match(paragraph)
    if boxed:
        return Heading(boxed[1], 1)  # 【下阶段重点】二季度,…
    marker = _MARKER.match(paragraph)
    if not marker:
        return None
    stop = paragraph.find("。", marker.end(), marker.end() + 40)
    if stop < 0 or ":" in paragraph[marker.end() : stop]:
        return None
    level = 1 if marker[1] else 2 if marker[2] else 3
    return Heading(paragraph[marker.end() : stop].strip(), level)


def _under(headings: tuple[Heading, ...], new: Heading, *, adjacent: bool) -> tuple[Heading, ...]:
    """The headings in force once ``new`` is met: it ends those of its own depth and deeper.

    One without a marker tells no depth and ends them all, but for the name of a place right
    above it (``adjacent``), whose headline it is.
    """
    if new.level == 0:
        above = headings[-1] if adjacent and headings else None
        two_lines = above is not None and above.level == 0 and len(above.text) <= _HALF_HEADLINE
        return (above, new) if above and (two_lines or _is_place(above.text)) else (new,)
    return (*(h for h in headings if h.level < new.level), new)


def find_sentences(text: str) -> list[Sentence]:
    """Every sentence of ``text`` in order; ``text`` has half-width punctuation except 。 and 、."""
    sentences: list[Sentence] = []
    headings: tuple[Heading, ...] = ()
    after_heading = False
    for number, (start, end) in enumerate(_paragraphs(text)):
        paragraph = text[start:end]
        heading = _heading_of(paragraph)
        if heading:
            headings = _under(headings, heading, adjacent=after_heading)
            sentences.append(Sentence(start, end, headings, number, True))
            after_heading = True
            continue
        after_heading = False
        opening = _run_in(paragraph)
        if opening:
            headings = _under(headings, opening, adjacent=False)
        position = start
        joined = paragraph.replace("\n", " ")
        for match in _SENTENCE.finditer(joined):
            stop = start + match.end()
            sentences.append(Sentence(position, stop, headings, number, False))
            position = stop
    return sentences
