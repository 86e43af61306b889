"""The words of scopes.yaml that point back to a place, or quote the figure of a larger one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.extract.draft import Draft
from healthkpi.extract.marks import either
from healthkpi.vocabulary.load import read_yaml

_OF_AREA = ("县域", "市域", "区域内")
_POPULATION = re.compile(
    r"系统管理率|遗传代谢病筛查率|听力筛查率|产前筛查率|婚前医学检查率|(?:孕产妇|婴儿|儿童|新生儿)死亡率|出生缺陷发生率|健康素养水平|[县市]域内?(?:就诊|住院)率"
)
_PER_HEAD = re.compile(r"每[百千万\d]+万?名?(?:常住|户籍)?(?:人口|居民|儿童|老年人|妇女)")
_OWN_RATE = re.compile(r"设备|职称|学历|人员|达标率|合格率|完好率|仪器")
_CENTRES = ("疾控中心", "疾病预防控制中心")
_EPIDEMIC = re.compile(
    r"报告|发病|病例|疫情|传染病|阳性率|流感样|接种|补种|知晓率|治愈率|覆盖率|管理率|筛查率"
)


class ScopeCues(NamedTuple):
    """Words for one named before, for a quoted area, its average, and each of several."""

    anaphor: re.Pattern[str]
    quoted: re.Pattern[str]
    average_after: re.Pattern[str]
    each: re.Pattern[str]


@cache
def scope_cues() -> ScopeCues:
    """The patterns, compiled once."""
    data = read_yaml("scopes.yaml")
    body, place = either(data["anaphor_organisation"]), either(data["anaphor_place"])
    county = either(data["county"])
    area = either([*data["nation"], *data["province"], *data["own"], *data["county"]])
    average = either(data["average"])
    return ScopeCues(
        re.compile(
            rf"(?P<body>{body})|(?P<place>{place})|(?:^|(?<=[,;:。(年月日末底前今]))(?P<county>{county})"
        ),
        re.compile(
            rf"(?P<area>{area})(?:同期)?的?(?P<average>{average})?(?:(?<=平均)[\u4e00-\u9fff]{{2,5}}率)?(?:分别)?(?P<link>为|是|达|:|\()?的?$"
        ),
        re.compile(
            rf"(?:[、和与及](?:{area})?\d[^,;。、]{{0,8}})*的[^,;。]{{0,6}}(?:{average}|人均|目标)"
        ),
        re.compile(rf"(?:{either(data['each'])})[^,;。\d]{{0,6}}$"),
    )


def tells_of_population(draft: Draft) -> bool:
    """Whether a number is of all who live in an area, whoever reports it: 孕产妇系统管理率."""
    told = draft.measure in ("rate", "change") and _POPULATION.search(draft.phrase)
    return bool(told or _PER_HEAD.search(draft.phrase))


def tells_of_area(name: str, draft: Draft) -> bool:
    """Whether a number told of the organisation ``name`` can only be its area's.

    So are numbers per 1,000 people, 县域内就诊率, and cases that a disease control centre reports.
    """
    if draft.unit.startswith("每") or draft.phrase.startswith(_OF_AREA):
        return True
    rate = draft.measure == "rate" and not _OWN_RATE.search(draft.phrase)
    told = draft.unit == "例" or rate or _EPIDEMIC.search(draft.phrase)
    return name.endswith(_CENTRES) and bool(told)
