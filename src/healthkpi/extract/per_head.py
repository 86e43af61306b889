"""Rates per head of population: 每千人口床位6.8张, and what a later number takes over from them."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.told import Told
from healthkpi.vocabulary.load import read_yaml

_PER = re.compile(
    r"每(?P<n>百|千|万|十万|10万|百万)(?:名|位|人)?(?:张|位)?"
    r"(?!元)(?:常住|户籍|老年|目标|服务|适龄|活产)?(?:人口|居民|人|儿童|老年人|住院|活产|床|张床)?"
    r"|(?P<m>千|万|百)(?:人|人口)(?:均|拥有|口|(?=[床托医注执全病]))"
)
_PER_BEFORE = re.compile(
    r"每(?:百|千|万|十万)(?:人口?|名[\u4e00-\u9fff]{2,4})(?:将|要|应|须|已|平均)?(?:配备|拥有|有)?$"
)
_PER_UNIT = {
    "百": "每百人",
    "千": "每千人",
    "万": "每万人",
    "十万": "每10万",
    "10万": "每10万",
    "百万": "每百万",
}
_MANY = 100  # more beds or doctors than any thousand people have
_EACH = re.compile(r"每|[户村院人店]均|平均")  # 每村2.5名
_NO_NOUN = re.compile(
    r"[、(),;。]|(?:和|与|及|以|左右|的?$|的(?:平均)?水平|[\u4e00-\u9fff]{0,2}(?:增|提|升|降|减|到|至|高|低|位居|居))"
)
_PER_WHOM = re.compile(
    r"每[十百千万\d]+(?:名|位)?(?:常住|户籍|农业|服务)?(?:人口|人|居民|儿童|老年人|妇女)"
)
_STANDARD = re.compile(r"的[\u4e00-\u9fff]{0,4}(?:平均|水平|目标|标准|要求|均值)")
_SAME_MEASURE = re.compile(
    r"(?:年前|改革前|[前后]者|[前后]一(?:项|个)(?:指标)?|这[一个]?项?(?:指标|数字|数据))"
    r"(?:[^,;。\d]{0,6}年前)?(?:已|也|还|就|才)?(?:仅|只)?(?:有|为|是|达到?|提高到|增加到)?$"
)


def _heads() -> list[str]:
    heads: list[str] = read_yaml("measures.yaml")["per_head_units"]
    return heads


def per_unit(draft: Draft) -> str:
    """The 每千人 … of the clause, for a number that is not itself a count of something after it.

    2.92人 cannot be a count: 每千人 … holds from the clauses before: 每千人口床位6.8张,医师2.9人.
    """
    follows = _PER.match(draft.right.lstrip(" -—–:"))  # 3.72人——每千人口执业医师数
    if follows and draft.amount < _MANY:
        return _PER_UNIT[follows["n"] or follows["m"]]  # 3.26人每千人口执业医师
    direct = _PER_BEFORE.search(draft.left)
    if draft.unit and draft.right and not direct and not _NO_NOUN.match(draft.right):
        return ""
    found = ""
    parted = draft.unit in _heads() and draft.number.value and draft.number.value % 1
    for match in _PER.finditer(draft.context if parted else draft.clause):
        found = _PER_UNIT[match["n"] or match["m"]]
    return found


def same_rate(draft: Draft, told: Told) -> str:
    """The unit of the rate told before where a count is that of others or another time.

    与全省5.0张的水平相比; 通州区从3.6张增加到4.4张: no place has 3.6 beds.
    """
    if draft.unit not in _heads() or not told.per_head:
        return ""
    same = _STANDARD.match(draft.right) or _SAME_MEASURE.search(draft.clause)
    parted = not draft.is_whole and draft.amount < _MANY and not _EACH.search(draft.clause)
    return told.per_head if same or parted else ""


def unit_of_change(draft: Draft, before: Draft | None) -> str:
    """The unit of a change: that of the rate per head it changes, else its own."""
    unit = draft.unit
    rate = before is not None and before.is_claim and before.unit.startswith("每")
    if unit in _heads() and before and rate and (not draft.is_whole or draft.amount < _MANY):
        unit = before.unit  # 分别为3.21人和3.88人,同比分别增加0.13人
    if unit in _heads() and draft.number.value and draft.number.value % 1:
        per = list(_PER.finditer(draft.clause))
        unit = _PER_UNIT[per[-1]["n"] or per[-1]["m"]] if per else unit
    return unit


def with_per_head(draft: Draft) -> str:
    """The phrase of a rate per head with 每千人口, where only an item before said so.

    每千人口床位6.1张,医师、护士分别为2.2人和2.1人; 前者每千人口2.08人.
    """
    if "per-population" not in draft.rules or "每" in draft.phrase or not draft.phrase:
        return draft.phrase
    told = _PER_WHOM.findall(draft.context)
    heads = [per for per in told if _PER_UNIT.get(_number(per)) == draft.unit]
    return heads[-1] + draft.phrase if heads else draft.phrase


def _number(per: str) -> str:
    """The 千 of 每千人口."""
    match = _PER.match(per)
    return match["n"] if match and match["n"] else ""
