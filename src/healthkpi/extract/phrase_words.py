"""The words of the phrase's frame: what to drop, what to keep, what opens a predicate."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.extract.cues import alternation
from healthkpi.extract.lexer import cut, tag
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import find_places
from healthkpi.vocabulary.places_index import read_index

# With these the thing measured stands before the number, not after it.
_CLASS = re.compile(
    r"[甲乙丙丁一二三四五]类|[国省市县区厅部]级|[一二三]等奖|[一二三多]孩|[\u4e00-\u9fff]{2,6}(?:型|式|(?<![阳阴])性)"
    r"|社区|农村|城市|城镇|城区|乡村"
)
_PLACE_LEAD = re.compile(r"^(?:其中|其次(?:为|是)?|最[高低多少]的(?:是)?)")
_SHORT_PLACES = re.compile(r"[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})*")
_LISTED = re.compile(r"[、和与及]")
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{2,3}(?<![城乡村各小个强重名古大])(?:镇|乡(?!镇)|街道)")
# 每千人口, in what an item says of a rate: alone, and with the children, the aged and 拥有.
PER_POPULATION = re.compile(r"每[十百千万\d]+(?:名|位)?(?:常住|户籍)?(?:人口|人|居民)?")
PER_HEAD = re.compile(
    r"每[十百千万\d]+(?:名|位)?(?:常住|户籍)?(?:人口|人|居民|老年人|儿童)?(?:拥有)?"
)
LEFT_UNITS = frozenset(
    ["元", "%", "‰", "人次", "例次", "例", "人份", "天", "年", "岁", "倍", "小时", "分钟", "百分点"]
)
_PRICE_BASIS = ("价格", "当年价格", "可比价格", "同口径", "同口径下")
_REPORTED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}的)?([^,;。的]{2,8}?)(?:虽然?|也|仅|只|就|又|共|已|均|各)*(报告|新增|新增报告|累计报告|发病)"
)
_COUNTY = re.compile(
    r"(?![本全各我该])[\u4e00-\u9fff]{2,3}(?:县|(?<![社地辖小城郊园校学灾牧林山矿库疫病全])区|镇|乡|街道|旗)"
)
_ALONE = re.compile(r"[\u4e00-\u9fff]{2,10}一[家市县区院镇]")  # 柳州一市就有133家
_BANNER = re.compile(
    r"(?!.{0,2}[红国锦军]旗)[\u4e00-\u9fff]{1,3}旗|[\u4e00-\u9fff]{0,4}(?:高新|经开|开发)区"
)
_PLACED_BY = re.compile(r"(.{2,8})以")
_WING = re.compile(
    r"(?!乡镇|[各该全]|下辖)[\u4e00-\u9fff]{2,4}(?:院区|分院)|本部"
)  # of a hospital: 高新院区600张
_REGION = re.compile(r"(?:南方|北方|[东中西]部)(?:省份|地区)")
_GOAL_QUOTED = re.compile(
    r"(?:(?:[优高低好]于|超过|达到|超出|规划|省定|国家|省|市|州|县|年度|年|计划|上级|“?十[一二三四五]五”?|上)*(?:规划|提出|规定|确定|下达|要求|控制)的?"
    r"|规划|省定|国家|年度|计划|\d{4}年)*(?:规划|目标|目标值|标准|任务|任务目标|指标值)"
    r"|(?:[优高低好]于|超过|达到|超出)?(?:《?规划》?|国家|省|市|州|县|省上|州上|上级)(?:提出|规定|确定|下达|要求)?|(?:[优高低好]于)?[省国市]定"
)
_REGIONS = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:城镇群|城市群|都市圈|经济区|经济圈|三地州)|[\u4e00-\u9fff]{2,3}(?:[、和][\u4e00-\u9fff]{2,3})*等(?:地|市|县|市县|县市|地区)"
)
_POINTING = re.compile(  # 较前(一日), 两镇(均高于…), (与全省)相比
    r"[较比]前一?[日天周月]?|(?:这|以上|上述)?[两三四五六七八九十][镇县区市乡地旗州](?:[均都])?|相比|相较|比较"
)
_ORDER = re.compile(
    r"(?:[我本全][省市县区州盟旗])?(?:按[^,;。]{0,12}?)?[由从][高低多少大小]到[高低多少大小](?:排列|排序|排名|依次)?"
)
_WEEK = re.compile(
    r"(?:[低高少多]于)?(?:上月|上周|前一周|去年同期|上年同期|去年|今年|当天|当日)|同期|增长|下降|提高|上升|增加|减少|第?\d+(?:周|月|季度)|(?:当|上|本)(?:周|月|季度)"
)


# With 29.7%的平均水平相比仍有差距 the number is another's, or a goal's, and names nothing itself.
_SET_AGAINST = (
    "(?:规划|省定|市定|省级|国家|年度|既定|预期|全[国省市县区州])*(?:平均水平|平均值|平均数|均值|目标值?|标准|要求|水平|控制线)?"
    "(?:相比|相较|比较|相差|[,]?(?:尚|仍|还|依然|依旧|明显|较)*(?:有|存在)?(?:一定|一些|一点|较大|不小)?的?(?:差距|距离))"
)


class Earlier(NamedTuple):
    """What the sentences before, of the same section, have spoken of."""

    visits: str = ""  # the kind of visit: 诊疗人次
    topic: str = ""
    share_of: str = ""
    cases: str = ""
    two: tuple[str, ...] = ()


class Topic(NamedTuple):
    """What the sentence has spoken of so far: the phrase with its verb, and without."""

    full: str = ""
    bare: str = ""
    verb: str = ""


class PhraseWords(NamedTuple):
    """The lists of ``phrases.yaml``, as sets or compiled."""

    tails: frozenset[str]
    heads: frozenset[str]
    light: frozenset[str]
    predicates: frozenset[str]
    light_predicate: re.Pattern[str]
    closing: re.Pattern[str]
    modifiers: frozenset[str]
    relational: re.Pattern[str]
    elliptic: frozenset[str]
    classes: frozenset[str]
    nominal: frozenset[str]
    affecting: frozenset[str]
    spending: frozenset[str]


@cache
def phrase_words() -> PhraseWords:
    """The words, loaded once."""
    words = read_yaml("phrases.yaml")
    relational = alternation(read_yaml("relations.yaml")["relational"])
    return PhraseWords(
        tails=frozenset(words["frame_tail"]),
        heads=frozenset(words["frame_head"]),
        light=frozenset(words["light_verbs"]),
        predicates=frozenset(words["predicate_starts"]),
        light_predicate=re.compile(
            rf"(?:{alternation(words['light_adverbs'])})*(?:{alternation(words['light_predicates'])})"
        ),
        closing=re.compile(
            rf"(?:的)?(?:(?:{alternation(words['closing_nouns'])})(?=[,;。、()]|$)|{_SET_AGAINST})"
        ),
        modifiers=frozenset(words["modifiers"]),
        relational=re.compile(rf"(?:其)?(?:{relational})"),
        elliptic=frozenset(words["elliptic"]),
        classes=frozenset(words["classes"]),
        nominal=frozenset(words["nominal_endings"]),
        affecting=frozenset(words["affecting_verbs"]),
        spending=frozenset(words["spending_verbs"]),
    )


def paired_prefixes() -> dict[str, list[str]]:
    """Prefixes that cover two things, and the words for each: 城乡 -> 城镇, 农村."""
    pairs: dict[str, list[str]] = read_yaml("phrases.yaml")["paired_prefixes"]
    return pairs


def is_relational(phrase: str) -> bool:
    """Whether ``phrase`` names a measure of something said before: 占比, 总量."""
    return bool(phrase) and bool(phrase_words().relational.fullmatch(phrase))


def is_elliptic(phrase: str) -> bool:
    """Whether ``phrase`` names nothing without what was spoken of before: 死亡."""
    return phrase in phrase_words().elliptic


def is_class(phrase: str) -> bool:
    """Whether ``phrase`` only classes the thing counted before: 其中三级."""
    return phrase in phrase_words().classes or bool(_CLASS.fullmatch(phrase))


def is_modifier(word: str) -> bool:
    """Whether ``word`` only tells one thing from its like: 国家级, 省级."""
    return word in phrase_words().modifiers


def is_place_name(phrase: str) -> bool:
    """Whether ``phrase`` is a place's name and nothing more: 城口县, 最低的城口县."""
    name = _PLACE_LEAD.sub("", phrase)
    parts = _LISTED.split(name)
    if len(parts) > 1 and all(is_place_name(part) for part in parts):
        return True
    if _TOWNSHIP.fullmatch(name) or _BANNER.fullmatch(name):
        return True
    if not 2 <= len(name) <= 12:
        return False
    if name[-1] not in "县区市旗镇乡道省州盟" and not _SHORT_PLACES.fullmatch(name):
        return False
    found = find_places(name)
    if found and found[-1].end < len(name) and "、" in name:
        return all(is_place_name(part) for part in name.split("、"))
    known = bool(found) and found[0].start == 0 and found[-1].end == len(name)
    return known or (len(name) > 2 and name in read_index().names)  # 鼓楼区, of several cities


