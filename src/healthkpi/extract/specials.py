"""Numbers that are no plain quantity: ranks (居全省第2位), levels (互联互通四级甲等), 全覆盖.

They are looked for before dates and names, whose patterns they would otherwise fall to.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from healthkpi.extract.numbers import read_number
from healthkpi.models import Number
from healthkpi.vocabulary.load import read_yaml

Kind = Literal["rank", "level", "universal"]

_CN = "〇零一二两三四五六七八九十百千"
_RANK_CONTEXT = re.compile(
    r"居|列|排|获|跃|升|移|稳|进位|跻身|占|夺|全国|全省|全市|世界|全球|同类|区域|排名|名次|位次|位|评|考核|综合|指数|榜|连续|进|为|保持|西部|中部|东部|国内|省内|市内|内"
)
_SPECIAL = re.compile(
    rf"(?P<rank>第\s*(?P<n>\d+|[{_CN}]+)\s*(?P<c>[名位]|方阵)?)"
    r"|(?P<bare>(?:(?<=排名)|(?<=排位)|(?<=位列)|(?<=名列)|(?<=位次))\s*(?P<b>\d+)\s*[名位])"
    r"|(?P<head>首位(?!战略|度|城市|专家)|榜首|前列第一)"
    rf"|(?P<top>前\s*(?P<t>\d+|[{_CN}]+)\s*(?:名|位|强)?)"
    r"|(?P<level>(?P<g>(?<![\d.])[1-9]|[一二三四五六七八九])\s*级(?P<a>甲等|乙等|甲|乙)?)"
    r"|(?P<all>全覆盖|全部|所有(?![制权者])|100\s*%\s*全覆盖)"
)
_NOT_AFTER_RANK = re.compile(
    rf"[{_CN}\d]|产业|批|时间|次|届|轮|个|期|季|书记|责任|代|阶段|步|方|者|人民|附属|医院|中学|要务|动力|资源|生产力|医学|场|家|例|课|站|线|梯队|年|天|周|日|月|类|条|章|节|款|项|页|版|号|篇|集|现场|手|感|案|视角|梯次|战略|把手|落点|课堂|机电|张|台|部|座|支|道|大|机械|医|中医|妇|临床|粮食|组|标|实验|工程|汽车"
)


_PUT = ("放在", "摆在", "作为", "置于")  # 把居民健康放在首位


class Special(NamedTuple):
    """A rank or level as a number, or a word that says all; offsets count in the text searched."""

    kind: Kind
    number: Number
    rule: str


@cache
def _level_cue() -> re.Pattern[str]:
    scales = "|".join(map(re.escape, read_yaml("relations.yaml")["level_scales"]))
    return re.compile(rf"(?:{scales})[^,;。:]{{0,14}}$")


_AFTER_LEVEL = re.compile(
    r"(?:甲等|乙等)?(?:及?以上)?(?:水平|测评|评审|评价|标准|认证|等级|医疗服务能力|服务能力|能力|功能|(?:跃|晋|提)?升(?:级)?[至到为]|[、,;。)]|[和与][\d一二三四五六]级|$|建设)"
)
_ATTAINED_BEFORE = re.compile(r"(?:通过|达到|具备)了?$")
_ATTAINED = re.compile(  # 通过三级综合医院评审; 达到三级医院服务水平
    r"(?:甲等|乙等)?[\u4e00-\u9fff]{0,5}(?:医院|保健院|卫生院|中心)(?:等级)?(?:评审|评价|复审|复核|验收|(?:医疗)?(?:服务)?(?:能力|水平))"
)
_COUNTED = re.compile(r"\d|[成家所个]以上|更多|一批|多家|半数")  # 64%的县医院达到三级医院水平
_DATES = re.compile(r"\d+[年月日]")
_CLAUSE = re.compile(r"[,;。:]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_OR_MORE = re.compile(r"及?以上")
_KIND_OF_THING = re.compile(
    r"(?:甲等|乙等)?(?:及?以上|以上)?(?:医院|综合医院|综合|公立|公办|民营|专科|中医|妇幼|医疗机构|手术|医院水平|定点|中西医|康复|精神|儿童|助产|民族|党委|预防|书记|联动|网络|诊疗|医疗卫生|学科|公路|航道|残疾|传承)"
)


def _number(value: int, unit: str, start: int, end: int, comparator: str = "eq") -> Number:
    return Number(Decimal(value), None, None, unit, comparator, start, end)  # type: ignore[arg-type]


def _integer(surface: str) -> int | None:
    number = read_number(surface)
    return int(number.value) if number and number.value is not None else None


def _rank(match: re.Match[str], text: str) -> Special | None:
    start, end = match.span()
    value = _integer(match["n"])
    if value is None:
        return None
    if text[max(0, start - 2) : start] in _PUT:
        return None
    if not match["c"]:
        if _NOT_AFTER_RANK.match(text, end) or start == 0 or text[start - 1] in "\n。;:":
            return None
        before = _BRACKETS.sub("", text[max(0, start - 24) : start])  # 居各区(县、市)第三
        if not _RANK_CONTEXT.search(before[-8:]):
            return None
    elif match["c"] == "方阵":
        return None
    return Special("rank", _number(value, "名次", start, end), "rank")


def _top(match: re.Match[str], text: str) -> Special | None:
    start, end = match.span()
    value = _integer(match["t"])
    before = text[max(0, start - 16) : start]
    if value is None or not re.search(
        r"居(?!民|住|家)|列|进入|排|跻身|位于|保持|全国|全省|世界|稳定在|进", before
    ):
        return None
    if re.match(r"的|依次|分别|病种|疾病", text[end : end + 2]):
        return None
    if text[end : end + 1] in ("%", "‰", "‱"):
        return None
    if re.match(r"个|[年月日天季期批十百千万\d]|%", text[end : end + 1]):
        return None
    return Special("rank", _number(value, "名次", start, end, "le"), "rank-top")


def _level(match: re.Match[str], text: str) -> Special | None:
    start, end = match.span()
    before = text[max(0, start - 24) : start]
    if before[-1:] in "省市县乡村" and not re.search("能力|水平", before[-8:]) and before:
        return None
    attained = _ATTAINED_BEFORE.search(before) and _ATTAINED.match(text, match.end("g") + 1)
    if attained and not _COUNTED.search(_DATES.sub("", _CLAUSE.split(before)[-1])):
        value = _integer(match["g"])
        return Special("level", _number(value, "级", start, end), "level") if value else None
    if not _level_cue().search(before) or _KIND_OF_THING.match(text, match.end("g") + 1):
        return None
    if not match["a"] and not _AFTER_LEVEL.match(text, end):
        return None
    value = _integer(match["g"])
    bound = _OR_MORE.match(text, end)  # 电子病历4级以上
    comparator = "ge" if bound else "eq"
    end = bound.end() if bound else end
    return (
        Special("level", _number(value, "级", start, end, comparator), "level") if value else None
    )


def find_specials(text: str) -> list[Special]:
    """Ranks, levels and words for all in ``text``, in reading order, not overlapping."""
    found: list[Special] = []
    for match in _SPECIAL.finditer(text):
        special: Special | None = None
        if match["rank"]:
            special = _rank(match, text)
        elif match["bare"]:
            number = _number(int(match["b"]), "名次", *match.span())
            special = Special("rank", number, "rank")
        elif match["head"] and text[max(0, match.start() - 2) : match.start()] in _PUT:
            continue
        elif match["head"]:
            special = Special("rank", _number(1, "名次", *match.span()), "rank-head")
        elif match["top"]:
            special = _top(match, text)
        elif match["level"]:
            special = _level(match, text)
        else:
            special = Special("universal", _number(100, "%", *match.span()), "universal-quantifier")
        if special:
            found.append(special)
    return found
