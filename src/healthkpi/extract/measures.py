"""What kind of number: rate, count, amount, change, rank, duration, level, index, or no claim."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.extract.draft import Draft
from healthkpi.models import Measure
from healthkpi.vocabulary.load import read_yaml

_DURATION_UNITS = frozenset("年 个月 月 周 天 日 小时 分钟 秒 岁 学时 工作日 个工作日 个小时 秒钟 载 星期 个星期 课时".split())
_RATE_UNITS = frozenset("% ‰".split())
_MONEY = re.compile(r"元|美元|港元|欧元|英镑|日元|人民币")
_PER = re.compile(
    r"每(?P<n>百|千|万|十万|10万|百万)(?:名|位|人)?(?:张|位)?(?P<who>常住|户籍|老年|目标|服务|适龄|活产)?(?:人口|居民|人|儿童|老年人|住院|活产|床|张床)?"
    r"|(?P<m>千|万|百)(?:人|人口)(?:均|拥有|口)"
)
_PER_UNIT = {"百": "每百人", "千": "每千人", "万": "每万人", "十万": "每10万", "10万": "每10万", "百万": "每百万"}
_INDEFINITE = re.compile(r"一(?:个|项|家|名|位|种|条|件|次|批|支|张|座|所|部|份|场|台|套|步|点|些|下|户|村|县|市|人|年|天|周|月|倍|级|期|线|类|块|本|处|轮|样|组|片|道|把|席|环|枝|站|号|区|路|艘|架|辆|流)?$")
_CARDINAL = re.compile(r"[〇○零一二两三四五六七八九十几]{1,3}")
_NOUN_BEFORE = re.compile(r"[\u4e00-\u9fff]{2}(?:达|为|约|近)?$")
_NO_NOUN = re.compile(r"[、(),;。]|(?:和|与|及|以|左右|的?$|[\u4e00-\u9fff]{0,2}(?:增|提|升|降|减|到|至|高|低|位居|居))")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_IMPROVED = re.compile(r"(?:提升|提高|改善|扩大|延长|缩小|拉动|领先|加快|优化)$")
_IN_NAME = re.compile(r"(?:内|以内)[\u4e00-\u9fff]{2,8}(?:率|比例)")
_MEDAL = re.compile(r"[金银铜](?:牌)?(?:\d|[,。;、好和]|$)")
_REACH = re.compile(r"[“”]?(?:医疗|服务|就医|急救|健身|便民|优质|养老|生活|步行|社区|健康|公共|基本)[\u4e00-\u9fff“”]{0,8}圈|圈|生活圈")
_ROUND_THE_CLOCK = re.compile(r"(?:服务|值班|值守|开放|核酸|在线|热线|制|动态|营业|急诊|不间断|监测|轮|待命|响应|随时|应急)")
_COMPARES = re.compile(r"(?:高于|低于|优于|快于|多于|少于)(?:全国|全省|全市|国家)?(?:平均)?(?:水平)?$")
_THAN = re.compile(r"(?:仍|还|更)(多|高|低|少)(?:出|了)?$|(?:比|较)[^,。;:]{1,16}?(多|高|低|少|增|减)(?:了|出|约|近)*$")


class _Cues(NamedTuple):
    change: re.Pattern[str]
    up: frozenset[str]
    not_change: tuple[str, ...]
    yoy: re.Pattern[str]
    duration: re.Pattern[str]
    index: re.Pattern[str]
    abstract: re.Pattern[str]


def alternation(words: list[str]) -> str:
    """The words as an alternation, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _cues() -> _Cues:
    relations = read_yaml("relations.yaml")
    up, down = relations["up"], relations["down"]
    nouns = relations["up_noun"] + relations["down_noun"]
    adverbs = alternation(relations["adverbs"])
    change = (
        rf"(?:(?P<verb>{alternation(up + down)})(?:全国|全省|全市|平均水平|全国平均|全省平均|全国平均水平|全省平均水平|年度目标|预期目标|目标)?(?:{adverbs}|\s)*"
        rf"|(?P<noun>{alternation(nouns)})(?:{adverbs}|为|达到|\s|:)*)$"
    )
    return _Cues(
        re.compile(change),
        frozenset(up + relations["up_noun"]),
        tuple(relations["not_change"]),
        re.compile(alternation(relations["yoy"])),
        re.compile(alternation(relations["duration_cues"])),
        re.compile(rf"(?:{alternation(relations['index_cues'])})[^,。;]{{0,8}}$"),
        re.compile(rf"(?:{alternation(relations['abstract_nouns'])})"),
    )


def find_change(left: str) -> str | None:
    """"up" or "down" where the text right before a number says it is a difference, else None."""
    cues = _cues()
    match = cues.change.search(left)
    if match is None:
        than = _THAN.search(left)
        return None if than is None else ("up" if (than[1] or than[2]) in "多高增" else "down")
    word = match["verb"] or match["noun"]
    head = left[: match.start() + len(word)]
    if head.endswith(cues.not_change):
        return None
    return "up" if word in cues.up else "down"


