"""Simplified or traditional, and the one-to-one conversions into the working text.

OpenCC's ``t2s`` is the only configuration used: it never changes the length of a text, so offsets
carry over, and it leaves simplified text and terms such as 指标 alone (``tw2sp`` does not).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

Script = Literal["hans", "hant", "mixed"]

# Only these: NFKC would change ①, ½ and 10³, and with them offsets and meaning.
_WIDE = "％﹪．／＋－＜＞＝＆＊＃"
_NARROW = "%%./+-<>=&*#"
_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_FEW = 0.04  # a share of the other script's characters below which a text counts as one script


def detect_script(text: str) -> Script:
    """The script of ``text``; a text without a telling character counts as simplified."""
    simple = to_simplified(text)
    traditional = 0
    if simple != text:
        traditional = sum(1 for old, new in zip(text, simple, strict=True) if old != new)
    only = {char for char in set(text) if _is_simplified_only(char)}
    simplified = sum(text.count(char) for char in only)
    few = max(2, _FEW * (traditional + simplified))
    if traditional <= few and traditional <= simplified:
        return "hans"
    return "hant" if simplified <= few else "mixed"


@cache
def _is_simplified_only(char: str) -> bool:
    """Simplified forms proper are in GB 2312 and not in Big5."""
    if not "\u4e00" <= char <= "\u9fff":
        return False
    return _encodes(char, "gb2312") and not _encodes(char, "big5")


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    """``text`` in simplified characters, of the same length."""
    if not text or text.isascii():
        return text
    converted: str = _converter().convert(text)
    # The length is OpenCC's promise for t2s; offsets hang on it, so it is checked all the same.
    return converted if len(converted) == len(text) else text


@cache
def _widths() -> dict[int, int]:
    table = dict(zip(map(ord, _WIDE), map(ord, _NARROW), strict=True))
    table |= {ord(space): ord(" ") for space in _SPACES}
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return table | {ord(letter) + 0xFEE0: ord(letter) for letter in letters}


def to_narrow(text: str) -> str:
    """Full-width digits, letters, percent, point, slash and signs as ASCII, wide spaces as spaces.

    Chinese punctuation stays as it is; the length does not change.
    """
    return text.translate(_widths())
