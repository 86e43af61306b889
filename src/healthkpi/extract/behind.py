"""Names what stands after its number: 8个中医专科诊疗中心, 4例本土病例."""

from __future__ import annotations

import re

from healthkpi.extract.apposed import names_apposed
from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.phrase_words import LEFT_UNITS, affects
from healthkpi.extract.phrases import (
    noun_after,
    split_verb,
    whole_modifier,
    with_object,
    with_predicate,
    without_building,
)
from healthkpi.extract.predicates import KEPT_VERBS
from healthkpi.extract.remaining import name_rest, tells_state
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import noun_before, trim_head
from healthkpi.vocabulary.places import find_places

_LINK = frozenset(("、", "和", "与", "及", "以及", "或", "/"))
_CASES_BEHIND = re.compile(
    r"(?![为是系均无以、])[\u4e00-\u9fff、]{0,10}?(?:病例|患者|感染者|个案|病人)(?![\u4e00-\u9fff]{0,2}[率数])"
)
_SPREAD = re.compile(r"(?:主要)?(?:分布|集中|来自|涉及)")
_OTHER_COUNTER = re.compile(r"^[(][件套名人家个张所台次户例项处][)]")  # 359台(件)医疗设备
_CUT_OFF = re.compile(r"(?:开展|提供|具备|配备|设有|开设|建有|拥有|掌握|服务|覆盖|完成|接收)了?$")
_MEASURE_OF = re.compile(
    r"([^的]{2,20}?)(?:报告)?的[^的]{2,10}(?:率|比例|占比|百分比|水平|费用)"
    r"(?:\([^()]*\))?(?:[升降提增减][\u4e00-\u9fff]?[至到为])?"
)
_LISTED_IN_BRACKETS = re.compile(r"[(](?!市、区[)])[^()]*、[^()]*[)]")  # 3家医院(A、B和C)
_COPULA_END = re.compile(r"(?:[率数量度比]|指数|费用|水平|寿命)(?:为|达到?|是|有|升至|降至|约)$")
_COMPARED = re.compile(r"\s*[较比][^,;。]{1,12}的")
_CHANGES = re.compile(
    r"(?:明显|显著|略有?|有所|大幅|稍有?)*(?:[回上][落升]|下降|增加|减少|增长|升高|降低)"
)
_FILLS = re.compile(r"填补了?[\u4e00-\u9fff]{2,6}空白")
_PEERS = re.compile(
    r"([市县区州旗盟]{1,2}|省份|[\u4e00-\u9fff]{2,8}(?:医院|卫生院|机构|单位))中(?=(?:[由从][高低多少]到[高低多少])?(?:排列)?(?:居|列|排|位列|名列|位居))"
)
_PRICE_FALL = re.compile(r"(?:价格)?平均(?:降价|降幅|降低|下降)(?:达|约|超过?)?")
_AREAS = re.compile(r"(?:县|区|市|州|旗|乡镇|街道|地|[(](?:[市区县旗]、?)+[)])+")
_REACHES_AREAS = re.compile(
    r"((?:新增|报告|累计)?[\u4e00-\u9fff]{2,14}?(?:病例|感染者|疫情|患者|个案))(涉及|分布在|来自|波及)$"
)
_IN_AREAS = re.compile(
    r"(?P<what>[\u4e00-\u9fff“”]{0,24}?)(?:已|先后|率先|再)*(?P<into>在|扩大[到至]|扩展[到至]|增加(?:[到至])?|扩面[到至]|推广[到至]|新增)"
)
_SENDING = ("选派", "派出", "抽调", "派驻", "选送", "输送")
_AIDED = re.compile(
    r"(?:(?:紧急|星夜|赶赴|赴|逆行|支援|驰援)*(?:驰援|支援|援助|援鄂|援))([\u4e00-\u9fff]{2}(?:市|省)?)"
)
_PURPOSE = 8  # characters of what people are sent for
_AGENT = 16  # characters of who did what a verb tells; a longer one is a whole clause
_SUBSTANTIAL = 5  # a predicate of fewer characters tells less than the verb before the number


def counts_cases_behind(draft: Draft) -> bool:
    """Whether cases stand after a number whose noun is else before it: 4例本土病例."""
    return _CASES_BEHIND.match(draft.right) is not None


def _read(draft: Draft, after: Draft | None) -> tuple[str, str, str]:
    """The noun behind a number, what it did, and the text that was read for both."""
    right = _LISTED_IN_BRACKETS.sub("", _OTHER_COUNTER.sub("", draft.right))
    if right[:1] == " ":
        return "", "", ""  # a gap between items of a list without marks
    cases = _CASES_BEHIND.match(right) if draft.unit in LEFT_UNITS else None
    if cases and _SPREAD.match(right, cases.end()):
        right = cases.group()  # 258例病例分布在…
    if not right.strip() and after is not None and after.start == draft.end:
        right = after.right  # 2家2个省级重点学科: the noun of the second is the first's, too
    noun, predicate = noun_after(right)
    noun = noun or (cases.group() if cases else "")  # 2例死亡病例
    if predicate and after is not None and _CUT_OFF.search(predicate):
        predicate = with_object(predicate, draft, after)
    runs_on = after is not None and after.start == draft.end + len(right)
    if runs_on and (
        (predicate.startswith(("共", "累计", "合计", "全年")) and not _AREAS.fullmatch(noun))
        or _COPULA_END.search(predicate)
        or (after is not None and _PRICE_FALL.fullmatch(predicate))
    ):
        predicate = ""  # 29家哨点医院共报告就诊186432人次: what they did is the next number's
    noun = re.split(r"\d", noun)[0] if not re.search(r"[“(A-Za-z]", noun) else noun
    noun = re.sub(r"(?:和|(?<!参)与|及|以及|、|,|或|并|其中)+$", "", noun)
    return noun, predicate, right