def change_span(left: str) -> int | None:
    """Where the words of change that end ``left`` begin, or None."""
    match = _cues().change.search(left) or _THAN.search(left)
    return match.start() if match else None


def judge(draft: Draft, before: Draft | None) -> None:
    """Decide role, unit, measure, direction and basis of ``draft``; ``before`` is its left neighbour."""
    draft.unit = draft.number.unit
    if draft.kind == "rank":
        _claim(draft, "rank", draft.rules[0])
    elif draft.kind == "level":
        _claim(draft, "level", "level")
    elif draft.kind == "universal":
        draft.refuse("other", "universal-quantifier")
    elif before and before.is_claim and (_continues(draft, before) or _restates(draft, before)):
        _follow(draft, before)
    else:
        _judge_quantity(draft)
    if draft.measure == "change" and before and before.is_claim and before.unit.startswith("每"):
        if draft.unit in ("人", "名", "张", "个", "台") and draft.is_claim:
            draft.unit = before.unit  # each 每千人: 分别为3.21人和3.88人,同比分别增加0.13人
    if draft.is_claim and _cues().yoy.search(draft.clause[-40:] + draft.right[:0]):
        draft.basis = "yoy" if draft.measure == "change" else None


def _claim(draft: Draft, measure: str, rule: str) -> None:
    draft.role = "claim"
    draft.measure = measure  # type: ignore[assignment]
    if rule not in draft.rules:
        draft.rules.append(rule)


def _continues(draft: Draft, before: Draft) -> bool:
    """Whether ``draft`` is the next item of a series: 分别增长6.9%、8.4%."""
    return (
        draft.left in ("、", "和", "与", "及", "以及", "或", "/")
        and before.measure == "change"
        and (draft.unit == before.unit or before.unit == "")
    )


def _restates(draft: Draft, before: Draft) -> bool:
    """下降近五成(48.57%): the exact figure of the change just told."""
    return (
        draft.left.strip() == "("
        and draft.right.startswith(")")
        and before.measure == "change"
        and draft.unit == before.unit
    )


def _follow(draft: Draft, before: Draft) -> None:
    _claim(draft, before.measure, "series")
    draft.direction, draft.basis = before.direction, before.basis


def _judge_quantity(draft: Draft) -> None:
    unit = draft.unit
    left = _PARENTHESIS.sub("", draft.context) if draft.left.startswith(")") else draft.left
    change = find_change(left)
    if change and _IMPROVED.search(left) and _is_counted(draft):
        change = None
    rated = unit in _RATE_UNITS or unit.startswith("每")
    if change and (rated or draft.right.startswith("的")) and _COMPARES.search(left):
        change = None  # 优于全国14.3/10万: the number is the nation's, not a difference
    if unit.endswith("分点"):
        _claim(draft, "change", "points")
        draft.direction = change or find_change(_without_adverb(draft.clause)) or "up"
    elif change and (unit or draft.rules[:1] == ["fraction"] or draft.number.value is None or draft.number.value >= 10):
        _claim(draft, "change", "change")
        draft.direction = change
    elif unit == "倍":
        _claim(draft, "change", "multiple")
        draft.direction = "down" if draft.number.value is not None and draft.number.value < 1 else "up"
    elif unit == "1:x":
        draft.unit = ""
        _claim(draft, "rate", "ratio")
    elif unit in _DURATION_UNITS:
        _judge_duration(draft)
    elif unit in _RATE_UNITS or unit.startswith("每") or "/" in unit:
        _claim(draft, "rate", "rate")
    elif _is_index(draft):
        _claim(draft, "index", "index")
    elif _per_unit(draft):
        draft.unit = _per_unit(draft)
        _claim(draft, "rate", "per-population")
    elif _MONEY.search(unit) and draft.rules[:1] == ["round"]:
        draft.refuse("name", "round-name")
    elif _MONEY.search(unit):
        _claim(draft, "amount", "amount")
    elif unit:
        _judge_count(draft)
    else:
        _judge_bare(draft)


def _is_index(draft: Draft) -> bool:
    if draft.unit:
        return draft.unit == "分"
    turned = re.sub(r"(?:由|从)[^,;]{0,8}的?$|[升降增减][\u4e00-\u9fff]{0,2}[到至为]$", "", draft.left)
    return bool(_cues().index.search(turned or draft.context[-24:]))


def _is_counted(draft: Draft) -> bool:
    """提升100家机构服务水平: the things are counted, the verb tells what is done to them."""
    return (
        draft.unit not in _RATE_UNITS
        and draft.unit not in _DURATION_UNITS
        and not _MONEY.search(draft.unit)
        and bool(re.match(r"[\u4e00-\u9fff“]{2}", draft.right))
    )


def _without_adverb(clause: str) -> str:
    return re.sub(r"(?:个|约|近|了)$", "", clause)


def _per_unit(draft: Draft) -> str:
    """The 每千人 … of the clause, for a number that is not itself a count of something after it."""
    follows = _PER.match(draft.right)
    if follows:
        return _PER_UNIT[follows["n"] or follows["m"]]  # 3.26人每千人口执业医师
    if draft.unit and draft.right and not _NO_NOUN.match(draft.right):
        return ""
    found = ""
    for match in _PER.finditer(draft.clause):
        found = _PER_UNIT[match["n"] or match["m"]]
    return found


