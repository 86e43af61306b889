"""UTF-8 that was read as Latin-1 or CP1252, once or twice over: åŒ»é™¢ for 医院."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from healthkpi.ingest.offsets import Edit

_TIMES = 3
_HAN = re.compile("[\u4e00-\u9fff]")


def find_mojibake(text: str) -> Iterator[Edit]:
    """Stretches that decode to Chinese once their characters are taken for bytes again."""
    for match in _runs().finditer(text):
        mended = match[0]
        for _ in range(_TIMES):
            decoded = _decode(mended)
            if decoded is None:
                break
            mended = decoded
        if mended != match[0] and _HAN.search(mended):
            yield Edit(match.start(), match.end(), mended)


@cache
def _bytes_of() -> dict[str, int]:
    """Each character CP1252 or Latin-1 makes of a byte from 0x80 up, and that byte."""
    found = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        try:
            found[bytes((byte,)).decode("cp1252")] = byte
        except UnicodeDecodeError:  # five bytes that CP1252 leaves open
            continue
    return found


@cache
def _runs() -> re.Pattern[str]:
    """Two or more sequences in a row that are formed as UTF-8 is."""
    follow = "".join(char for char, byte in _bytes_of().items() if byte < 0xC0)
    tail = f"[{re.escape(follow)}]"
    unit = f"(?:[\u00c2-\u00df]{tail}|[\u00e0-\u00ef]{tail}{{2}}|[\u00f0-\u00f4]{tail}{{3}})"
    return re.compile(f"{unit}(?:[\x20-\x7e]{{0,12}}{unit})+")


def _decode(text: str) -> str | None:
    codes = _bytes_of()
    try:
        encoded = bytes(codes[char] if char >= "\x80" else ord(char) for char in text)
        return encoded.decode("utf-8") if not encoded.isascii() else None
    except (KeyError, UnicodeDecodeError):
        return None
