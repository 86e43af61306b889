"""Which year a number speaks of, and whether it is a goal: read from headings, dates and verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.attachment import is_attached, is_origin, is_pace, still_holds
from healthkpi.extract.baselines import undated_baseline
from healthkpi.extract.date_rows import DateRow
from healthkpi.extract.draft import Draft
from healthkpi.extract.goals import goal_cues, last_match, speaks_ahead
from healthkpi.extract.headings import Setting, read_headings, read_section, read_title
from healthkpi.extract.horizon import find_horizon, programme_end
from healthkpi.extract.intents import read_intent
from healthkpi.extract.marks import Mark, find_marks
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.periods import Period, in_year, whole_year
from healthkpi.extract.segment import Heading, Sentence
from healthkpi.models import Document, Status

_LINK = re.compile(r"[、和与及]|以及")
_SPEAKER = re.compile(r"^[^\u4e00-\u9fff]*[\u4e00-\u9fff]{2,8}(?:要求|强调|指出|明确|提出|部署),")
_LEADS_ON = re.compile(r"[::]\s*$")
_THIS_YEAR_END = re.compile(
    r"(?<![\d一二两三四五六七八九十几])(?:年底前|年内|今年)|新的?一年|(?:力争|确保|争取|到)年底"
)
_OF_YEAR = re.compile(r"(?:全年|年度)(?:计划|任务|目标)")
_WHOLE_YEAR = re.compile(r"\d{4}年?[底末]?$")
_DIGIT = re.compile(r"\d")
_SHORT = 40  # characters of a line that may lead on to a list as a heading does


class Timeline:
    """Follows a document sentence by sentence; ``place`` dates one draft after another."""

    def __init__(self, document: Document) -> None:
        self.horizon = find_horizon(document)
        self.is_news = document.doc_type in ("news", "other")
        self.section: tuple[Heading, ...] = ()
        self.outer = Setting()  # what the outermost heading says
        self.setting = Setting()
        self.led: tuple[tuple[Heading, ...], Setting] | None = None  # by a line that leads on
        self.paragraph = -1
        self.in_paragraph = Setting()
        self.marks: list[Mark] = []
        self.attached: tuple[int, Mark] | None = None
        self.row = DateRow()
        self.risen: tuple[int, Mark] | None = None  # where the actual of a dated pair ends
        self.origin: Period | None = None  # of the last baseline that was dated, in this sentence

    def enter(self, sentence: Sentence, text: str, dates: Sequence[NonClaim]) -> None:
        """Move on to ``sentence``, whose dates are ``dates``."""
        if sentence.headings != self.section:
            self._enter_section(sentence.headings)
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            resumed = text.startswith("(上接", sentence.start)  # from elsewhere on the page
            self.in_paragraph = Setting() if resumed else self.setting.copy()
        self.attached, self.risen, self.origin = None, None, None
        self.row = DateRow()
        self.marks = find_marks(text, sentence.start, sentence.end, dates, self.horizon)
        if not sentence.is_heading:
            self._read_lead(sentence, text)
            if not self._read_intent(text[sentence.start : sentence.end]):
                self._read_opening(sentence, text)

    def _enter_section(self, headings: tuple[Heading, ...]) -> None:
        outermost = headings[0] if headings else None
        if outermost != (self.section[0] if self.section else None):
            goes_on = outermost and not (self.is_news or self.horizon.is_plan)
            before = self.setting if self.setting.status == "target" else self.outer
            self.outer = (
                read_section(outermost, self.horizon, before)
                if outermost and goes_on
                else Setting()
            )
        self.section = headings
        self.setting = read_headings(headings, self.horizon, self.outer)
        self.paragraph = -1
        if self.led:
            above, setting = self.led
            below = read_headings(headings[len(above) :], self.horizon, Setting())
            if headings[: len(above)] != above:
                self.led = None
            elif not (below.status and below.firm):
                self.setting = setting.copy()

    def _lead_on(self, headings: tuple[Heading, ...], setting: Setting) -> None:
        """Let ``setting`` hold for the paragraphs that follow and the headings below these."""
        self.setting, self.in_paragraph = setting, setting.copy()
        self.led = headings, setting

    def _read_lead(self, sentence: Sentence, text: str) -> None:
        """A short line that leads on acts as a heading: 会议明确,2025年重点做好以下工作:"""
        if sentence.end - sentence.start > _SHORT:
            return
        body = text[sentence.start : sentence.end].strip()
        alone = text[sentence.end : sentence.end + 1] in ("\n", "")
        if not alone or not body or body[-1] not in "::??":
            return
        setting = read_title(_SPEAKER.sub("", body), self.horizon)
        if setting.status == "target":
            self._lead_on(sentence.headings, setting)

    def _read_intent(self, body: str) -> bool:
        """Whether a sentence opens with what is intended, which then holds for its paragraph."""
        intent = read_intent(body, self.horizon, is_news=self.is_news)
        goes_on = intent and not intent.year and self.in_paragraph.status == "target"
        if intent and self.setting.status != "target" and not goes_on:
            self.in_paragraph = intent
        return intent is not None

    def _read_opening(self, sentence: Sentence, text: str) -> None:
        """A sentence that opens with a date sets the time of its paragraph: 2025年,我们将…"""
        base = self.horizon.base
        mark = next((m for m in self.marks if m.relation == "governs"), None)
        if mark is None or base is None or not mark.at_head or not mark.own_year:
            return
        lead = text[sentence.start : mark.start]
        if len(lead) > 16 or _DIGIT.search(lead) or text.startswith("前", mark.end):
            return
        body = text[mark.end : sentence.end]
        if mark.year > base:
            if self._is_ahead(mark, body) and not self.horizon.outlasts(mark.year):
                self.in_paragraph = Setting("target", mark.year)
                if _LEADS_ON.search(body.rstrip("\n")) and goal_cues().leads.search(body):
                    self._lead_on(sentence.headings, self.in_paragraph)
        elif mark.year == base - 1 and self._tells_of_last(text[mark.start : mark.end]):
            if _DIGIT.search(body):
                self.in_paragraph = Setting("actual", mark.year)  # and the sentences after it
        elif self.horizon.is_plan or mark.year == base:
            this_year = text.startswith("今年", mark.start)  # 今年是关键之年, among its tasks
            if self.setting.status != "target" or not (mark.until or this_year):
                self.in_paragraph = Setting("actual", mark.year)

    def _tells_of_last(self, named: str) -> bool:
        """Whether a sentence that opens with the year before goes on telling of it."""
        if self.is_news and _WHOLE_YEAR.search(named):
            return True
        return named == "去年" and self.horizon.today == self.horizon.base

    def _is_ahead(self, mark: Mark, body: str) -> bool:
        """Whether a year after the one reported on is still to come as the text speaks.

        A newspaper of 2025 that reviews 2024 may also tell of things done in 2025.
        """
        today, published = self.horizon.today, self.horizon.published
        if published and mark.period.end <= published and not goal_cues().goal.search(body):
            return False  # 截至今年2月底, in a page of March
        if not self.is_news or today is None or mark.year > today or mark.until:
            return True
        return self.in_paragraph.status == "target" or speaks_ahead(body)

    def place(self, draft: Draft, text: str) -> None:
        """Set year, period and status of ``draft``; one that is a baseline remains one."""
        sentence = draft.sentence
        mark, own = self._mark_of(draft, text, sentence)
        if is_origin(mark, own, draft):
            draft.status = "baseline"
        reach = text[self._reach(text, sentence, draft) : draft.start].replace("\n", "")
        if draft.status == "baseline":
            period = self._of_baseline(mark, text[sentence.start : draft.start])
        else:
            draft.status, period = self._of_value(mark, own, reach, text)
            if mark and own and "pair" in draft.rules:
                self.risen = (draft.end, mark)
        draft.year = period.year if period else None
        if period:
            draft.period, draft.period_start, draft.period_end = period[1:]
        if draft.status == "target":
            draft.rules.append("status-target")

    @staticmethod
    def _reach(text: str, sentence: Sentence, draft: Draft) -> int:
        """Where the part of the sentence that bears on ``draft`` begins.

        That is after the last semicolon, and inside an open bracket after it.
        """
        stop = text.rfind(";", sentence.start, draft.start)
        bracket = text.rfind("(", sentence.start, draft.start)
        if bracket > text.rfind(")", sentence.start, draft.start):
            stop = max(stop, bracket)
        return max(sentence.start, stop + 1)

    def _mark_of(self, draft: Draft, text: str, sentence: Sentence) -> tuple[Mark | None, bool]:
        """The mark that dates ``draft``, and whether it belongs to this number alone."""
        found: Mark | None = None
        for mark in self.marks:
            if mark.end > draft.start:
                break
            if is_attached(mark, text[mark.end : draft.start], draft):
                self.attached = (draft.end, mark)
                return mark, True
            if mark.relation == "governs" and still_holds(mark, text, sentence, draft):
                found = mark
        shared = self.row.share(self.marks, found, draft, text) if found else None
        if shared:
            return shared, False
        paced = draft.measure == "change" and self.risen
        if paced and is_pace(text[paced[0] : draft.start]):
            return paced[1], True
        if self.risen and self.origin and found is None and "pair" in draft.rules:
            return self.risen[1], True  # 由2015年的A提高到2019年的B;由C降到D
        if self.attached and _LINK.fullmatch(text[self.attached[0] : draft.start]):
            self.attached = (draft.end, self.attached[1])
            return self.attached[1], True
        return found, False

    def _of_baseline(self, mark: Mark | None, before: str) -> Period | None:
        """When a value was that another has come from."""
        if mark is not None and mark.relation == "governs" and self._is_goal_of(mark):
            return whole_year(self.horizon.base or mark.year)  # 到2025年,由1.3人提高到2人
        if mark is not None:
            first = mark.period.first_year
            period = mark.period if first == mark.year else whole_year(first)
            self.origin = period if mark.relation == "origin" else self.origin
            return period
        told, part = self.in_paragraph, self.horizon.period
        base = told.year if told.status == "actual" else None
        if part and part.start[:7] == part.end[:7] > f"{part.year}-01" and self.origin is None:
            return whole_year(part.year)  # of a monthly bulletin: the month before
        plan = self.horizon.is_plan and not (told.status == "actual" and self.horizon.programme)
        base = None if plan else base or self.horizon.base
        return undated_baseline(
            before,
            base,
            self.origin,
            ahead=told.status == "target",
            programme=self.horizon.programme,
        )

    def _is_goal_of(self, mark: Mark) -> bool:
        """Whether what ``mark`` dates is still to come, and its baseline is how things stand."""
        base = self.horizon.base
        return base is not None and mark.year > base and mark.until

    def _of_value(
        self, mark: Mark | None, own: bool, reach: str, text: str
    ) -> tuple[Status, Period | None]:
        """Status and period of a number that is no baseline."""
        base, cues, setting = self.horizon.base, goal_cues(), self.in_paragraph
        default: Status = setting.status or ("target" if self.horizon.is_plan else "actual")
        goal = last_match(cues.goal, reach)
        if not goal and setting.status != "actual":
            goal = last_match(cues.weak_goal, reach)
        turn = reach.find(",", goal.end()) if goal else -1
        if turn >= 0 and cues.reached.search(reach, turn):
            goal, default = None, "actual"  # 将为3万人接种,目前已接种2万人
        if mark is not None and (mark.own_year or own):
            return self._status_by(mark, own, bool(goal), reach), mark.period
        status = default
        if cues.done.search(reach) and not (status == "target" and setting.year):
            status = "actual"
        elif goal or (mark is not None and self._due(mark, text)):
            status = "target"
        elif status == "target" and cues.present.search(reach):
            return "actual", self._year(base)
        if mark is not None:
            told = setting.year if setting.status == status else None
            return status, in_year(mark.period, told) if told else mark.period
        if status == "target":
            known = setting.year if setting.status == "target" else None
            if _THIS_YEAR_END.search(reach):
                known = known or self.horizon.today or base
            this_year = base if self.horizon.within or _OF_YEAR.search(reach) else None
            known = programme_end(reach) or known or this_year
            return status, self._year(known or self.horizon.deadline)
        told = setting.year if setting.status == "actual" else None
        if told and base and told < base and cues.present.search(reach):
            told = None  # 目前 is not the year the paragraph began with
        return status, self._year(told or base)

    def _status_by(self, mark: Mark, own: bool, goal: bool, reach: str) -> Status:
        """The status that a date with its year gives."""
        base = self.horizon.base
        if base is None:
            return "target" if goal else "actual"
        if mark.year > base:
            if self.in_paragraph.status == "actual" and self.horizon.is_plan and own:
                return "actual"
            if self.horizon.is_plan and mark.year < (self.horizon.today or 0) and not goal:
                return "actual"  # 2022年完成投资230亿元, of a plan issued in 2023
            body = reach[-40:]
            return "target" if self._is_ahead(mark, body) else "actual"
        return "target" if goal and not own else "actual"

    def _due(self, mark: Mark, text: str) -> bool:
        """Whether a date without year is a deadline still ahead: 5月底前, of an April notice."""
        published = self.horizon.published or "9"  # no year is later
        return text.startswith("前", mark.end) and mark.period.end > published

    def _year(self, year: int | None) -> Period | None:
        """The period of numbers dated by nothing but the document, section or paragraph."""
        if year is None:
            return None
        part = self.horizon.period
        return part if part and part.year == year else whole_year(year)
