"""Counted things, and numbers without a unit: claims, or parts of names and words."""

from __future__ import annotations

import re
from decimal import Decimal

from healthkpi.extract.cues import cues
from healthkpi.extract.draft import Draft
from healthkpi.models import Role
from healthkpi.vocabulary.load import read_yaml

_NOUN_BEFORE = re.compile(r"[\u4e00-\u9fff]{2}(?:达|为|约|近)?$")
_NOUN_AFTER = re.compile(r"(?:的)?[\u4e00-\u9fff]{2}")
_ROUND = re.compile(r"[超近逾上]?[百千万亿]+")
_SIZED = re.compile(r"产业|集群|企业|工程|项目|县|镇|园区|板块")
HALF = re.compile(r"一半|近半|半数|过半|对半|大半")
_SEX_RATIO = re.compile(r"性别比[^,;。]{0,8}$")  # men to a hundred women: no share
_RATE_BEFORE = re.compile(
    r"(?:率|性别比)(?:(?:[^,;。\d]{0,6}年)?为|达到?|约|:|[升降提增减][\u4e00-\u9fff]?[到至为]|[由从][^,;。\d]{0,6}的?)?$"
)
_MEDAL = re.compile(r"[金银铜](?:牌)?(?:\d|[,。;、好和]|$)")
_MONEY_NAME = re.compile(
    r"(?:资金|投资|经费|收入|支出|费用|投入|产值|金额|贷款|结余)(?:达|为|约|近|共)?$"
)
_FEW = 20
_LARGE = 10_000
_NEXT_ITEM = re.compile(r"[ )]*(?:、[\u4e00-\u9fff]{3}|[,;。(])")  # 医师13.05万、注册护士…
_GREETED = re.compile(  # 挥别2023, 聚焦2024
    r"(?:挥别|告别|作别|聚焦|回望|回首|回眸|展望|走过|迎接|拥抱|奋进|决胜|致敬|再见|你好|难忘|走进|奔向|逐梦)[,!\s]*$"
)
_EVENT = re.compile(
    r"[\u4e00-\u9fff·“”]{2,14}(?:会|论坛|博览会|峰会|赛|节|周|月|行动|榜|展|指数|年度)(?![\u4e00-\u9fff]{0,2}[达为])"
)
_CODE = re.compile(r"0\d+|\d{7,}")  # 00127, 5300000014: parts of numbers of files and permits
_SIZED_BY = frozenset(("克", "千克", "公斤", "毫升", "升", "厘米", "毫米"))
_SIZE_OF = re.compile(r"(?:体重|出血|献血|捐献|身高|直径|胎重)[\u4e00-\u9fff]{0,3}$")
_SIZE_CLASS = re.compile(r"(?:及?以[上下])?的|献血者|以[上下]|[\u4e00-\u9fff]{2,6}(?:者|儿)")
_ADDED = re.compile(  # 新添64排CT一台, 再建一座献血屋, 让每个街道都有一家
    r"(?:(?:再|又|新|增|添|购|扩)(?:建|添|增|购|设|配|开|置)了?|每[一个]?[\u4e00-\u9fff()]{1,8}[都均各]?(?:有|建成?|设|配备?|拥有)了?"
    r"|(?:新增|新添|新购|增添|购置|购买|添置|配备|配置)[\u4e00-\u9fffA-Za-z]{2,10})$"
)
_WON = re.compile(r"[夺获揽得]")


def judge_count(draft: Draft) -> None:
    """Decide whether a number with a counter is a claim."""
    words = read_yaml("measures.yaml")
    if _is_class_of_size(draft):
        draft.refuse("name", "class-of-size")  # 3000吨级码头; 体重低于1000克的早产儿
    elif draft.unit == "周年":
        draft.refuse("date", "anniversary")
    elif draft.surface == "round":
        draft.refuse("name", "round-name")
    elif draft.unit == "级" and draft.number.value and draft.number.value % 1:
        draft.claim("level", "level")  # 电子病历应用水平平均达到4.6级
    elif draft.unit in ("级", "A级"):
        draft.refuse("grade", "grade")
    elif draft.left.endswith("第"):
        draft.refuse("ordinal", "ordinal")
    elif draft.unit in words["numbered_units"]:
        draft.refuse("reference", "numbered-thing")
    elif (
        draft.number.comparator == "ge" and draft.unit in ("例", "起") and draft.right[-1:] == "的"
    ):
        draft.refuse("name", "criterion")  # 出现2例及以上病例的,应及时报告
    elif _is_indefinite(draft):
        draft.refuse("other", "indefinite-one")
    elif draft.surface == "cjk" and draft.right[:1] in ("“", "‘"):
        draft.refuse("name", "bundle")
    elif draft.surface == "cjk" and cues().abstract.match(draft.right):
        draft.refuse("other", "summing-up")
    else:
        draft.claim("count", "count")


