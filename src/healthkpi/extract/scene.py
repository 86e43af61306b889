"""What headings, leads and openings have said of time so far: results of a year, or tasks ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.goals import goal_cues, speaks_ahead
from healthkpi.extract.headings import Setting, read_headings, read_section, read_title
from healthkpi.extract.horizon import Horizon
from healthkpi.extract.intents import read_intent
from healthkpi.extract.marks import Mark
from healthkpi.extract.segment import Heading, Sentence

_SPEAKER = re.compile(r"^[^\u4e00-\u9fff]*[\u4e00-\u9fff]{2,8}(?:要求|强调|指出|明确|提出|部署),")
_LEADS_ON = re.compile(r"[::]\s*$")
_WHOLE_YEAR = re.compile(r"\d{4}年?[底末]?$")
_DIGIT = re.compile(r"\d")
_LATE = "11"  # the month from which a report sums up its own year
_SHORT = 40  # characters of a line that may lead on to a list as a heading does


class Scene:
    """Follows headings and paragraphs; ``in_paragraph`` is what holds for the present sentence."""

    def __init__(self, horizon: Horizon, *, is_news: bool) -> None:
        self.horizon = horizon
        self.is_news = is_news
        self.section: tuple[Heading, ...] = ()
        self.outer = Setting()  # what the outermost heading says
        self.setting = Setting()
        self.led: tuple[tuple[Heading, ...], Setting] | None = None  # by a line that leads on
        self.paragraph = -1
        self.in_paragraph = Setting()

    def enter(self, sentence: Sentence, text: str, marks: Sequence[Mark]) -> None:
        """Move on to ``sentence``, whose dates are ``marks``."""
        if sentence.headings != self.section:
            self._enter_section(sentence.headings)
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            resumed = text.startswith("(上接", sentence.start)  # from elsewhere on the page
            self.in_paragraph = Setting() if resumed else self.setting.copy()
        if not sentence.is_heading:
            self._read_lead(sentence, text)
            if not self._read_intent(text[sentence.start : sentence.end]):
                self._read_opening(sentence, text, marks)

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

    def _read_opening(self, sentence: Sentence, text: str, marks: Sequence[Mark]) -> None:
        """A sentence that opens with a date sets the time of its paragraph: 2025年,我们将…"""
        base = self.horizon.base
        mark = next((m for m in marks if m.relation == "governs"), None)
        if mark is None or base is None or not mark.at_head:
            return
        if not mark.own_year:
            if self._tells_of_day(mark):
                self.in_paragraph = Setting("actual", mark.year)
            return
        lead = text[sentence.start : mark.start]
        if len(lead) > 16 or _DIGIT.search(lead) or text.startswith(("前", "同期"), mark.end):
            return
        body = text[mark.end : sentence.end]
        if mark.year > base:
            if self.is_ahead(mark, body) and not self.horizon.outlasts(mark.year):
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

    def _tells_of_day(self, mark: Mark) -> bool:
        """Whether a story of the new year opens with its day: 1月10日清晨,…已接诊32名."""
        day = mark.period.start == mark.period.end and not mark.until
        base, today = self.horizon.base, self.horizon.today
        return self.is_news and day and base is not None and base < mark.year == today

    def _tells_of_last(self, named: str) -> bool:
        """Whether a sentence that opens with the year before goes on telling of it."""
        published = self.horizon.published or ""
        midway = published[:4] == str(self.horizon.base) and published[5:7] < _LATE
        if _WHOLE_YEAR.search(named) and (self.is_news or midway):
            return True  # 截至2018年底, in a report of September 2019
        return named == "去年" and self.horizon.today == self.horizon.base

    def is_ahead(self, mark: Mark, body: str) -> bool:
        """Whether a year after the one reported on is still to come as the text speaks.

        A newspaper of 2025 that reviews 2024 may also tell of things done in 2025.
        """
        today, published = self.horizon.today, self.horizon.published
        if published and mark.period.end <= published and not goal_cues().goal.search(body):
            return False  # 截至今年2月底, in a page of March
        if not self.is_news or today is None or mark.year > today or mark.until:
            return True
        return self.in_paragraph.status == "target" or speaks_ahead(body)
