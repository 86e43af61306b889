"""Names of organisations: what ends one, what cannot begin one, and what is only a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import find_places

_LONGEST = 22  # characters of an organisation's name before its last word
_AROUND = 4  # characters before a name that show whose part it is in
# Around the name of one that helps, is visited or is compared with.
_OTHER_BEFORE = re.compile(r"(?:与|同|和|及|到|赴|往|由|向|经|较|比|来自|邀请|依托|、)$")
_OTHER_BEHIND = re.compile(
    r"的?(?:等|、|先后|对口|选派|派|专家|\d+名|帮扶|支援|托管|结成|结对|互认|进修|牵头|指导|合作|共建|学习|[和与及])"
)
_HAN_RUN = re.compile(r"[\u4e00-\u9fff〇]+")
_CLASS_NAME = re.compile(
    r"(?:各|全部|所有|其他|本地|[一二三]级|[甲乙]等|公立|民营|社会办|城市|县级|市级|省级|区级|县域|市属|省属|基层|乡镇|团场|社区|综合|专科|中医|中西医结合|妇幼|大型|定点|试点|示范|牵头|成员|以上|及|和|、)+"
    r"(?:医院|卫生院|保健院|卫生服务中心|医疗集团|医共体|集团)"
)
_CLASS_WORD = re.compile(r"级|等|公立|民营|社会办|各|定点|试点|基层|乡镇|县域")
NO_NAME = re.compile(
    r"^小小|^部分|^个别|^但|^不过|对口|帮扶|^苏木镇|^这|比|率|依托|围绕|地处|[的和与及各等家所从在到对由把被为让是有这该]|记者|走进|全[省市县国院]|[我本]院|[一二三]级|乡镇卫生院|社会办|公立|民营|建设|新建|其中|新增|市属|省属|县属|三甲|二甲|起|了|办|成立|组建|实现|推|将|^[市县省区州]"
)


IN_NAMES = re.compile(
    r"协和|同济|同仁|同德|仁和|太和|泰和|人和|瑞和|康复|各族|德和|和平|有色|建设兵团"
)


def is_no_name(rest: str) -> bool:
    """Whether what follows its place shows a stretch to be no name: 建成二级医院, not 协和医院."""
    return NO_NAME.search(IN_NAMES.sub("某", rest)) is not None


def full_names(text: str) -> list[str]:
    """Every name in ``text`` of an organisation that begins with its place."""
    return [name for name, _ in _full_names(text)]


def own_names(text: str) -> list[str]:
    """Those of ``full_names`` that are no other's: not 与甲市人民医院结成医联体, 甲市人民医院选派….

    All of them, where all are named as another's.
    """
    own = []
    for name, end in _full_names(text):
        before = text[max(0, end - len(name) - _AROUND) : end - len(name)]
        if not _OTHER_BEFORE.search(before) and not _OTHER_BEHIND.match(text, end):
            own.append(name)
    return own or full_names(text)


def _full_names(text: str) -> Iterator[tuple[str, int]]:
    """Each full name and where it ends."""
    for tail in re.finditer(rf"(?:{org_ends()})(?:总医院|总院)?", text):
        runs = _HAN_RUN.findall(text[max(0, tail.start() - _LONGEST) : tail.end()])
        segment = runs[-1] if runs else ""
        for mention in find_places(segment):
            name = segment[mention.start :]
            rest = segment[mention.end :]
            if len(name) > 3 and not is_no_name(rest[:-2]) and not is_kind(name):
                yield name, tail.end()
                break


def org_words() -> Any:
    """The words of metadata.yaml."""
    return read_yaml("metadata.yaml")


def org_ends() -> str:
    """What an organisation's name ends with, as an alternation, the longest first."""
    return "|".join(map(re.escape, sorted(org_words()["org_ends"], key=len, reverse=True)))


@cache
def org_name() -> re.Pattern[str]:
    """A run of letters that begins a name and ends like an organisation's."""
    return re.compile(
        rf"(?:(?<![\u4e00-\u9fff])|(?<=走进|探访))([\u4e00-\u9fff〇]{{2,20}}?(?:{org_ends()})(?:总医院|总院)?)"
    )


def is_kind(name: str) -> bool:
    """Whether ``name`` is a kind of organisation: 公立医院, 长治市公立医院."""
    mentions = find_places(name)
    rest = name[mentions[0].end :] if mentions and mentions[0].start == 0 else name
    if _CLASS_NAME.fullmatch(rest) and (rest == name or _CLASS_WORD.search(rest)):
        return True
    return name in org_words()["org_kinds"] or rest in org_words()["org_kinds"]
