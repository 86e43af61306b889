"""Which year a number speaks of, and whether it is a goal: read from headings, dates and verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from healthkpi.extract.draft import Draft
from healthkpi.extract.measures import alternation
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.periods import Period, parse_period
from healthkpi.extract.segment import Heading, Sentence
from healthkpi.models import Document, Status
from healthkpi.vocabulary.load import read_yaml

_COMPARED = re.compile(r"(?:比|较|与|和|同|从|由|自|对比|相比|相较|较之|在)$")
_TILL = re.compile(r"(?:到|至|截至|截止|截止到|截至到|力争|确保|争取|计划|,|预计|力争到|在)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*年)")
_THIS_YEAR = re.compile(r"(?:^|[,;。:“])\s*(?:今年|本年)(?!以来|来|上半年|前|[1-9一二三])")
_LAST_YEAR = re.compile(r"(?:^|[,;。:])\s*(?:去年|上年)(?!同期|年底|末)")
_PLANNED = re.compile(r"年(?!\d{1,2}月).*(?:工作|任务|目标|安排|计划|打算|重点|展望|思路|部署|预期|要求|举措|实事|建议)")
_BACK = re.compile(r"以来|起,|来,")


class _Cues(NamedTuple):
    goal: re.Pattern[str]
    done: re.Pattern[str]
    plan: re.Pattern[str]
    review: re.Pattern[str]


@cache
def _cues() -> _Cues:
    relations = read_yaml("relations.yaml")
    verbs = alternation(relations["goal_verbs"])
    goal = (
        rf"力争|争取|预期目标|目标(?:是|为|:|值|达)|预期(?!寿命|不)|确保(?!了)|有望|"
        rf"(?:计划|拟|将|规划|打算|要|应当?|须|需)(?:于|在|到|再|共|总|累计|进一步)?(?:{verbs})|到{{Y}}年"
    ).replace("{Y}", r"20\d\d")
    return _Cues(
        re.compile(goal),
        re.compile(alternation(relations["done"])),
        re.compile(alternation(relations["plan_heading"])),
        re.compile(alternation(relations["review_heading"])),
    )


@dataclass(slots=True)
class Setting:
    """What the text so far says of time: it holds until a heading or sentence changes it."""

    status: Status | None = None  # target under a plan heading, actual under a review heading
    year: int | None = None
    deadline: int | None = None


class Timeline:
    """Follows a document sentence by sentence; ``place`` dates one draft after another."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.base = document.year
        self.is_plan = document.doc_type == "plan"
        title_year = _YEAR.search(document.title or "")
        self.title_year = int(title_year.group()) if title_year else None
        self.speaking = max(filter(None, (self.title_year, self.base)), default=None)
        self.section: tuple[Heading, ...] = ()
        self.setting = Setting()
        self.paragraph = -1
        self.in_paragraph = Setting()

    def enter(self, sentence: Sentence, text: str, dates: Sequence[NonClaim]) -> None:
        """Move on to ``sentence``, whose dates are ``dates``."""
        if sentence.headings != self.section:
            self.section = sentence.headings
            self.setting = self._of_headings(sentence.headings)
            self.paragraph = -1
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            self.in_paragraph = Setting(self.setting.status, self.setting.year, self.setting.deadline)
        if sentence.is_heading:
            return
        self._read_opening(text[sentence.start : sentence.end], sentence, text, dates)

    def _of_headings(self, headings: tuple[Heading, ...]) -> Setting:
        """What the headings say together: the innermost that says anything wins."""
        cues = _cues()
        for heading in reversed(headings):
            years = [int(year) for year in _YEAR.findall(heading.text)]
            year = max(years, default=None)
            if cues.review.search(heading.text) and not (year and self.base and year > self.base):
                return Setting("actual", year)
            if year and self.base and year > self.base and not self.is_plan:
                if _PLANNED.search(heading.text):
                    return Setting("target", year)
                continue
            if cues.plan.search(heading.text) and (self.is_plan or heading.level <= 1):
                return Setting("target", None if self.is_plan else self._next_year(year))
        return Setting()

    def _next_year(self, named: int | None) -> int | None:
        if named is not None:
            return named
        if self.speaking and self.base and self.speaking > self.base:
            return self.speaking
        return self.base + 1 if self.base else None

    def _read_opening(
        self, body: str, sentence: Sentence, text: str, dates: Sequence[NonClaim]
    ) -> None:
        """A sentence may change the setting for the rest of its paragraph: 2025年,市卫健委将以…"""
        future = self._future_year(body, sentence, text, dates)
        if future:
            self.in_paragraph = Setting("target", future, future)
            if self.is_plan or _cues().plan.search(body) and body.rstrip().endswith((":", ":")):
                self.setting = Setting("target", future, future)
        elif (
            _THIS_YEAR.search(body)
            and self.speaking
            and self.base
            and self.speaking > self.base
        ):
            self.in_paragraph = Setting("target", self.speaking, self.speaking)
            if _cues().plan.search(body):
                self.setting = Setting("target", self.speaking, self.speaking)

    def _future_year(
        self, body: str, sentence: Sentence, text: str, dates: Sequence[NonClaim]
    ) -> int | None:
        if self.base is None:
            return None
        found = None
        for date in dates:
            years = [int(y) for y in re.findall(r"(?:19|20)\d\d", text[date.start : date.end])]
            before = text[max(sentence.start, date.start - 4) : date.start]
            late = max(years, default=0)
            if self.is_plan:
                if late >= self.base and re.search(r"[到至]$|^$|[,。;:]$", before) and _cues().goal.search(body):
                    found = late
            elif late > self.base and not re.search(r"于$|年$|《", before):
                found = late
        return found

    def place(self, draft: Draft, text: str, dates: Sequence[NonClaim]) -> None:
        """Set year, period and status of ``draft``."""
        sentence = draft.sentence
        assert sentence is not None
        status = self.in_paragraph.status or ("target" if self.is_plan else "actual")
        reach = text[self._clause_group(text, sentence, draft) : draft.start]
        nearest, compared = self._nearest(draft, text, dates)
        year = nearest.year if nearest else None
        status = self._status_of(status, reach, year, nearest is not None)
        if status == "target":
            draft.year = year if year and (self.is_plan or self.base is None or year > self.base) else (
                self.in_paragraph.deadline or self.in_paragraph.year if not self.is_plan else self.in_paragraph.deadline
            )
        else:
            draft.year = year or self._actual_year(reach)
        draft.status = status
        draft.rules.extend(["status-" + status] if status == "target" else [])
        if compared is not None:
            draft.period = str(compared.year)
        if nearest and nearest.year == draft.year:
            draft.period, draft.period_start, draft.period_end = nearest.label, nearest.start, nearest.end

    def _actual_year(self, reach: str) -> int | None:
        if _LAST_YEAR.search(reach) and self.speaking:
            return self.speaking - 1
        return self.in_paragraph.year if self.in_paragraph.status == "actual" and self.in_paragraph.year else self.base

    @staticmethod
    def _clause_group(text: str, sentence: Sentence, draft: Draft) -> int:
        """Where the part of the sentence that governs ``draft`` begins: after the last semicolon."""
        stop = max(text.rfind(";", sentence.start, draft.start), text.rfind("(", sentence.start, draft.start) if ")" not in text[draft.start - 1 : draft.start] and text.rfind("(", sentence.start, draft.start) > text.rfind(")", sentence.start, draft.start) else -1)
        return max(sentence.start, stop + 1)

    def _nearest(
        self, draft: Draft, text: str, dates: Sequence[NonClaim]
    ) -> tuple[Period | None, Period | None]:
        """The period that governs ``draft`` and the one right before it that it is compared with."""
        governing = compared = None
        for date in dates:
            if date.start >= draft.start:
                break
            period = parse_period(text[date.start : date.end], self.base)
            if period is None:
                continue
            before = text[max(0, date.start - 4) : date.start]
            after = text[date.end : date.end + 4]
            if date.end >= draft.start - 2 and text[date.end : draft.start].strip("的") == "":
                return period, None
            if _COMPARED.search(before) and not after.startswith((",", "底,", "末,")):
                compared = period
                continue
            if _BACK.match(after):
                continue
            governing = period
        return governing, compared

    def _status_of(self, status: Status, reach: str, year: int | None, dated: bool) -> Status:
        cues = _cues()
        if cues.done.search(reach):
            return "actual" if status != "target" or not self.in_paragraph.year else status
        if year is not None and self.base is not None:
            if year > self.base:
                return "target"
            if year < self.base and not cues.goal.search(reach):
                return "actual"
        if status == "actual" and cues.goal.search(reach):
            return "target"
        return status
