"""Who or what was tested, and how, for the numbers that only tell what came of it.

对从业人员开展血清学检测,共检测320人,检出阳性4人,阳性率1.3%: the people and the test are told once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.draft import Draft

_RESULT = re.compile(
    r"(?:共|累计|现场|实际|全年|应)*"
    r"(?:检测|采样|检出(?:[\u4e00-\u9fffA-Za-z0-9()-]{0,10}?)阳性|(?P<rate>(?:检出[\u4e00-\u9fffA-Za-z0-9()-]{0,10}?)?阳性率|检出率)|检出|筛查|检查|查出|确诊|受检)"
    r"(?:人数|人次|者|数)?"
)
_SPECIMEN = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:标本|样本|样品|血清|血样|拭子|水样|螺|蚊)(?=\d|$|[,;])"
)
_SPECIMENS = ("份", "件", "只", "管")
_TEST = re.compile(
    r"((?:免费|主动|集中|全员)?(?:血清学|核酸|抗体|抗原|病原学|B超|X线|胸片|PPD|影像学?|症状|尿碘|涂片|快速)(?:检测|筛查|检查|监测|调查)"
    r"|(?:主动|人群|全员|职业人群|重点人群|密切接触者)(?:核酸)?(?:筛查|检测|检查|监测)|筛查)"
)
_PEOPLE = re.compile(
    r"(?:对|为|组织|在)[^,;。]*?((?:从业人员|职业人群|重点人群|养殖人员|高危人群|密切接触者|接触者|暴露人员"
    r"|目标人群|适龄妇女|服务对象|入境人员|发热人员|发热病例|中小学生|学生|新生|幼儿|儿童|老年人|居民|职工|村民|牧民|农牧民|矿工|孕产妇|孕妇|献血者))"
)
_FRAME = re.compile(r"^(?:共|累计|现场|实际|全年|应)+")
TESTED = "tested"  # the rule of a phrase made whole here, which still lacks its disease
_LONG = 14  # characters that such words may have together
_PEOPLE_UNITS = ("人", "名", "人次", "人份", "%")


def name_tested(text: str, claims: Sequence[Draft]) -> None:
    """Put before each bare result of ``claims`` who or what was tested, and how."""
    specimen = ""
    for draft in claims:
        told = _RESULT.fullmatch(draft.phrase)
        before = text[draft.sentence.start : draft.clause_start]
        if told is None or draft.measure not in ("count", "rate", "change"):
            kept = _SPECIMEN.search(draft.phrase) if draft.unit in _SPECIMENS else None
            specimen = kept.group() if kept else specimen
        elif specimen and (draft.unit in _SPECIMENS or told["rate"]):
            draft.phrase = _of_specimen(specimen, draft.phrase, told)
            draft.rules.append(TESTED)
        elif draft.unit in _PEOPLE_UNITS and _of_people(before):
            draft.phrase = _joined(_of_people(before), draft.phrase)
            draft.rules.append(TESTED)


def _of_specimen(specimen: str, phrase: str, told: re.Match[str]) -> str:
    noun = re.sub(r"^(?:共|累计|先后)*(?:采集|送检|检测|收集|采)", "", specimen)
    return noun + phrase if told["rate"] else f"{phrase}的{noun}"


def _joined(named: str, phrase: str) -> str:
    """``named`` and ``phrase`` without the act said twice: 血清学检测 and 共检测."""
    core = _FRAME.sub("", phrase)
    return named if named.endswith(core) else named + core


def _of_people(before: str) -> str:
    """The people and the test that the last clause which has a test tells of: 学生筛查."""
    for clause in reversed(re.split("[,;]", before.rstrip(",;"))):
        test = list(_TEST.finditer(clause))
        if test:
            people = _PEOPLE.search(clause[: test[-1].end()])
            who = people[1] if people and people[1] not in test[-1][1] else ""
            named = who + test[-1][1]
            return "" if named == "筛查" else named if len(named) <= _LONG else test[-1][1]
    return ""
