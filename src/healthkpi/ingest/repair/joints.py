"""How well the rest of a column goes on from where another broke off, by words and numbers."""

from __future__ import annotations

import re

from healthkpi.ingest.repair.pairs import affinity
from healthkpi.ingest.repair.words import likelihood

_NUMBER = r"(?:[\d.]+|[一二三四五六七八九两]成|[一二三四五六七八九]分之)"
_STARTS_NUMBER = re.compile(_NUMBER)
STARTS_MEASURED = re.compile(  # no paragraph begins with 30.2%, or 78.6/10万,
    rf"{_NUMBER}(?:[%％‰]|/10?万|[万亿]?[余多]?(?:人次|例|元|张|个百分点))[,，。;；、和及]"
)
_WANTS_NUMBER = re.compile(
    r"(?:达到?|[率比数量额例]为|至|超过?|逾|突破|近|仅用?|不足|不到|少于|低于|高于|下降|增长|提高|占|有|是|从|由|分别为"
    r"|中位数为|建成|完成|累计|共|排|缩短到?|[%％\d]和|[%％\d]、)$"
)
_MUST_HAVE_NUMBER = re.compile(r"(?:达到|超过|分别为|[率比数]为|下降到|缩短到|提高到|仅用)$")
_COUNTER = re.compile(r"[余多]?[万亿]|[%％‰.]|人次|[种个家所人名例项张台件次辆起批支处座元岁天]")
_COUNTED = rf"{_NUMBER}[余多万千]*"
_KINDS = (
    (
        re.compile(
            r"(?:人员|医生|医师|护士|骨干|人才|患者|病人|职工|群众|居民|学生|儿童|老人|专家)$"
        ),
        re.compile(rf"{_COUNTED}(?:人|名|位|例)"),
    ),
    (
        re.compile(r"(?:医院|机构|卫生院|卫生室|中心|门诊|药店|学校|站|点|联盟|专科|项目)$"),
        re.compile(rf"{_COUNTED}[家所个处项]"),
    ),
    (re.compile(r"(?:床位|病床)$"), re.compile(rf"{_COUNTED}[张个]")),
    (re.compile(r"(?:资金|投资|经费|费用|补助|基金)$"), re.compile(rf"{_COUNTED}亿?元")),
    (
        re.compile(r"(?:手术|诊疗|会诊|门诊|检查|筛查|救治)$"),
        re.compile(rf"{_COUNTED}(?:例|台|人)"),
    ),
    (re.compile(r"时间|用时|仅用|等候|中位数"), re.compile(rf"{_NUMBER}(?:个?小时|分钟|天|秒)")),
    (re.compile(r"率|占比|比例|占|增长|下降|达到"), re.compile(rf"{_NUMBER}(?:[%％‰成]|/10?万)")),
    (re.compile(r"(?:发病率|死亡率|患病率)[^，。]{0,4}$"), re.compile(rf"{_NUMBER}(?:/10?万|‰)")),
    (
        re.compile(r"(?:控制在|不超过|降[到至]|压[缩减]到)$"),
        re.compile(rf"{_NUMBER}[%％‰元天人例]?以[内下]"),
    ),
    (re.compile(r"寿命|年龄"), re.compile(rf"{_NUMBER}岁")),
)
_BOUNDARY = 10  # characters at either side of a break that are looked at
_WORD_WEIGHT, _PAIR_WEIGHT = 0.5, 0.3
_TORN = -2.6  # what speaks against a number torn in two


def fit_at_break(line: str, following: str) -> float:
    """How well ``following`` goes on from ``line``, by the words and numbers at the break."""
    tail, head = line[-_BOUNDARY:], following[:_BOUNDARY]
    if tail[-1].isdigit() and head[0].isdigit():
        return _TORN  # a number torn in two would be two numbers of the source
    joined = likelihood(tail + head) - likelihood(tail) - likelihood(head)
    score = _WORD_WEIGHT * max(0.0, joined)
    score += _PAIR_WEIGHT * affinity(tail[-1], head[0])
    if _STARTS_NUMBER.match(head):
        alike = sum(1.0 for what, unit in _KINDS if what.search(tail) and unit.match(head))
        score += alike + (1.5 if alike or _WANTS_NUMBER.search(tail) else -1.0)
    elif _MUST_HAVE_NUMBER.search(tail):
        score -= 1.5
    if tail[-1].isdigit() and _COUNTER.match(head):
        score += 1.5
    return score
