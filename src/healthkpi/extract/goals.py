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
    prepositions = "[在于到用使让]"
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
