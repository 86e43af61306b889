r"""Text that lost a byte of its GBK: find the shifted run and read it back.

Where a byte of a GBK text is lost, its decoder pairs the second byte of each character with the
first of the next, until an ASCII byte or a pair that is no character puts it right again. With
``W`` for the lost byte, the run ``c1 c2 …`` was ``(W c1a)(c1b c2a)(c2b c3a)…``. Its last character
takes a following ASCII byte from 0x40 up as its second (專科診 became ``??圃\``) or lost that one.

A run is mended only if the words of the result are far more likely than what stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from healthkpi.ingest.repair.fill import LOST, Gap, fill_gaps, fluent
from healthkpi.ingest.repair.shift import MARKS, Bytes, Step, find_path, read_bytes
from healthkpi.ingest.repair.words import read_scores
from healthkpi.ingest.script import to_simplified

_GAIN = 12.0  # nats by which the text must become likelier
_GAIN_SEEN = 8.0  # the same where a mark or a character no text has shows the damage
_GAIN_PER_CHAR = 2.0  # the same for each character of the run
_SEEN = re.compile("[\ufffd\ue000-\uf8ff]")
_JAPANESE = re.compile("[\u3041-\u30ff]{2}")  # shifted text has kana too, but hardly two in a row
_KNOWN = ("shifted", "leave_ascii", "leave")  # steps that give characters of both bytes
_PAIR_GAIN = 4.0  # the same for a pair of bytes to be taken as lost within the run
_UNMARKED = 4.0  # what speaks against a loss that left no mark
_UNSURE = 2.0  # what speaks against a reading for each character it cannot tell
_SAMPLE, _FEW = 4000, 0.05  # characters looked at, and the share of traditional ones that tells
_MOST_RUNS = 8  # in one stretch
_HINT = 4.0  # nats from which a run that cannot be read back is at least reported
_PATIENCE = 100  # stretches in a row that turn out not to be shifted
_TRIED = 2  # how many characters the beginning of a run may be off in the first search
_CONTEXT = 6
_REACH = 40  # characters before what looks damaged in which the loss may lie
_LENGTH = 600
_BORDER = re.compile(r"[\x00-\x3e]")  # an ASCII byte that no character has as its second


class Slip(NamedTuple):
    """A damaged run ``[start, end)`` and what it was before; U+FFFD for a character still lost.

    ``after`` is what stands there already where the damage shows but cannot be read back.
    """

    start: int
    end: int
    after: str


class _Reading(NamedTuple):
    gain: float
    after: str
    run: list[Step]


def find_slips(text: str) -> Iterator[Slip]:
    """The damaged runs of ``text`` that can be read back, in order."""
    done = in_vain = 0
    for match in _gate(_is_traditional(text)).finditer(text):
        if match.start() < done:
            continue
        start, end = _stretch(text, match.start(), done)
        done = end
        if _JAPANESE.search(text, start, end):
            continue
        start, end = max(0, start - _CONTEXT), end + _CONTEXT
        slips = list(_mend(text[start:end]))
        for slip in slips:
            yield Slip(start + slip.start, start + slip.end, slip.after)
            done = max(done, start + slip.end)
        in_vain = 0 if slips else in_vain + 1
        if in_vain > _PATIENCE:  # another language or another kind of damage: no use to go on
            return


@cache
def _gate(traditional: bool) -> re.Pattern[str]:
    """What a shifted run leaves behind: characters that Chinese hardly has.

    A rare character alone is no sign; two of them close by are. The common ones are the first
    level of GB 2312 and of Big5.
    """
    common = set(_level(0xB0, 0xD8, "gb2312")) | set(_level(0xA4, 0xC7, "big5"))
    rare = "".join(chr(c) for c in range(0x4E00, 0x9FA6) if chr(c) not in common)
    odd = "\u0370-\u04ff\u2500-\u257f\u3041-\u30ff\u3105-\u3129"
    han = "[\u4e00-\u9fff]"
    letters = "@-Z\\\\^-~" if traditional else "@^`|~\\\\"  # second bytes, without square brackets
    strange = f"[{_ranges(rare)}{odd}]"
    return re.compile(
        f"[\ufffd\ue000-\uf8ff\u3105-\u3129]|{han}[?]{{0,2}}[{letters}]{han}|{han}[?]{{1,2}}{han}"
        f"|{han}[?](?=[0-9\\s]|$)|{strange}[^\x00-\x3f]{{0,7}}{strange}"
    )


def _is_traditional(text: str) -> bool:
    sample = text[:_SAMPLE]
    changed = sum(a != b for a, b in zip(sample, to_simplified(sample), strict=True))
    return changed > len(sample) * _FEW


def _level(first: int, end: int, encoding: str) -> str:
    """The characters of rows ``first`` up to ``end`` of a code page."""
    rows = (bytes((lead, trail)) for lead in range(first, end) for trail in range(0x40, 0xFF))
    return b"".join(rows).decode(encoding, "ignore")


def _ranges(characters: str) -> str:
    """The characters as ranges of a regular expression's class."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


def _stretch(text: str, at: int, done: int) -> tuple[int, int]:
    """The stretch around ``at`` between ASCII bytes that would have put the decoder right."""
    start = max(done, at - _REACH)
    borders = [match.end() for match in _BORDER.finditer(text, start, at)]
    border = _BORDER.search(text, at + 1, at + _LENGTH)
    return borders[-1] if borders else start, border.start() if border else min(
        at + _LENGTH, len(text)
    )


