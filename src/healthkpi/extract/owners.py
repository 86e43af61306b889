"""What a bare phrase is of: a fund's 支出, a building's 设计床位, a group's rate.

These take what was spoken of before as text and give the phrase made whole, or nothing.
"""

from __future__ import annotations

import re

from healthkpi.extract.diseases import disease_at_head, only_cases
from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.phrase_words import has_noun

_EVENT = re.compile(r"(?:死亡|重症|治愈|出院)(?:病例|人数|数)?$")
_CASES_TOLD = re.compile(
    r"(?:报告|确诊|新增|新发)*(?:发病|死亡|治愈出院|治愈|出院|确诊|重症|感染|新发|新增)(?:病例|人数|例数|数)?$"
)
_OF_CASES = re.compile(r"(?:报告)?(?:发病|死亡|病死|患病|感染)(?:率|数|人数)$")
_MEASURE_END = re.compile(
    r"[率比度]$|比例$|占比$|水平$|住院日$|住院天数$|均[\u4e00-\u9fff]{0,6}费用?$"
)
_GROUP_NAME = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:人群|患者|居民|儿童|妇女|老年人|孕产妇|人口|家庭|人员|学生|小学生|初中生|高中生|男性|女性|职工|农民|农村|城市|城镇|地区|医院|卫生院|机构)"
)
_EACH = re.compile(r"每[所个家村县院人]")
_LEDGER = re.compile(r"(?:总|当期|当年|累计|滚存|本年|年末)?(?:收入|支出|结余|节余)$")
_CASES = re.compile(r"(?:感染者|病人|病例|患者|发病|传染病)(?:数|人数|例数)?$")
_GROUP = re.compile(
    r".*(?:患者|感染者|人群|儿童|妇女|老年人|孕产妇|居民|对象|医院|卫生院|机构|人员|学生|职工)"
)
_CASE_UNITS = ("例", "人", "名", "宗", "起")
_HOLDER = re.compile(r"(?:医院|机构|卫生院|中心|基层|[乡县]村?[两三]级|乡村两级|公立|民营)占$")
_HELD = re.compile(r"(?:床位数?|人次|诊疗量|人员|费用|诊疗|出院|入院|门急诊|就诊)$")
_DID = re.compile(r"^(?:共|全年|累计|完成|实现)+")
_VISITED = re.compile(r"(?:诊疗|门急诊|门诊|出院|入院|住院|健康检查)(?:人次数?|人数|量)?$")
_SHARE_OF = re.compile(r"(.{2,24}?)(?:达到|通过|符合|获评|建成|配备)")
_SHORT = 8  # characters of what an institution has a share of
_BARE_RATE = 4  # a rate of more characters says what it is of
_NOUN = 20  # characters of what a phrase is of
_WHOLE = 24  # characters of a phrase that may go whole behind 占


def with_owner(phrase: str, topic: str) -> str:
    """``phrase``, a ledger's entry or a share dealt out to each, with what it is of; else ""."""
    ledger = _LEDGER.search(topic) if _LEDGER.fullmatch(phrase) else None
    if ledger and ledger.start() > 1:
        return topic[: ledger.start()] + phrase  # 职工医保基金收入…,支出…,当期结余…
    if _EACH.match(phrase) and not has_noun(phrase[2:]):
        return topic[-_NOUN:] + phrase if topic else ""  # 村卫生所…,每所补助2万元
    return ""


def measure_of(topic: str) -> str:
    """What ``topic`` measures, without whom: 重点人群签约服务覆盖率 → 签约服务覆盖率."""
    if not _MEASURE_END.search(topic):
        return ""
    group = _GROUP.match(topic)
    rest = topic[group.end() :] if group else topic
    return rest if 2 < len(rest) <= _NOUN else ""


def is_group(phrase: str) -> bool:
    """Whether ``phrase`` names people or bodies and nothing that is measured of them."""
    return _GROUP_NAME.fullmatch(phrase) is not None


