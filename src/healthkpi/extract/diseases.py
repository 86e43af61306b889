"""The diseases a text names, and phrases that only tell what became of the cases of one."""

from __future__ import annotations

import re
from functools import cache

from healthkpi.extract.cues import alternation
from healthkpi.vocabulary.load import read_yaml

CLASSES = re.compile(r"[甲乙丙](?:、?[乙丙])*类传染病")
_GENERAL = r"(?:法定|甲乙丙类|甲、乙、丙类|甲乙类|甲、乙类|[甲乙丙]类)*传染病(?!类)"
# What a measure of cases is set against, or for how long it has gone one way.
_SET_AGAINST = re.compile(r"(?:占|相当于|[高低多少][于出]|已?(?:连续|持续)[升降下上回]).*$")
_BARE_CLASS = re.compile(r"([甲乙丙]类)(?:共|累计)?(?=(?:报告|病例|发病|死亡|总数|比例)|占|$)")
_CASE_UNITS = frozenset(["例", "人", "起", "%", "每10万"])


@cache
def _diseases() -> re.Pattern[str]:
    return re.compile(f"{_GENERAL}|{alternation(read_yaml('diseases.yaml')['names'])}")


@cache
def _of_cases() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(read_yaml('diseases.yaml')['of_cases'])})+")


def diseases_in(text: str) -> list[str]:
    """The diseases that ``text`` names, in order, each once."""
    return list(dict.fromkeys(match.group() for match in _diseases().finditer(text)))


def disease_at_head(text: str) -> str:
    """The disease that ``text`` begins with; else nothing."""
    found = _diseases().match(text)
    return found.group() if found else ""


def only_disease(text: str) -> str:
    """The one disease that ``text`` names, else nothing."""
    found = diseases_in(text)
    return found[0] if len(found) == 1 else ""


def only_cases(phrase: str) -> bool:
    """Whether ``phrase`` tells what became of cases and not of which disease: 新增死亡病例."""
    return _of_cases().fullmatch(phrase) is not None


def without_comparison(phrase: str) -> str:
    """``phrase`` without what it is set against: 发病率相当于全市平均水平 → 发病率."""
    return _SET_AGAINST.sub("", phrase)


def with_disease(phrase: str, *sources: str) -> str:
    """``phrase`` behind the disease of the first source that names one, where it names none."""
    if not only_cases(phrase):
        return phrase
    return next((only_disease(source) for source in sources if only_disease(source)), "") + phrase


def whole_class(phrase: str, unit: str) -> str:
    """A class of infectious diseases said short, in full: 丙类报告(83例) → 丙类传染病报告."""
    return _BARE_CLASS.sub(r"\1传染病", phrase) if unit in _CASE_UNITS else phrase
