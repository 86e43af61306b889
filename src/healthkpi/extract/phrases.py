"""The noun phrase after a number, its predicate, and the verb before it, from jieba's cuts."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.phrase_words import phrase_words
from healthkpi.vocabulary.places import find_places

_PLACE_LIST = re.compile(r"[\u4e00-\u9fff]{1,5}[县区市旗][、和与及]")
LIMIT = 60  # characters of an indicator phrase
_EDGES = " \t\n\r\u3000、,;:。!?.·-—~)]}】〕>》’”'\"/+*=|"
_OPENINGS = " \t\n\r\u3000、,;:。!?.·-—~)]}】〕>/+*=|"
_TURN = re.compile(
    r"[\u4e00-\u9fff]{0,3}?(?:增|提|升|降|减|扩|缩|压|调|跃|变|攀)[\u4e00-\u9fff]{0,2}[到至为成]"
)
_NONE_OF = re.compile(
    r"(?:均)?(?:无|未)[\u4e00-\u9fff、]{2,8}(?:报告|病例)"
)  # 11种无发病、死亡报告
_PARENTHESIS = re.compile(r"\([^()]*\)$|\((?:责任|牵头|配合)[^)]*\)?")
_UNCLEAN = re.compile(r"[,;:。!?\n]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ADJECTIVES = ("新", "老", "大", "小", "高", "低")
_MODIFIERS = ("n", "b", "z", "l", "j", "s", "f")  # jieba's tags of words that may modify a noun
_AGENT = re.compile(r"[工业院构位校县区市人员生者户庭师村区品果园站店厂田车]$")
_PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?:职工|医务人员|医护人员|护士|医师|医生|村医|患者|队员|专家|志愿者|师生|干部|工作者)"
)
_FOUR = re.compile(r"[\u4e00-\u9fff]{4}")  # 医务人员(闻令而动): mostly a set phrase
_WHEN = re.compile(
    r"([\u4e00-\u9fff]{2,16}?)(?:全月|冬春|每[月周天日](?:定期|轮流)|常年|因此|不必|分批|手把手|面对面|日夜|昼夜|连夜)[\u4e00-\u9fff]"
)
_THOROUGH = ("全面", "顺利", "平稳", "成功", "有序", "稳步", "高效", "全部", "圆满", "如期", "正式")
_ADVERB = re.compile(r"^(?:也|还|又|均|则)(?=[安投拿报追筹下拨检收派完建增](?=[\u4e00-\u9fff]))")


def noun_after(right: str) -> tuple[str, str]:
    """The noun phrase that ``right`` begins with, and the predicate that follows it."""
    words = phrase_words()
    right = _PARENTHESIS.sub("", right.lstrip(" 的\n"))
    if words.closing.match(right) or _TURN.match(right) or _NONE_OF.match(right):
        return "", ""
    told = _narrated(right)
    if told:
        return told, ""
    tokens = cut(right)
    if not tokens or (not _HAN.match(right) and right[:1] not in "“‘《"):
        return "", ""
    depth = position = 0
    for index, token in enumerate(tokens):
        depth += (
            token.count("“")
            + token.count("(")
            + token.count("《")
            - token.count("”")
            - token.count(")")
            - token.count("》")
        )
        if (
            depth == 0
            and _is_predicate(token, right[:position])
            and _begins_predicate(tokens, index, words.nominal)
        ):
            if index == 0:
                return _relative(right), ""
            position -= len("免费") * right[:position].endswith("免费")  # 妇女(免费开展检查)
            return right[:position].strip(_OPENINGS.replace(")", "")), right[position:]
        position += len(token)
    if right.endswith("等"):
        right = right.partition("、")[
            0
        ]  # 8个集群、名医工作室等: the list goes on without the number
    noun = right.rstrip(_OPENINGS.replace(")", ""))
    if not any(tag(token)[:1] not in "vdpcrumfxy" for token in cut(noun)):
        return "", ""
    return noun, ""


def _narrated(right: str) -> str:
    """The noun before what is only told of it: 职工同心协力 → 职工; "" where nothing is."""
    when = _WHEN.match(right)
    if when and when[1][-1] not in "的、和与及人":
        return when[1]
    people = _PEOPLE.match(right)
    if people is None or not _FOUR.fullmatch(right, people.end()):
        return ""
    words = cut(right[people.end() :])
    told = len(words) == 1 and tag(words[0]) == "i"  # 同心协力
    adverbial = tag(words[0]) in ("d", "m", "ad", "c", "t") and words[0] not in (
        phrase_words().predicates
    )
    return people.group() if adverbial or len(words) == 4 or told else ""  # 常年坐诊


def _is_predicate(token: str, before: str) -> bool:
    """Whether ``token`` can open a predicate: a listed word, or a plain verb after who acts."""
    if token in phrase_words().predicates or (len(token) > 2 and token.startswith(_THOROUGH)):
        return True
    return len(token) > 1 and tag(token) == "v" and bool(_AGENT.search(before)) and len(before) > 1


def opens_predicate(text: str) -> bool:
    """Whether ``text`` begins with what someone does: 开设了线上复诊, 均已达标."""
    words = cut(text[:12])
    kind = tag(words[0]) if words else ""
    listed = bool(words) and words[0] in phrase_words().predicates
    return listed or (kind == "v" and len(words[0]) > 1 and len(words) > 1)


def _begins_predicate(tokens: tuple[str, ...], index: int, nominal: frozenset[str]) -> bool:
    rest = tokens[index + 1 : index + 2]
    if (not rest and tokens[index] in nominal) or (index == 0 and tokens[0] in ("未", "不", "无")):
        return False
    if tokens[index] == "基本" and (not rest or tag(rest[0])[:1] not in "vd"):
        return False  # 12类基本公共卫生服务
    if rest and tokens[index] == "脱贫" and tag(rest[0])[:1] == "n":
        return False  # 108万名脱贫劳动力
    if rest and rest[0] in (
        "的",
        "型",
        "性",
        "率",
        "数",
        "中心",
        "基地",
        "项目",
        "单位",
        "示范",
        "站",
        "点",
    ):
        return False
    return index == 0 or len("".join(tokens[:index])) > 1


def _relative(right: str) -> str:
    """The noun with its relative clause: 达到二级医院服务能力的县域次中心; "" if there is none."""
    at = right.find("的")
    return right.rstrip(_OPENINGS) if 0 < at < len(right) - 2 else ""


def with_object(predicate: str, draft: Draft, after: Draft) -> str:
    """A predicate with its counted object, but for the number: 能够开展50种以上常见病诊治."""
    if after.start != draft.end + len(draft.right):
        return predicate
    counted = noun_after(after.right)[0]
    return predicate + counted if len(counted) > 1 else predicate


def with_predicate(noun: str, predicate: str) -> str:
    """12个县区均成立医管委 → 成立医管委的县区."""
    predicate = re.sub(r"^(?:均|全部|都|已经?|被|正在|先后|成功|顺利)+", "", predicate).strip(
        _EDGES
    )
    predicate = predicate.rstrip("(")  # 过半在广州(37例)
    predicate = re.sub(r"了(?=[\u4e00-\u9fff])", "", predicate, count=1)
    predicate = re.sub(r"(?:、|和|与|及|并|共|累计|其中|各)+$", "", predicate)
    if predicate.startswith(("里", "中", "内")):
        return noun  # 38名职工里执业医师只有6人
    if predicate.endswith("的") or "情况下" in predicate:
        return noun
    if not predicate or phrase_words().light_predicate.fullmatch(predicate) or len(predicate) < 2:
        return noun
    first, mark, rest = predicate.partition("、")
    if mark and len(rest) <= 6:
        predicate = first  # the rest belongs to the next number
    phrase = f"{predicate}的{noun}"
    return phrase if len(phrase) <= 45 else noun


def without_building(noun: str) -> str:
    """推进8个专科集群建设: the clusters are counted, not the building of them."""
    short = noun.removesuffix("建设")
    return short if len(short) > 4 and not short.endswith(("项目", "工程", "、")) else noun


def split_verb(left: str) -> tuple[str, str]:
    """The meaningful verbs and the modifiers that end ``left``, for a noun after the number."""
    tokens = cut(left)
    index = len(tokens)
    while index and _is_modifying(tokens[index - 1]):
        index -= 1
    if 0 < index < len(tokens) and tokens[index - 1] in _ADJECTIVES:
        index -= 1
    modifier = "".join(tokens[index:])
    verbs = []
    while index and _is_meaningful_verb(tokens[index - 1]):
        index -= 1
        verbs.append(tokens[index])
    return "".join(v for v in reversed(verbs) if v not in phrase_words().heads), modifier


def whole_modifier(left: str, verb: str, modifier: str) -> tuple[str, str]:
    """Verb and modifier of a clause whose text before the number is ``left``.

    实施房地产市场平稳健康发展18条措施: all between the clause's verb and the number modifies.
    """
    words = cut(left)
    rest = "".join(words[1:])
    fits = modifier and len(words) > 3 and len(modifier) < len(rest) <= 16 and "、" not in left
    return (words[0], rest) if fits and tag(words[0]) == "v" else (verb, modifier)


def _is_modifying(token: str) -> bool:
    words = phrase_words()
    return token in words.modifiers or (tag(token)[:1] in _MODIFIERS and token not in words.heads)


def _is_meaningful_verb(token: str) -> bool:
    kind = tag(token)
    return (kind[:1] == "v" or kind in ("ad", "d")) and token not in phrase_words().light


def clean(phrase: str) -> str:
    """A phrase without clause marks, loose quotes and blanks, at most 60 characters."""
    phrase = _UNCLEAN.sub("", phrase).strip(" \t、●■◆▲★•○▶")
    phrase = re.sub("[●■◆▲★•○▶]", "", phrase)
    phrase = re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", phrase)
    for opening, closing in ("“”", "()", "《》", "‘’"):
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.replace(opening, "").replace(closing, "")
    phrase = re.sub(r"^的|的$", "", phrase)
    phrase = re.sub(r"(占比|比例|比重)(?:占比|比例|比重)$", r"\1", phrase)
    return phrase if len(phrase) <= LIMIT else phrase[-LIMIT:]


def _without_places(phrase: str) -> str:
    """``phrase`` without a list of places it begins with: 瑞金市、兴国县共新建村卫生室."""
    if not _PLACE_LIST.match(phrase):
        return phrase
    position = 0
    for mention in find_places(phrase[:40]):
        if mention.start > position + 1:
            break
        position = mention.end
    rest = phrase[position:].lstrip("、和与及共各均")
    return rest if position and len(rest) >= 2 else phrase


def without_subject(phrase: str, scope: str | None) -> str:
    """``phrase`` without the name of the place or organisation it is about, where more follows.

    Nor does it keep what is left of the name when its place is gone: 医科大学附属医院派出专家.
    """
    if not scope:
        return phrase
    phrase = _without_places(phrase)
    placeless = scope[2:] if "学" in scope[2:] else scope  # 遵义, of a university's hospital
    rest = phrase.removeprefix(scope).removeprefix(placeless)
    return clean(rest) if len(rest) >= 2 else phrase


def without_adverb(phrase: str) -> str:
    """``phrase`` without an adverb that stood between its subject and its verb: 也安排 → 安排."""
    return _ADVERB.sub("", phrase)
