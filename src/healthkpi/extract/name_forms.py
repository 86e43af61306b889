"""Forms of names that no gazetteer lists: townships, university hospitals, alliances."""

from __future__ import annotations

import re

from healthkpi.extract.lexer import cut, is_common_verb, tag

_HAN = "[\u4e00-\u9fff]"
TOWN = re.compile(
    rf"((?!苏木|以来|所有|各个|每个|全部|部分|其他|农村|建制|像){_HAN}{{2,4}}?(?<![城乡村各])(?:镇(?![痛静])|乡(?![镇村亲贤医民])|街道))"
)
_KIND_OF_TOWN = re.compile(  # 产业强镇, 特色小镇 and 历史名镇 are kinds, too
    r"[省市县区]级|示范|苏木|半数|多数|少数|各|[全本该每]|乡|城$|[强小名重]$|(?:特色|卫生|美丽|专业|中心|百强)$"
)
_NO_NAME_TAGS = frozenset(["v", "d", "r", "m", "p", "c"])
# 其中唯亭街道立案4起: what shows that a township is told of
TOWN_TELLS = re.compile(
    r"(?:最[多高]|次之|居|就|更|仅|只|已|达到?|有|立案|新建|完成|建成|投入|率先|报告|在全[区县市]|一家|\d)"
)
# What makes of a township's name the name of something in it: 某镇卫生院, 某街道社区.
TOWN_GOES_ON = re.compile(
    r"(?:中心)?卫生[院所室服]|社区|医院|村|街|派出所|中学|小学|中心|敬老院|养老院|[的和与及、等]|两?级|$"
)
TOWN_END = re.compile(r"街道|镇(?!区)|乡(?!镇)")  # 上党街道, in 上党区
ROAD = re.compile(rf"{_HAN}{{2,4}}?(?:街办|路|街|桥|苑)(?=社区卫生服务)")  # 湖东路社区卫生服务中心
# Names that need no place of the gazetteer: 赣南医科大学第一附属医院, 百善中心卫生院.
UNIVERSITY = re.compile(
    rf"(?:(?![到建设派推快与和由向从在选加支入的]){_HAN}){{2,8}}?(?:大学|学院)"
    rf"(?:第[一二三四五六七八九十]+)?(?:临床|附属|直属)(?:第[一二三四五六七八九十]+)?{_HAN}{{0,6}}?医院"
    rf"(?![、等]|{_HAN}{{1,4}}医院)"
)
CENTRAL = re.compile(
    rf"(?!乡镇|各|全|本|该|农村|基层|建制|重点|部分|[多家个所座]|一般|其他|社区|县|市|省|我){_HAN}{{2,3}}(?:镇|乡)?中心卫生院"
)
BRANCH = re.compile(
    rf"(?!乡镇|镇级|基层|[各该全本多]|所有|部分|县级|[一二两三四五六][家个大]){_HAN}{{2,3}}(?:分院|院区)"
)
WING = "(?:新院|院区|[东西南北老]院)"
WING_END = re.compile(f"{WING}$")
ALLIANCE = re.compile(r"(?:紧密型)?(?:医共体|医联体|医疗集团)(?!成员|内|建设)")  # 县人民医院医共体
# 宁晋、隆尧两县, each by its short name
SHORT_NAMES = re.compile(rf"({_HAN}{{2,3}}?(?:[、和]{_HAN}{{2,3}}?)+)[两三四五]([县市区旗])")
# What cannot go on a name as its predicate, and what shows that a name is a subject.
_PREDICATE = re.compile(
    r"(?=的[^,;。、]{2,16}(?:占|为|达|[升降增减][至到为]|仅|约)[^,;。\d]{0,12}\d)|"
    r"(?=[与和同][^,;。]{2,20}(?:开展|合作|共建|签订|签约|联合|建立|组建|结成|结对|协作))"
    r"|(?=[一二三四](?:、?[一二三四])?级(?:手术|微创))|(?=一家)|(?=[一两三][年季周天])|(?=区域)"
    r"|(?!(?:党委)?(?:副)?(?:院长|主任|书记|负责人|局长|所长|工作人员|医生|护士|专家))(?![的等级、和与及一二三四五六七八九十第市县区省为首])"
)
_PLACE_GOES_ON = re.compile(
    r"(?=的[^,;。、]{0,14}\d)|(?=的[^,;。、]{0,8}[中里],)|(?=第[一二三四五六七八九十\d]+[轮批次届])|(?=县域)|(?!对口|帮扶|支援|援建|援助|[的等级、和与及一二三四五六七八九十第市县区省首])"
)


def is_predicate(text: str, at: int, *, of_place: bool = False) -> bool:
    """Whether what stands at ``at`` can go on after a subject."""
    pattern = _PLACE_GOES_ON if of_place else _PREDICATE
    return at < len(text) and pattern.match(text, at) is not None


def match_town(text: str, at: int = 0) -> re.Match[str] | None:
    """The township named at ``at``; none for 改扩建镇卫生院, 省级示范镇卫生院, 走进某镇."""
    town = TOWN.match(text, at)
    return town if town and is_town_name(town[1]) else None


def is_town_name(name: str) -> bool:
    """Whether what ends like a township is a name: no verb, number or kind stands in it."""
    stem = re.sub(r"(?:街道|镇|乡)$", "", name)
    if _KIND_OF_TOWN.search(stem):
        return False
    words = cut(stem)
    if len(words) == 1:
        return not is_common_verb(stem) and (tag(stem) != "m" or stem[-1] not in "数位个成")
    return not any(len(word) > 1 and tag(word) in _NO_NAME_TAGS for word in words)
