"""The words that make a number a goal, or one already reached."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.extract.marks import either
from healthkpi.vocabulary.load import read_yaml


class _Cues(NamedTuple):
    """``goal`` speaks for itself, ``weak_goal`` only where no results are told."""

    goal: re.Pattern[str]
    weak_goal: re.Pattern[str]
    done: re.Pattern[str]
    present: re.Pattern[str]
    reached: re.Pattern[str]
    long_ago: re.Pattern[str]
    leads: re.Pattern[str]
    intent: re.Pattern[str]


@cache
def goal_cues() -> _Cues:
    """The patterns of ``times.yaml`` for the text before a number."""
    times = read_yaml("times.yaml")
    verbs, adverbs = either(times["goal_verbs"]), either(times["intend_adverbs"])
    prepositions = "[在于到用使让为对给向]"
    intend = rf"(?:{either(times['intend'])})(?:(?:{adverbs})?(?:{verbs})|(?={prepositions}))"
    weak = rf"(?:{either(times['weak_intend'])})(?:{adverbs})?(?:{verbs})"
    return _Cues(
        re.compile(f"{either(times['goal'])}|{intend}"),
        re.compile(f"{either(times['weak_goal'])}|{weak}"),
        re.compile(either(times["done"])),
        re.compile(either(times["present"])),
        re.compile(either(times["reached"])),
        re.compile(either(times["long_ago"])),
        re.compile(either([*times["ahead"], *times["ahead_with_year"]])),
        re.compile(
            rf"(?:{either(times['coming'])}),?[^,;。:\d]{{0,8}}?(?:{either(times['intention'])})[^;。\d]{{0,12}}?[::?？]"
        ),
    )


_ANNOUNCED = re.compile(r"^,?[^,;。\d]{0,12}(?:将(?!近|军)|(?<!主|重|需|只)要(?!求|点|素|闻))")


def speaks_ahead(body: str) -> bool:
    """Whether what follows a date of a year begun tells of what is to come: 2014年,我市将…"""
    cues = goal_cues()
    return any(cue.search(body) for cue in (cues.goal, cues.leads, _ANNOUNCED))


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match of ``pattern``."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


_OPENS = (
    "(?:完工|竣工|开工|建成|投用|开园|开业|开诊|启用|交付|完成|投入使用|投入运行|达标|搬迁"
    "|完毕|上线|挂牌|揭牌|开放)"
)
_WILL = re.compile(  # 其余7家今年秋天投用; 两个站点将于8月启用
    rf"[\u4e00-\u9fff]{{0,10}}?(?:(?:将|计划|预计|有望)(?:于|在|陆续|全部|(?=20\d\d年))[^,;。()]{{0,16}}?{_OPENS}"
    rf"|(?:今年|明年|年内|\d{{1,2}}月底?前)[^,;。()]{{0,10}}?{_OPENS})"
    rf"|,?(?:计划|预计|拟于|将于)?20\d\d年[底末初]?前?{_OPENS}"
)
_REST = re.compile(r"(?:其余|余下|剩余|剩下|另外?|还有)的?$")
_ALREADY = re.compile(r"已|了(?![解])")


def told_ahead_behind(left: str, right: str, *, ahead: bool = False) -> str | None:
    """What follows a number and says that it is to come: 其余7家|今年秋天投用; else None.

    ``ahead``: it is known to be a goal, and only its year is asked: 床位1200张|,2018年底投用.
    """
    will = _WILL.match(right.replace("\n", ""))
    if will is None or _ALREADY.search(will.group()):
        return None
    sure = ahead or _REST.search(left) or re.search(r"将|计划|预计|有望", will.group())
    return will.group() if sure else None


_MEASURE_OF = re.compile(  # 离市定|70%|的目标还差一截; 高于|35%|的控制线
    r"的?[\u4e00-\u9fff]{0,4}?(?P<kind>规划目标|目标|要求|控制线|规划值|红线|任务|指标要求)(?![群人])"
)
_HELD_AGAINST = re.compile(
    r"(?:离|距|[低高优好快慢多少]于|高出|超出|超过|超|未达到?|达不到|不到|与)[^,;。]{0,20}$"
)
_ASSIGNED = re.compile(  # 上级下达的任务是70%
    r"(?<!完成)(?:(?:下达|确定|规定|要求|分配|核定|制定)的?[^,;。\d]{0,8})(?P<kind>任务|目标|要求)[数量值]?(?:分别)?[是为]$"
)
_REACHED_EARLY = re.compile(r"(?:实现|完成|达到)了?20\d\d年[底末]?[^,;。]{0,12}$")  # 2030年…的目标


def told_as_goal(left: str, quote: str, right: str) -> str | None:
    """The kind of goal that a number is held against: 离市定|70%|的目标; None where it is none.

    A goal set by a plan is always a 规划目标: 超过规划提出的|75岁|的目标.
    """
    found = _MEASURE_OF.match(right)
    held = _HELD_AGAINST.search(left + quote) or _REACHED_EARLY.search(left + quote)
    if found and held:
        planned = "规划" in held.group() or "规划" in found["kind"]
        return "规划目标" if planned else found["kind"]
    assigned = _ASSIGNED.search(left)
    return assigned["kind"] if assigned else None
