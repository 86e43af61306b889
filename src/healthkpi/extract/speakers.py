"""Who speaks, in the transcript of a press conference: a county's director tells of the county."""

from __future__ import annotations

import re
from bisect import bisect_right

from healthkpi.extract.subjects import Scope, kind_of
from healthkpi.vocabulary.places import find_places

_SPEAKER = re.compile(
    r"(?m)^[ \u3000]*([\u4e00-\u9fff、()]{2,30}"
    r"(?:局长|主任|院长|书记|市长|县长|区长|所长|处长|站长|委员|发言人|主持人|负责人|记者))"
    r"[ \u3000]*(?:[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,3})?[:：]"
)


class Speakers:
    """Whom the words of ``text`` are about by who says them; ``city_code`` tells places apart."""

    def __init__(self, text: str, city_code: str | None) -> None:
        self.starts: list[int] = []
        self.scopes: list[Scope | None] = []
        for line in _SPEAKER.finditer(text):
            found = find_places(line[1][:12], city_code=city_code)
            first = found[0].place if found and found[0].start == 0 else None
            county = first is not None and first.level == "county"
            self.starts.append(line.start())
            self.scopes.append(Scope(first.name, kind_of(first)) if first and county else None)

    def at(self, position: int) -> Scope | None:
        """The county whose official speaks at ``position``; None for all others."""
        index = bisect_right(self.starts, position) - 1
        return self.scopes[index] if index >= 0 else None