def counts_cases(draft: Draft, bare: str) -> bool:
    """Whether a claim counts the cases of a disease, of which later shares are told."""
    return draft.unit in _CASE_UNITS and _CASES.search(bare) is not None


def among_cases(phrase: str, *told: str) -> str:
    """占 with the cases that ``phrase`` is a part of: 母婴传播占新报告感染者; else nothing."""
    for topic in told:
        if _CASES.search(topic) and len(topic) <= _WHOLE and len(phrase) > 1:
            return "" if phrase[:-1] in topic else "占" + topic
    return ""


def tells_event(phrase: str) -> bool:
    """Whether ``phrase`` tells what became of cases: 死亡, 治愈出院."""
    return _EVENT.search(phrase) is not None


def without_event(topic: str) -> str:
    """``topic`` without what became of its cases: 累计治愈出院 → 累计, which 死亡 can follow."""
    return _CASES_TOLD.sub("", topic)


def visits_in(*told: str) -> str:
    """The kind of visit that the first of ``told`` which counts any is about: 诊疗人次."""
    return next((found.group() for one in told if (found := _VISITED.search(one))), "")


def share_held(phrase: str, topic: str) -> str:
    """An institution's share of what was counted: 床位20万张,其中医院占79.1%."""
    held = _HOLDER.search(phrase) and _HELD.search(topic) and len(topic) <= _SHORT
    return f"{phrase[:-1]}{_DID.sub('', topic)}占比" if held else ""


def whole_of(topic: str) -> str:
    """Whom a share spoken of was a share of: 乡镇卫生院达到基本标准的比例 → 乡镇卫生院."""
    share = _SHARE_OF.match(topic) if topic.endswith("比例") else None
    return share[1] if share else topic


def taken_up(phrase: str, topic: str) -> str:
    """A bare verb with what it was done to before: 大病专项救治病种30种,累计救治4216人."""
    if phrase.endswith("率") and len(phrase) == len("治愈率") and topic.endswith(phrase[:-1]):
        return topic + "率"  # 满疗程治愈204例,治愈率93.2%
    verb = phrase.removeprefix("累计")
    at = topic.find(verb)
    bare = len(verb) == len("救治") and tag(verb) in ("v", "vn")
    return topic[:at] + phrase if bare and at > 1 and len(topic) > at + len(verb) else ""


def rate_carried(phrase: str, recent: str, draft: Draft) -> str:
    """肠道传染病发病率为64/10万,呼吸道传染病为53/10万: another disease by the measure before."""
    told = _OF_CASES.search(recent)
    if told is None or not disease_at_head(recent) or disease_at_head(phrase) != phrase:
        return ""
    changed = draft.measure == "change" and draft.unit == "%"
    rate = told.group().endswith("率") and draft.unit == "每10万"
    return phrase + told.group() if changed or rate else ""


def rate_of(phrase: str, recent: str, topic: str) -> str:
    """What a rate is of whose word the claim before had: 健康档案33.9万份,建档率95.2%."""
    if not phrase.endswith("率") or len(phrase) > _BARE_RATE:
        return ""
    if recent.endswith(phrase[:-1]) and len(recent) > len(phrase):
        return recent + "率"  # 流感病毒核酸阳性71份,阳性率29.6%
    if only_cases(phrase) or phrase.endswith(("参合率", "接种率")):
        return ""  # 参合率 is a scheme's own, 接种率 a vaccine's
    stem = phrase[:-1] if len(phrase) == 3 else cut(phrase)[0]
    if len(stem) < 2 or not set(stem) & set(recent) or phrase in recent:
        return ""
    words = [word for word in cut(topic) if word not in (stem, phrase)]
    kept: list[str] = []
    while words and len("".join(kept)) + len(words[-1]) <= len(phrase) + 2:
        kept.insert(0, words.pop())
    found = "".join(kept)
    return "" if len(found) < 2 or tag(kept[-1])[:1] == "v" else found + phrase
