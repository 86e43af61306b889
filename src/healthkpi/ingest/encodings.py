"""Bytes to text: BOM, strict UTF-8, then GB18030 against Big5-HKSCS by what the text would say.

GB2312, GBK and GB18030 are all decoded as GB18030 (rare characters of place names exist only
there), Big5 as Big5-HKSCS. A declared charset is a hint: where it contradicts the content it is
overruled, and that is noted as a repair of kind ``encoding``.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import NamedTuple

from healthkpi.errors import UnreadableSource
from healthkpi.models import Repair
from healthkpi.vocabulary.load import read_yaml

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 20_000  # bytes that are scored; the decision does not change after a few hundred
_MAX_LOST = 0.02  # share of undecodable characters above which bytes are not text
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\v\x1a\x1b")


class Decoded(NamedTuple):
    """Decoded bytes: the text without BOM, the encoding that made it, and what was mended."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...]


def decode_bytes(data: bytes, declared: str | None = None) -> Decoded:
    """Decode ``data``; ``declared`` is the charset its header or markup names, if any.

    Raises:
        UnreadableSource: the bytes are no text in any encoding known here.
    """
    bom = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), None)
    if bom:
        text, lost = _decode(data[len(bom[0]) :], bom[1])
        encoding = bom[1]
    else:
        encoding = _choose(data)
        text, lost = _decode(data, encoding)
    _check_text(text, lost)
    repairs = (*_declaration_note(declared, encoding, text), *_lost_notes(text, encoding, lost))
    return Decoded(text, encoding, repairs)


def same_encoding(declared: str) -> str | None:
    """The encoding healthkpi decodes a charset label with, None for a label it does not know."""
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    families = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "ascii": "utf-8"}
    if name in ("big5", "cp950", "big5hkscs"):
        return "big5hkscs"
    return families.get(name, name)


def _choose(data: bytes) -> str:
    sample = data[:_SAMPLE]
    wide = _wide_without_bom(sample)
    if wide:
        return wide
    if _is_utf8(sample, cut=len(data) > _SAMPLE) and not _is_false_utf8(sample):
        return "utf-8"
    scores = {name: _score(sample, name) for name in ("gb18030", "big5hkscs", "utf-8")}
    return max(scores, key=lambda name: scores[name])


def _wide_without_bom(sample: bytes) -> str | None:
    """UTF-16 without a BOM shows as NUL beside ASCII: spaces, digits and line ends."""
    pairs = len(sample) // 2
    if pairs < 4 or b"\0" not in sample:
        return None
    for name, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = sample[offset::2].count(0)
        others = sample[1 - offset :: 2].count(0)
        if zeros >= pairs // 20 + 1 and not others:
            return name if _score(sample[: pairs * 2], name) > 0 else None
    return None


def _is_utf8(sample: bytes, *, cut: bool) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        decoder.decode(sample, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _is_false_utf8(sample: bytes) -> bool:
    """A few GBK pairs, such as 联通, are valid UTF-8 of Latin, Greek or Cyrillic letters."""
    text = sample.decode("utf-8", "ignore")
    foreign = [char for char in text if char > "\x7f"]
    if not foreign or any(char >= "\u0800" for char in foreign):
        return False
    return max(_score(sample, "gb18030"), _score(sample, "big5hkscs")) > 1.0


def _score(data: bytes, encoding: str) -> float:
    """How much the bytes look like Chinese prose in ``encoding``: 2 to 3 if they are."""
    text = data.decode(encoding, "replace")
    weights = _weights()
    marks = [weights.get(char, _other_weight(char)) for char in text if char > "\x7f"]
    return sum(marks) / len(marks) if marks else 0.0


def _other_weight(char: str) -> float:
    if "\u4e00" <= char <= "\u9fff":
        return 0.0
    if char == "\ufffd":
        return -6.0
    if char < "\u3000":
        return -1.0
    return -0.5 if char < "\ue000" else -2.0


@cache
def _weights() -> dict[str, float]:
    words = read_yaml("characters.yaml")
    rows = (("traditional", 2.0), ("usual", 2.0), ("common", 3.0), ("marks", 2.0))
    return {char: weight for name, weight in rows for char in words[name] if char > "\x7f"}


def _decode(data: bytes, encoding: str) -> tuple[str, int]:
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text, text.count("\ufffd")


def _check_text(text: str, lost: int) -> None:
    controls = sum(text.count(char) for char in _CONTROLS)
    if controls > len(text) * 0.002 + 1 or lost > len(text) * _MAX_LOST + 2:
        raise UnreadableSource(
            "These bytes are not text in UTF-8, GB18030 or Big5. Save the source as UTF-8 text, "
            "HTML, PDF, DOCX or XLSX and ingest it again."
        )


def _declaration_note(declared: str | None, encoding: str, text: str) -> tuple[Repair, ...]:
    told = same_encoding(declared) if declared else encoding
    if told == encoding or text.isascii():
        return ()
    if told in ("utf-16", "utf-32") and encoding.startswith(told):
        return ()
    reason = f"The source declares {declared}, but its bytes are {encoding}."
    return (Repair("encoding", 0, 0, declared or "", encoding, reason),)


def _lost_notes(text: str, encoding: str, lost: int) -> tuple[Repair, ...]:
    if not lost:
        return ()
    reason = f"Bytes here are not valid {encoding}; the character is lost."
    places = (at for at, char in enumerate(text) if char == "\ufffd")
    return tuple(Repair("encoding", at, at + 1, "\ufffd", "\ufffd", reason) for at in places)
