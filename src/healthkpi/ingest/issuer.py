"""The area whose office issued a text: what stands on a line of its own at head or foot.

凭祥市卫生局; 大通湖区血吸虫病防治工作领导小组办公室; 重庆市涪陵区人口和计划生育委员会.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINES = 8  # lines of head and foot in which an office is looked for
_GAP = re.compile(r"[ \u3000]{2,}")
_FRAME = re.compile(r"^[\s(（【\[]+|[\s)）】\]]+$")
_TAIL = re.compile(r"(?:文件|编印?|印发?|供稿|汇报材料|公告|简报)$")
_LABEL = re.compile(
    r"^(?:发布|发文|印发|主办|承办|编印|供稿|报送|来文|责任)?(?:机构|机关|单位|部门|主办|主体)[:：]\s*|^(?:版权所有|主办|编印|来源)[:：]\s*"
)
_OFFICE = re.compile(
    r"(?P<area>[\u4e00-\u9fff]{1,14}?(?:省|市|县|区|州|盟|旗))"
    r"(?:卫生|卫健|人口|计划生育|医疗保障|医保|中医|疾病|疾控|人民政府|政府办|党政|社会事业|血吸虫|血防|妇幼|爱国卫生|爱卫|深化医药|医改|防治|地方病|红十字会)"
    r"[\u4e00-\u9fff]{0,18}"
)
_ENDS = (
    "局",
    "委员会",
    "委",
    "厅",
    "中心",
    "所",
    "站",
    "办公室",
    "小组",
    "指挥部",
    "政府",
    "红十字会",
)


def issuing_area(text: str) -> str | None:
    """The name of the area, as written, of the office that issued ``text``; head before foot."""
    return next(issuing_areas(text), None)


def issuing_areas(text: str) -> Iterator[str]:
    """The areas of all offices that ``text`` names on lines of their own, head before foot."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in [*lines[:_LINES], *reversed(lines[_LINES:][-_LINES:])]:
        for part in _GAP.split(line):
            name = _TAIL.sub("", _FRAME.sub("", _LABEL.sub("", part)))
            office = _OFFICE.fullmatch(name)
            if office and name.endswith(_ENDS):
                yield office["area"]