def name_behind(spoken: Spoken, draft: Draft, after: Draft | None) -> bool:
    """8个中医专科诊疗中心: the noun stands after the number."""
    noun, predicate, right = _read(draft, after)
    if not right or (_COMPARED.fullmatch(draft.left) and _CHANGES.match(right)):
        return False  # 流感178宗,较8月的265宗明显回落
    if not noun or tells_state(right):
        named = name_rest(spoken, draft, right)
        if named or not noun:
            return named
    if _of_others(spoken, draft, noun, right):
        return True
    reached = _REACHES_AREAS.match(trim_head(draft.left, spoken.places))
    if reached and _AREAS.fullmatch(noun):  # 新增感染者涉及8个区,其中云岩区148例
        draft.phrase, draft.shape = f"{reached[1]}{reached[2]}的{noun}", "after"
        spoken.remember(draft, reached[1], reached[1])
        return True
    piloted = _piloted(spoken, draft, noun, predicate) if _AREAS.fullmatch(noun) else ""
    if piloted:
        draft.phrase, draft.shape = piloted, "after"
        spoken.remember(draft, piloted, noun)
        return True
    whose = _MEASURE_OF.fullmatch(noun)
    if whose:
        noun, predicate = whose[1], ""  # 1.1万名糖尿病患者的血糖控制率达到52.7%
    noun = without_building(noun)
    verb, modifier = _before(spoken, draft, noun)
    draft.verb, draft.shape = verb, "after"
    bare = modifier + noun if modifier and modifier not in noun else noun
    if modifier and draft.left.rstrip().endswith("等" + modifier):
        bare = noun_before(draft.left, draft, spoken.places) + noun
    told = with_predicate(bare, predicate)
    long = len(told) - len(bare) > _SUBSTANTIAL
    owner = ""
    if affects(verb):
        owner = noun_before(draft.left.rpartition(verb)[0], draft, spoken.places)
        owner = owner or spoken.topic.bare
        owner = owner if len(owner) <= _AGENT else ""
        verb = owner + verb
    if verb in _SENDING and long and predicate:
        told = verb + with_predicate(bare, _purpose(predicate))  # 选派36名骨干对口支援某县
        draft.phrase = told
        spoken.remember(draft, draft.phrase, bare, verb)
        return True
    draft.phrase = told if not verb or (long and not verb.startswith(KEPT_VERBS)) else verb + bare
    spoken.remember(draft, draft.phrase, owner or bare, verb)
    return True


def _piloted(spoken: Spoken, draft: Draft, noun: str, predicate: str) -> str:
    """公立医院改革在17个县启动, 试点扩大到24个县: the counties of what; "" if it is not told."""
    told = _IN_AREAS.fullmatch(trim_head(draft.left, spoken.places))
    if told is None:
        return ""
    what = trim_head(told["what"], spoken.places).removesuffix("范围")
    what = what if len(what) > _SUBSTANTIAL else spoken.around.clause_object(draft)
    if len(what) < _SUBSTANTIAL or _AREAS.search(what[-1]):
        return ""
    if told["into"] != "在":
        return what + noun
    return f"{predicate.removeprefix('全面')}{what}的{noun}" if len(predicate) > 1 else ""


def _before(spoken: Spoken, draft: Draft, noun: str) -> tuple[str, str]:
    """The verb and the modifiers that stand before a number whose ``noun`` is behind it."""
    verb, modifier = split_verb(trim_head(draft.left, spoken.places))
    if draft.left.rstrip().endswith("等"):
        verb, modifier = _listed(spoken, draft, noun)
    apposed = names_apposed(draft, noun)
    if apposed is not None:
        verb, modifier = apposed, ""
    if not verb and spoken.topic.verb and draft.left.strip() in _LINK:
        verb = spoken.topic.verb
    if draft.left == draft.clause and apposed is None:
        verb, modifier = whole_modifier(trim_head(draft.left, spoken.places), verb, modifier)
    return verb, modifier


def _of_others(spoken: Spoken, draft: Draft, noun: str, right: str) -> bool:
    """Whether a count is of things told before, or of peers; neither is a topic of its own."""
    if _FILLS.fullmatch(noun) and spoken.topic.bare:
        whole = split_verb(spoken.topic.bare)[1] or spoken.topic.bare
        draft.phrase, draft.shape = f"{noun.replace('了', '')}的{whole}", "topic-of"
        return True  # 开展新技术19项,有5项填补县内空白
    peers = _PEERS.match(right)
    if peers:  # 在全省11个市中居第3位
        draft.phrase, draft.shape = peers[1], "after"
    return peers is not None


def _purpose(predicate: str) -> str:
    """What people are sent for, without where: 对口支援(理塘县); 下沉乡镇."""
    aided = _AIDED.match(predicate)
    if aided and find_places(aided[1]):
        return aided.group()  # 驰援湖北: whom they helped is what they were sent for
    places = find_places(predicate)
    end = min([place.start for place in places] + [len(predicate)])
    kept = ""
    for word in cut(re.split("[、,]", predicate[:end])[0]):
        if len(kept) + len(word) > _PURPOSE:
            break
        kept += word
    return re.sub(r"(?:到|在|赴|往|等|和|为|对|开展|进行)+$", "", kept)


def _listed(spoken: Spoken, draft: Draft, noun: str) -> tuple[str, str]:
    """Verb and modifier before a list with 等: 引入基因测序、核酸检测等10项新技术."""
    listed = noun_before(draft.left, draft, spoken.places)
    words = cut(listed)
    verb = words[0] if words and tag(words[0]) == "v" else ""
    return (verb, "") if len(noun) > 2 else ("", listed)