def affects(verb: str) -> bool:
    """Whether ``verb`` says what something named before did to others: 惠及."""
    return verb in phrase_words().affecting


def spends(phrase: str) -> bool:
    """Whether ``phrase`` is a bare verb of spending: 投入."""
    return phrase in phrase_words().spending


def has_noun(phrase: str) -> bool:
    """Whether any word of ``phrase`` is a noun (or unknown to the dictionary)."""
    return any(tag(word)[:1] not in "vdpcrumf" for word in cut(phrase))


def last_word(phrase: str) -> str:
    """The last of jieba's words of ``phrase``, its head: 医疗卫生机构床位 → 床位."""
    words = cut(phrase)
    return words[-1] if words else ""


def without_verb(phrase: str) -> str:
    """``phrase`` without the verb it begins with: 建成中医馆 → 中医馆."""
    words = cut(phrase)
    return "".join(words[1:] if len(words) > 1 and tag(words[0])[:1] == "v" else words)


def names_nothing(phrase: str) -> bool:
    """Whether ``phrase`` says where, when or on what basis a number was found, and not of what.

    南海区以(28.6%居首), 第49周, 可比价格; but a bare 占 takes its whole from before.
    """
    behind = _PLACED_BY.fullmatch(phrase)
    placed = is_place_name(phrase) or (behind is not None and is_place_name(behind[1]))
    other = phrase in _PRICE_BASIS or _WEEK.fullmatch(phrase) is not None
    other = other or _REGION.fullmatch(phrase) is not None or _WING.fullmatch(phrase) is not None
    other = other or _ALONE.fullmatch(phrase) is not None or _ORDER.fullmatch(phrase) is not None
    other = other or _REGIONS.fullmatch(phrase) is not None
    other = other or _POINTING.fullmatch(phrase) is not None
    return placed or other or (len(phrase) < 2 and phrase != "占")


def quotes_goal(phrase: str) -> bool:
    """Whether ``phrase`` only says that the number is a goal or norm: 2020年目标(为2.8人)."""
    return _GOAL_QUOTED.fullmatch(phrase) is not None


def without_reporter(phrase: str) -> str:
    """``phrase`` without the place that reports: 南海区报告(3562例) → 报告病例."""
    told = _REPORTED.fullmatch(phrase)
    if told is None or not (is_place_name(told[1]) or _COUNTY.fullmatch(told[1])):
        return phrase
    return told[2] + ("" if told[2] == "发病" else "病例")