def _is_class_of_size(draft: Draft) -> bool:
    """Whether a size says which are meant: 体重不足1500克的218例, 400毫升献血者."""
    if draft.unit not in _SIZED_BY:
        return (
            draft.right.startswith("级") and draft.unit in read_yaml("measures.yaml")["size_units"]
        )
    told = _SIZE_OF.search(draft.left) or not draft.left.strip()
    return bool(told and (_SIZE_CLASS.match(draft.right) or draft.number.comparator != "eq"))


def _is_indefinite(draft: Draft) -> bool:
    """一所小学: one is said only to introduce a thing; 再建一座, 每个镇有一家 count it."""
    if draft.surface != "cjk" or draft.number.value != 1:
        return False
    if draft.number.comparator != "eq":
        return False  # 督导不少于一次
    return not _ADDED.search(draft.left)


def judge_bare(draft: Draft) -> None:
    """Decide what a number without a unit is: part of a word, a year, a fraction, a count …"""
    named = _named_by(draft)
    if named:
        draft.refuse(*named)
    elif _MEDAL.match(draft.right) and _WON.search(draft.context):
        draft.claim("count", "count-without-counter")
    elif _RATE_BEFORE.search(draft.left):
        sexes = _SEX_RATIO.search(draft.left) is not None
        draft.claim("index" if sexes else "rate", "rate-without-unit")
    elif HALF.search(draft.quote):
        draft.number = draft.number._replace(value=Decimal(50), unit="%")
        draft.unit = "%"
        draft.claim("rate", "fraction")
    elif draft.surface == "fraction" or (draft.surface == "cjk" and draft.amount < 1):
        draft.claim("rate", "fraction")
    elif _MONEY_NAME.search(draft.left) and draft.amount >= _LARGE:
        draft.unit = "元"  # 争取资金23.6亿,
        draft.claim("amount", "amount-without-unit")
    elif _counts_without_counter(draft):
        draft.claim("count", "count-without-counter")
        draft.unit = "人次" if draft.left.rstrip("为达约近").endswith("人次") else ""
    elif draft.surface == "cjk":
        draft.refuse("other", "numeral-in-word")
    elif _CODE.fullmatch(draft.quote):
        draft.refuse("reference", "code")
    else:
        draft.refuse("unresolved", "bare-number")


def _named_by(draft: Draft) -> tuple[Role, str] | None:
    """Role and rule of a bare number that dates, orders or names; None for one that may count."""
    if draft.left.endswith("第"):
        return "ordinal", "ordinal"
    if _is_year(draft):
        return "date", "year"
    if draft.is_whole and draft.amount <= _FEW and cues().abstract.match(draft.right):
        return "other", "summing-up"  # 做了以下7方面工作
    if draft.right.startswith(("大", "强")) and not draft.right.startswith(("大学", "大专")):
        return "name", "bundle"
    if draft.surface == "round" or _is_size_class(draft):
        return "name", "round-name"
    return None


def _is_size_class(draft: Draft) -> bool:
    """超千亿产业链: a size that classes the thing after it."""
    return bool(_ROUND.fullmatch(draft.quote)) and bool(_SIZED.match(draft.right))


def _is_year(draft: Draft) -> bool:
    return (
        draft.is_whole
        and draft.surface == "digits"
        and 1949 <= draft.amount <= 2050
        and (
            not _NOUN_BEFORE.search(draft.left)
            or _stands_alone(draft)
            or _names_event(draft)
            or _GREETED.search(draft.left) is not None
        )
    )


def _names_event(draft: Draft) -> bool:
    """2024世界康养大会: the year of an event, part of its name."""
    return _EVENT.match(draft.right) is not None


def _stands_alone(draft: Draft) -> bool:
    """展望2024: a line of a few characters."""
    return draft.sentence.end - draft.sentence.start <= 12 and not draft.right.strip()


def _counts_without_counter(draft: Draft) -> bool:
    """5万余群众; 总诊疗人次3.02亿: the noun stands right after or right before."""
    ended = not draft.right.strip(" )") or bool(_NEXT_ITEM.match(draft.right))
    if draft.amount >= 100 and ended and _NOUN_BEFORE.search(draft.left):
        return True
    return draft.amount >= 10 and bool(_NOUN_AFTER.match(draft.right))


_COUNTED_IN = re.compile(r"(人次|人数|例数)数?$")


def unit_of(phrase: str) -> str:
    """The unit that a count's phrase says by itself: 入院人次由676.4万增加到721.9万."""
    told = _COUNTED_IN.search(phrase)
    return told[1].removesuffix("数") if told else ""
