"""Pinyin that a converter left behind a character: 衛(wèi)生 for 卫生."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthkpi.ingest.offsets import Edit
from healthkpi.ingest.script import to_simplified

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE = re.compile(rf"(?<=([\u4e00-\u9fff]))[(（][a-zü]{{0,4}}[{_TONES}][a-zü]{{0,3}}[)）]")


def find_pinyin(text: str) -> Iterator[Edit]:
    """One toned syllable in brackets behind a traditional character: to be taken out.

    Such a reading behind a simplified character may be meant for the reader, and stays, unless
    the text has the former as well.
    """
    matches = list(_SYLLABLE.finditer(text))
    if any(to_simplified(match[1]) != match[1] for match in matches):
        for match in matches:
            yield Edit(match.start(), match.end(), "")
