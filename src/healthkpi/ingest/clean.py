"""From source text to working text: damage repaired, lines reflowed, one script, one width.

Each step keeps offsets; the steps are composed, so the working text leads back to the source.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from healthkpi.ingest.offsets import Edit, Mapped, apply_edits, compose
from healthkpi.ingest.repair import repair_text
from healthkpi.ingest.script import Script, detect_script, to_narrow, to_simplified
from healthkpi.ingest.torn import find_torn_lines, find_torn_numbers
from healthkpi.models import Repair

_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_STRAY = re.compile(f"[{_ZERO_WIDTH}]+|\r(?=\n)|\r(?!\n)")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z][a-zA-Z0-9]{1,9});")
# A converter that knew no ideographic space left question marks for the indent of a paragraph.
_LOST_INDENT = re.compile(r"(?m)^[?？]{2,}(?=[ \t\u3000\u00a0\u4e00-\u9fff《“(（])")

# Marks of Markdown: of a heading, before an escaped sign; and of strong text, in pairs. Links keep
# their addresses, for no digit of a source may go unseen.
_MARK = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+|\\(?=[\\`*_{}\[\]()#+.!~-])")
_STRONG = re.compile(r"(\*\*|__)(?=\S)[^\n]+?(?<=\S)(\1)")
_NARROW = 15  # hanzi of a line that only a column of a page is narrower than
_SENTENCE_END = "。！？；：!?;:…"
_LIST_START = re.compile(
    r"\s|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?!\d))|[-—·●■◆○▲*#|]|"
    r"第[\d一二三四五六七八九十百]{1,4}[章节条]"
)


def clean_text(
    source_text: str, *, reflow: bool = False, markdown: bool = False
) -> tuple[Mapped, tuple[Repair, ...], Script]:
    """The working text of ``source_text``, what was mended in it, and its script.

    ``reflow`` joins lines that were wrapped at a margin; readers that know their paragraphs do
    not ask for it. ``markdown`` takes out the marks of headings, emphasis and links.
    """
    repaired = repair_text(source_text)
    text = Mapped(repaired.text, repaired.starts, repaired.ends)
    text = compose(text, apply_edits(text.text, _strays(text.text)))
    if markdown:
        text = compose(text, apply_edits(text.text, _apart(_marks(text.text))))
    if reflow:
        text = compose(text, apply_edits(text.text, _soft_breaks(text.text)))
    text = compose(text, apply_edits(text.text, _apart(find_torn_numbers(text.text))))
    if reflow:
        text = compose(text, apply_edits(text.text, find_torn_lines(text.text)))
    script = detect_script(text.text)
    final = to_narrow(to_simplified(text.text))
    return Mapped(final, text.starts, text.ends), repaired.repairs, script


def _strays(text: str) -> Iterator[Edit]:
    for match in _STRAY.finditer(text):
        followed = text[match.end() : match.end() + 1]
        lone_return = match[0] == "\r" and followed != "\n"
        yield Edit(match.start(), match.end(), "\n" if lone_return else "")
    if "&" in text:
        for match in _ENTITY.finditer(text):
            char = html.unescape(match[0])
            if char != match[0]:
                yield Edit(match.start(), match.end(), "" if char in _ZERO_WIDTH else char)
    for match in _LOST_INDENT.finditer(text):
        yield Edit(match.start(), match.end(), " " * len(match[0]))


def _marks(text: str) -> Iterator[Edit]:
    for match in _MARK.finditer(text):
        yield Edit(match.start(), match.end(), "")
    for match in _STRONG.finditer(text):
        yield Edit(match.start(1), match.end(1), "")
        yield Edit(match.start(2), match.end(2), "")


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits that do not overlap an earlier one: marks inside a link's address are no marks."""
    end = 0
    for edit in sorted(edits):
        if edit.start >= end:
            yield edit
            end = edit.end


def _soft_breaks(text: str) -> Iterator[Edit]:
    """The line ends of a text wrapped at a margin that fall inside a sentence."""
    lines = text.split("\n")
    margin = wrap_margin(lines)
    if not margin:
        return
    at = 0
    for line, following in pairwise(lines):
        at += len(line)
        if is_wrapped(line, following, margin):
            yield Edit(at, at + 1, glue(line, following))
        at += 1


def wrap_margin(lines: list[str]) -> float:
    """The width at which the lines were wrapped, in hanzi; 0 for a text that was not."""
    widths = sorted(width(line) for line in lines if line.strip())
    if len(widths) < 5:
        return 0
    margin = widths[int(len(widths) * 0.9)]
    full = sum(margin - 3 <= wide <= margin + 2 for wide in widths)
    least = 0.4 if margin >= _NARROW else 0.6  # of a newspaper's column most lines are full
    return margin if 10 <= margin <= 70 and full >= len(widths) * least else 0


def is_wrapped(line: str, following: str, margin: float) -> bool:
    """Whether ``following`` goes on where ``line`` reached the margin."""
    if not line.strip() or not following.strip() or "\t" in line:
        return False
    if width(line) < margin - 3 or line.rstrip()[-1] in _SENTENCE_END:
        return False
    return not is_list_start(following)


def is_list_start(line: str) -> bool:
    """Whether a line begins a list's item, a numbered heading or an indented paragraph."""
    return bool(_LIST_START.match(line))


def glue(line: str, following: str) -> str:
    """What stands between two lines that are one: a space between Latin words, else nothing."""
    before, after = line[-1], following[0]
    return (
        " " if before.isascii() and after.isascii() and before.isalpha() and after.isalpha() else ""
    )


def width(line: str) -> float:
    """The width of a line in hanzi; an ASCII character is half of one."""
    return len(line) - len(line.encode("ascii", "ignore")) / 2
