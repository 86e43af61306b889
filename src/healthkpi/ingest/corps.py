"""The production corps in Xinjiang and its divisions, which stand in no list of places.

A division that is a city as well (第八师石河子市) is that city; 第十二师 is a division only.
"""

from __future__ import annotations

import re

from healthkpi.vocabulary.places import find_places

_CORPS = "新疆生产建设兵团"
_DIVISION = re.compile(r"第[一二三四五六七八九十]{1,3}师")
_OFTEN = 3  # how often a text of the corps speaks of it
_HEAD = 400  # characters
_CITY = 6  # characters behind a division in which its city stands


def corps_of(text: str, title: str | None) -> str | None:
    """The corps, or the division of it, that ``text`` is about; None for all other texts."""
    head = f"{title or ''}\n{text[:_HEAD]}"
    division = _DIVISION.search(head)
    if division and sum(text.count(word) for word in ("师市", "全师", "我师")) > 1:
        city = find_places(head[division.end() : division.end() + _CITY])
        return None if city else division.group()
    of_region = sum(text.count(word) for word in ("全区", "我区", "自治区"))
    named = "兵团" in (title or "") or text.count("兵团") >= _OFTEN
    own = named and text.count("兵团") > of_region
    return _CORPS if own and "兵团" in head else None
