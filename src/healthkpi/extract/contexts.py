"""Which year a number speaks of, and whether it is a goal: read from dates and verbs around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.attachment import is_attached, is_origin, is_pace, still_holds
from healthkpi.extract.baselines import compared_origin, once_was, undated_baseline, when_once
from healthkpi.extract.date_rows import DateRow
from healthkpi.extract.deadlines import deadline, is_standing
from healthkpi.extract.draft import Draft
from healthkpi.extract.goals import goal_cues, last_match, told_ahead_behind, told_as_goal
from healthkpi.extract.horizon import find_horizon, programme_end
from healthkpi.extract.marks import Mark, find_marks
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.periods import Period, in_year, is_whole_year, parse_period, whole_year
from healthkpi.extract.scene import Scene
from healthkpi.extract.segment import Sentence
from healthkpi.models import Document, Status

_LINK = re.compile(r"[、和与及]|以及")
_FARTHEST = 800  # characters before a number in which a goal may be told
_ASIDE = re.compile(r"\([^()]*\)")
_AS_IT_STANDS = re.compile(r"[,;(]而?(?:目前|现在?|当前)(?:仅|只|还|已)?(?:为|是|有|达到?)?$")


class Timeline:
    """Follows a document sentence by sentence; ``place`` dates one draft after another."""

    def __init__(self, document: Document) -> None:
        self.horizon = find_horizon(document)
        self.scene = Scene(self.horizon, is_news=document.doc_type in ("news", "other"))
        self.demands = self.horizon.midway and document.doc_type not in ("work_report", "plan")
        self.marks: list[Mark] = []
        self.attached: tuple[int, Mark] | None = None
        self.row = DateRow()
        self.risen: tuple[int, Mark] | None = None  # where the actual of a dated pair ends
        self.origin: Period | None = None  # of the last baseline that was dated, in this sentence

    def enter(self, sentence: Sentence, text: str, dates: Sequence[NonClaim]) -> None:
        """Move on to ``sentence``, whose dates are ``dates``."""
        self.attached, self.risen, self.origin = None, None, None
        self.row = DateRow()
        self.marks = find_marks(text, sentence.start, sentence.end, dates, self.horizon)
        self.scene.enter(sentence, text, self.marks)

    def place(self, draft: Draft, text: str) -> None:
        """Set year, period and status of ``draft``; one that is a baseline remains one."""
        sentence = draft.sentence
        mark, own = self._mark_of(draft, text, sentence)
        if is_origin(mark, own, draft):
            draft.status = "baseline"
        begun = max(self._reach(text, sentence, draft), draft.start - _FARTHEST)
        reach = text[begun : draft.start].replace("\n", "")
        reach = _ASIDE.sub("", reach)  # (规划目标为15/10万以下)
        if draft.status == "actual" and once_was(draft, reach):
            draft.status, period = "baseline", when_once(reach, self.horizon.base)
        elif draft.status == "baseline":
            period = self._of_baseline(mark, text[sentence.start : draft.start], draft.start)
        else:
            draft.status, period = self._of_value(mark, own, reach, text, draft.start)
            if mark and own and "pair" in draft.rules:
                self.risen = (draft.end, mark)
        if self.demands and draft.status == "target" and not own and is_standing(draft, reach):
            parted = mark is None or ";" in text[mark.end : draft.start]
            period = None if parted else period
        ahead = draft.status == "target" and not own
        behind = told_ahead_behind(draft.left, text[draft.end : draft.end + 40], ahead=ahead)
        due = ahead and re.search(r"20\d\d年", behind or "")
        if behind and draft.measure == "count" and (due or draft.status == "actual"):
            draft.status, period = "target", self._year_behind(behind)
        goal = told_as_goal(reach, text[draft.start : draft.end], text[draft.end : draft.end + 16])
        undated = draft.status == "target" and period is None
        if goal and draft.measure != "change" and (draft.status == "actual" or undated):
            draft.status, period = "target", self._of_goal(draft, goal, text, period)
        if draft.measure == "change" and draft.basis is None and self._year_before(draft):
            draft.basis = "yoy"
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
            if draft.measure == "change" and text.startswith("同期", mark.end):
                continue  # 去年同期为152例,降幅近八成
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

    def _of_baseline(self, mark: Mark | None, before: str, start: int) -> Period | None:
        """When a value was that another has come from."""
        if mark is not None and mark.relation == "governs" and self._is_goal_of(mark):
            return whole_year(self.horizon.base or mark.year)  # 到2025年,由1.3人提高到2人
        self.origin = self.origin or compared_origin(self.marks, before, start, self.horizon.base)
        if mark is not None and mark.relation == "governs" and is_whole_year(mark.period):
            ahead = mark.until and self.scene.in_paragraph.status == "target"
            return undated_baseline(before, mark.year, self.origin, ahead=ahead)
        if mark is not None:
            first = mark.period.first_year
            period = mark.period if first == mark.year else whole_year(first)
            self.origin = period if mark.relation == "origin" else self.origin
            return period
        told, part = self.scene.in_paragraph, self.horizon.period
        base = told.year if told.status == "actual" else None
        if part and part.start[:7] == part.end[:7] > f"{part.year}-01" and self.origin is None:
            return whole_year(part.year)  # of a monthly bulletin: the month before
        plan = self.horizon.is_plan and not (told.status == "actual" and self.horizon.programme)
        if plan and told.status != "actual":
            return whole_year(self.horizon.base) if self.horizon.base else None
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
        self, mark: Mark | None, own: bool, reach: str, text: str, at: int
    ) -> tuple[Status, Period | None]:
        """Status and period of a number that is no baseline."""
        base, cues, setting = self.horizon.base, goal_cues(), self.scene.in_paragraph
        if _AS_IT_STANDS.search(reach):
            return "actual", self._year(base)  # 到2025年达到4.6个,目前为3.9个
        default: Status = setting.status or ("target" if self.horizon.is_plan else "actual")
        goal = last_match(cues.goal, reach)
        if not goal and setting.status != "actual":
            goal = last_match(cues.weak_goal, reach)
        turn = reach.find(",", goal.end()) if goal else -1
        if turn >= 0 and cues.reached.search(reach, turn):
            goal, default = None, "actual"  # 将为3万人接种,目前已接种2万人
        told_end = programme_end(text[mark.end : at]) if mark and not own else None
        if mark is not None and told_end and told_end > mark.year:
            return "target", whole_year(told_end)  # 2021年将新建8家;到“十四五”末,达到65%
        if mark is not None and (mark.own_year or own):
            return self._status_by(mark, own, bool(goal), reach), mark.period
        status = default
        if cues.done.search(reach) and not (status == "target" and setting.year):
            status = "actual"
        elif goal or (mark is not None and self._due(mark, text)):
            status = "target"
        elif status == "target" and cues.present.search(reach):
            now = self.horizon.today if self.horizon.is_plan else base
            return "actual", mark.period if mark else self._year(now)
        if mark is not None:
            told = setting.year if setting.status == status else None
            return status, in_year(mark.period, told) if told else mark.period
        if status == "target":
            return status, self._year(deadline(reach, self.horizon, setting))
        told = setting.year if setting.status == "actual" else None
        if told and base and told < base and cues.present.search(reach):
            told = None  # 目前 is not the year the paragraph began with
        return status, self._year(told or base)

    def _of_goal(self, draft: Draft, kind: str, text: str, period: Period | None) -> Period | None:
        """When a goal is due that a value is held against: 低于省里|2020年20%|的目标."""
        near = [mark for mark in self.marks if mark.end <= draft.start]
        if near and not re.search("[,;。]", text[near[-1].end : draft.start]):
            return near[-1].period
        if kind == "规划目标" and self.horizon.plan_end:
            return whole_year(self.horizon.plan_end)
        return period if kind in ("要求", "控制线", "红线", "任务") else None

    def _year_before(self, draft: Draft) -> bool:
        """Whether a change is one from the year before that reported on: 较2022年增长13.8%."""
        return any(
            mark.relation == "compared" and mark.own_year and mark.year + 1 == self.horizon.base
            for mark in self.marks
            if draft.clause_start <= mark.start < draft.start and is_whole_year(mark.period)
        )

    def _year_behind(self, behind: str) -> Period | None:
        """When what is told behind a number will be: 将于2026年建成, 今年上半年完工."""
        named = parse_period(behind)
        today = self.horizon.today or self.horizon.base
        year = named.year if named else today and today + behind.count("明年")
        return whole_year(year) if year else None

    def _status_by(self, mark: Mark, own: bool, goal: bool, reach: str) -> Status:
        """The status that a date with its year gives."""
        base = self.horizon.base
        if base is None:
            return "target" if goal else "actual"
        if mark.year > base:
            if self.scene.in_paragraph.status == "actual" and self.horizon.is_plan and own:
                return "actual"
            if self.horizon.is_plan and mark.year < (self.horizon.today or 0) and not goal:
                return "actual"  # 2022年完成投资230亿元, of a plan issued in 2023
            body = reach[-40:]
            return "target" if self.scene.is_ahead(mark, body) else "actual"
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