def _judge_duration(draft: Draft) -> None:
    surface = draft.number
    if draft.unit == "岁":
        if re.search(r"寿命|年龄", draft.context + draft.right[:10]):
            _claim(draft, "duration", "life-expectancy")
        else:
            draft.refuse("name", "age")
    elif draft.unit == "年" and surface.value is not None and 1900 <= surface.value <= 2100:
        draft.refuse("date", "year")
    elif _IN_NAME.match(draft.right):
        draft.refuse("name", "reach-in-time")
    elif _REACH.match(draft.right):
        draft.refuse("name", "reach-in-time")
    elif draft.unit in ("小时", "分钟", "秒") and surface.value != 24 and not _ROUND_THE_CLOCK.match(draft.right):
        _claim(draft, "duration", "duration")
    elif surface.value is not None and surface.value % 1:
        _claim(draft, "duration", "duration")
    elif draft.number.comparator != "eq" and draft.rules[:1] != ["cjk"]:
        _claim(draft, "duration", "duration")
    elif _cues().duration.search(draft.left[-10:] + "|" + draft.right[:4]):
        _claim(draft, "duration", "duration")
    else:
        draft.refuse("period", "length-of-time")


def _judge_count(draft: Draft) -> None:
    surface = draft.number
    if draft.right.startswith("级") and draft.unit in ("吨", "万吨", "千瓦", "亩", "公里", "人", "米", "床", "张"):
        draft.refuse("name", "class-of-size")
    elif draft.unit == "周年":
        draft.refuse("date", "anniversary")
    elif draft.rules[:1] == ["round"]:
        draft.refuse("name", "round-name")
    elif draft.unit in ("级", "A级"):
        draft.refuse("grade", "grade")
    elif draft.left.endswith("第"):
        draft.refuse("ordinal", "ordinal")
    elif draft.unit in ("号", "号线", "路", "版", "章", "节", "条路", "页"):
        draft.refuse("reference", "numbered-thing")
    elif surface.value == 1 and draft.rules and draft.rules[0] in ("cjk", "round"):
        draft.refuse("other", "indefinite-one")
    elif draft.rules and draft.rules[0] in ("cjk", "round") and _cues().abstract.match(draft.right):
        draft.refuse("other", "summing-up")
    else:
        _claim(draft, "count", "count")


def _judge_bare(draft: Draft) -> None:
    value = draft.number.value if draft.number.value is not None else draft.number.high
    cjk = bool(draft.rules) and draft.rules[0] in ("cjk", "round")
    if draft.left.endswith("第"):
        draft.refuse("ordinal", "ordinal")
    elif value is not None and 1949 <= value <= 2050 and not cjk and value % 1 == 0 and not _NOUN_BEFORE.search(draft.left):
        draft.refuse("date", "year")
    elif cjk and value is not None and value < 1:
        _claim(draft, "rate", "fraction")
    elif draft.right.startswith(("大", "强")) and not draft.right.startswith(("大学", "大专")):
        draft.refuse("name", "bundle")
    elif draft.rules[:1] == ["round"]:
        draft.refuse("name", "round-name")
    elif _MEDAL.match(draft.right) and re.search(r"[夺获揽得]", draft.context):
        _claim(draft, "count", "count-without-counter")
    elif re.search(r"率(?:为|达到?|约|:)?$", draft.left):
        _claim(draft, "rate", "rate-without-unit")
    elif "/" in "".join(draft.rules) or draft.rules[:1] == ["fraction"]:
        _claim(draft, "rate", "fraction")
    elif value is not None and value >= 100 and not draft.right.strip(" )") and _NOUN_BEFORE.search(draft.left):
        _claim(draft, "count", "count-without-counter")
        draft.unit = "人次" if draft.left.endswith("人次") else ""
    elif value is not None and value >= 10 and re.match(r"(?:的)?[\u4e00-\u9fff]{2}", draft.right) and not cjk:
        _claim(draft, "count", "count-without-counter")
    elif cjk and value is not None and value >= 10 and re.match(r"[\u4e00-\u9fff]{2}", draft.right):
        _claim(draft, "count", "count-without-counter")
    elif cjk:
        draft.refuse("other", "numeral-in-word")
    else:
        draft.refuse("unresolved", "bare-number")


def unit_measure(unit: str, name: str) -> Measure:
    """The measure of a number that stands in a table, by its unit and its row's name."""
    if unit in _RATE_UNITS or unit.startswith("每") or "/" in unit or not unit and name.endswith("率"):
        return "rate"
    if unit.endswith("分点"):
        return "change"
    if _MONEY.search(unit):
        return "amount"
    if unit in _DURATION_UNITS:
        return "duration"
    if unit in ("名次", "级"):
        return "rank" if unit == "名次" else "level"
    return "index" if not unit and _cues().index.search(name) else "count"