def _mend(text: str) -> Iterator[Slip]:
    codes = read_bytes(text)
    runs: list[list[Step]] = [[]]
    for step in find_path(text, codes):
        if step.kind != "plain":
            runs[-1].append(step)
        if step.kind == "ascii" or step.kind.startswith("leave"):
            runs.append([])
    if len(runs) > _MOST_RUNS:  # not a byte lost here and there, but text of another kind
        return
    for run in runs[:-1]:
        slip = _mend_run(text, codes, run)
        if slip is not None:
            yield slip


def _mend_run(text: str, codes: Bytes, run: list[Step]) -> Slip | None:
    """The best reading of a run: where it began is tried anew with the lost character filled in."""
    best = max(_read_run(text, codes, variant) for variant in _other_starts(text, codes, run))
    for variant in _with_lost_pair(codes, best.run):
        other = _read_run(text, codes, variant)
        if other.gain > best.gain + _PAIR_GAIN:
            best = other
    start, end = best.run[0].start, best.run[-1].end
    before = text[start:end]
    if _is_borne_out(before, best):
        return Slip(start, end, best.after)
    return Slip(start, end, before) if _SEEN.search(before) and best.gain >= _HINT else None


def _is_borne_out(before: str, reading: _Reading) -> bool:
    """Whether the text has become so much likelier that the run may be read that way.

    What is pieced together from halves of characters has to be sure throughout.
    """
    if reading.run[0].kind == "ascii":
        return LOST not in reading.after and reading.gain >= _GAIN_SEEN
    known = sum(step.end - step.start for step in reading.run if step.kind in _KNOWN)
    if known <= 1:
        marked = reading.run[0].end - reading.run[0].start > 1
        least = _GAIN if known or marked else _GAIN_SEEN
        word = known or to_simplified(reading.after.rstrip("，。、")) in read_scores()
        return LOST not in reading.after and bool(word) and reading.gain >= least
    least = _GAIN_SEEN if _SEEN.search(before) else _GAIN
    return reading.gain >= max(least, _GAIN_PER_CHAR * len(before))


def _read_run(text: str, codes: Bytes, run: list[Step]) -> _Reading:
    start, end = run[0].start, run[-1].end
    left, right = text[:start], text[end:]
    around = to_simplified(left + right)
    traditional = sum(a != b for a, b in zip(left + right, around, strict=True)) > 1
    parts = [part for step in run for part in _parts(text, codes, step)]
    filled = iter(fill_gaps(left, parts, right, traditional=traditional))
    guess, after = "", ""
    for part in parts:
        char, sure = next(filled) if isinstance(part, Gap) else (part, True)
        guess += char
        after += char if sure else LOST * len(char)
    left, right = left[-_CONTEXT:], right[:_CONTEXT]
    gain = fluent(left + guess + right) - fluent(left + text[start:end] + right)
    marked = run[0].end - run[0].start == 2  # a mark and the character behind it
    gain -= (0 if marked else _UNMARKED) + _UNSURE * after.count(LOST)
    return _Reading(gain, after, run)


def _other_starts(text: str, codes: Bytes, run: list[Step]) -> Iterator[list[Step]]:
    """The run as found, and as it would be had the byte been lost a little before or behind."""
    yield run
    if run[0].kind == "ascii":
        return
    first = run[0].end
    body = next((n for n, step in enumerate(run[1:], 1) if step.kind != "shifted"), len(run) - 1)
    last = run[body - 1].end  # the shifted reading goes from the loss to here
    for end in range(max(1, first - _TRIED), min(first + _TRIED, last) + 1):
        if codes.first[end - 1] < 0 or not all(codes.shifted[end:last]):
            continue
        shifted = [Step("shifted", at, at + 1) for at in range(end, last)]
        for start in (end - 1, end - 2):
            if start == end - 1 or (start >= 0 and text[start] in MARKS):
                yield [Step("enter", start, end), *shifted, *run[body:]]


def _with_lost_pair(codes: Bytes, run: list[Step]) -> Iterator[list[Step]]:
    """The run with a pair of bytes lost within it as well, at each character that joins no word."""
    for at, step in enumerate(run):
        if step.kind != "shifted":
            continue
        for cut in range(step.start, step.end):
            words = (to_simplified("".join(codes.shifted[n : n + 2])) for n in (cut - 1, cut))
            if any(word in read_scores() for word in words):
                continue
            pieces = [Step("shifted", step.start, cut)] if cut > step.start else []
            pieces.append(Step("pair", cut, cut + 1))
            if cut + 1 < step.end:
                pieces.append(Step("shifted", cut + 1, step.end))
            yield [*run[:at], *pieces, *run[at + 1 :]]


def _parts(text: str, codes: Bytes, step: Step) -> Iterator[str | Gap]:
    """What a step of a damaged run was."""
    start, end = step.start, step.end
    pending = codes.second[start - 1] if start else -1
    if step.kind == "enter":
        yield Gap(trail=codes.first[end - 1])
    elif step.kind == "ascii":
        yield Gap(trail=ord(text[end - 1]))
    elif step.kind == "shifted":
        yield "".join(codes.shifted[start:end])
    elif step.kind == "leave":
        yield codes.shifted[start] + chr(codes.second[start])
    elif step.kind == "leave_ascii":
        yield bytes((pending, ord(text[start]))).decode("gbk")
    elif step.kind == "pair":
        yield Gap(lead=pending, trail=codes.first[start])
    else:
        yield Gap(lead=pending, follows=_byte_at(text, codes, end))


def _byte_at(text: str, codes: Bytes, at: int) -> int:
    if at >= len(text):
        return -1
    return codes.first[at] if codes.first[at] >= 0 else ord(text[at])
