"""Which of several places or bodies a number belongs to: A区、B区分别为3.1%和2.6%."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.scope_cues import scope_cues
from healthkpi.extract.subjects import Scope

_ITEM = (
    r"(?:[\u4e00-\u9fff]{0,4}\d[\d.]*(?:/10?0?万|[^\d、,;。()和与及]{0,6})"
    r"|[一二三四五六七八九]级[甲乙丙]?等?|第[一二三四五六七八九十]+[位名]?)"
)
_DEALT = re.compile(r"分别|依次|各为|分列")
_PER_HEAD = re.compile(r"每[百千万十]|人均|平均")
_ONE_OF_TWO = re.compile("前者|(?<!前者[是为])后者")
_TOGETHER = re.compile(r"[两二三四五六][地县区市镇家](?:合计|总计|共|之和|病例)")
_TWO = 2
_BACK = 12  # characters before the numbers begin in which 分别 stands


class Dealing:
    """Deals the numbers of one sentence out to those it names together."""

    def __init__(self) -> None:
        self.end = 0
        self.waiting: list[Scope] = []

    def share(self, scopes: tuple[Scope, ...], start: int, draft: Draft, text: str) -> Scope | None:
        """The one of ``scopes``, named at ``start``, that a number belongs to; None for all.

        The first number is the first one's. Without 分别 only numbers right beside one another
        are dealt out: 两个医共体上转3106人次,下转4218人次 tells of both together.
        """
        if draft.start < self.end and self.waiting:
            return self.waiting.pop(0)
        dealt = _DEALT.search(text, max(0, start - _BACK), draft.start)
        between = "[、和与及,]+" if dealt else "[、和与及]"
        count = len(scopes)
        run = re.compile(rf"{_ITEM}(?:{between}{_ITEM}){{{count - 1}}}(?![、和与及]\d)")
        found = run.match(text, draft.start)
        if found:
            self.end, self.waiting = found.end(), list(scopes[1:])
            return scopes[0]
        # A share or a number per head holds for each of them, a count is that of all together.
        before = text[start : draft.start]
        alike = draft.measure in ("rate", "level", "index") or _PER_HEAD.search(before)
        if (alike and "," not in before) or scope_cues().each.search(before):
            return scopes[0]
        return None


def point_back(body: str, named: list[tuple[int, tuple[Scope, ...]]]) -> list[tuple[int, Scope]]:
    """Whom 前者 and 后者 mean, and where they stand; ``named``: who was told of, and where.

    They mean the two named together last, else the two that clauses told of last.
    """
    found = []
    two: tuple[Scope, ...] = ()
    for word in _ONE_OF_TWO.finditer(body):
        if word.group() == "前者" or not two:
            two = _two_before(body, word.start(), named)
        if two:
            found.append((word.start(), two[word.group() == "后者"]))
    return found


def _two_before(
    body: str, end: int, named: list[tuple[int, tuple[Scope, ...]]]
) -> tuple[Scope, ...]:
    before = [
        scopes
        for at, scopes in named
        if at < end and (len(scopes) == 1 or _dealt_or_bare(body[at:end], body, at))
    ]
    together = next((scopes for scopes in reversed(before) if len(scopes) == _TWO), None)
    if together:
        return together
    single = list(dict.fromkeys(scopes[0] for scopes in before if len(scopes) == 1))
    return tuple(single[-_TWO:]) if len(single) >= _TWO else ()


def _dealt_or_bare(between: str, body: str, at: int) -> bool:
    """Whether numbers behind two names are each one's, so that 后者 is no second number."""
    numbers = any(letter.isdigit() for letter in between)
    return not numbers or _DEALT.search(body, max(0, at - _BACK), at + len(between)) is not None


def told_together(body: str) -> list[int]:
    """Where ``body`` goes on to tell of all it named together: 两地合计占47.4%."""
    return [word.start() for word in _TOGETHER.finditer(body)]
