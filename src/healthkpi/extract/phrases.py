"""What is measured: the noun phrase of a number, found from jieba's cuts and the clause's structure.

Three shapes cover most of what bulletins write: the noun stands before the number (肺结核治疗成功率
94.78%), after it (8个中医专科诊疗中心), or in an earlier clause of the sentence (…, 占比80%左右).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.measures import alternation, change_span
from healthkpi.vocabulary.load import read_yaml

LIMIT = 60
_EDGES = " \t\n\r\u3000、,;:。!?.·-—~)]}】〕>》’”'\"/+*=|"
_CLOSERS = " \t\n\r\u3000、,;:。!?.·-—~/+*=|"
_OPENINGS = " \t\n\r\u3000、,;:。!?.·-—~)]}】〕>/+*=|"
_NOUN_UNITS_LEFT = frozenset("元 % ‰ 人次 例次 人 例 天 年 岁 倍 小时 分钟 百分点".split())
_BASIS = re.compile(
    r"(?:同比|环比|年均|累计|平均每年|每年|相比|的|首次|再次|[,、]?按[\u4e00-\u9fff]{2,8}(?:价格|口径|计算|因素)(?:计算)?"
    r"|分别|[比较与同][^,;。]{0,14}(?:[年月日末底期初时前天]|同期|相比|平均水平|平均|以来|基础上|目标|计划))+$"
)
_FROM = re.compile(r"(?:从|由|自)(?:原来|原先|最高时|最初|改革前|去年|上年|前一年|[^,;。的]{0,10}年[底末初]?|[^,;。的]{0,8}时|[^,;。]{0,8}期)?的?$")
_COMPARED = re.compile(r"[较比与同][^,;。:]{0,14}(?:的|年|\()$")
_PER = re.compile(r"(?:为|是)?每(?:[十百千万]+|\d+万?)(?:名|位)?(?:常住|户籍)?(?:人口?|居民|活产)?$")
_TURNED = re.compile(r"(?:一路|逐步|持续|稳步|整体|总体|进一步)*(?:上|下|回|提|缩|压)?(?:增|提|升|降|减|扩|缩|压|调|跃|变|攀|拓|发展|整合)(?:[加高升长大展少低短缩增减整]|充)?[到至成为]$")
_REGION = re.compile(r"(?:全国|全省|全市|全区|全州|世界|全球|国内|省内|市内|区域|同类(?:城市|医院)?|(?:中|东|西)(?:西)?部(?:地区)?(?:省份?)?|综合医院|三级医院|地级市|同类|各?(?:省|市|州|设区市|地市|市州|县区)(?:区市|份)?|并列|同级|三级公立(?:医院|综合医院)?|综合)$")
_RANK_VERB = re.compile(r"(?:持续|均|仍|继续|连续|稳)?(?:位居|居于|位列|名列|排名|排在|稳居|跃居|保持|跃升|上升|进入|跻身|居|列|排|获)(?:到|至|在)?[^,;、。]{0,12}$")
_CONTEST = re.compile(r"考核|评价|评估|竞赛|比赛|大赛|排行|榜")
_RANK_WORDS = re.compile(r"(?:连续[\d一二三四五六七八九十]+年|持续|均|都|分别|综合|总体|位次|名次|排名|稳定)$")
_TURN = re.compile(r"[\u4e00-\u9fff]{0,3}?(?:增|提|升|降|减|扩|缩|压|调|跃|变|攀)[\u4e00-\u9fff]{0,2}[到至]")
_PARENTHESIS = re.compile(r"\([^()]*\)$|\((?:责任|牵头|配合)[^)]*\)?")
_PARENTHESES = re.compile(r"\([^()]*\)")
_HAN = re.compile(r"[\u4e00-\u9fff]")


_LENGTH = re.compile(r"^(?:[一二三四五六七八九十两]+|\d+)年(?:间|来|内|以来)?(?=[\u4e00-\u9fff])")
_TITLE = re.compile(r"(?:全国|全省)(?:名中医|重点|示范|文明|先进|百强|优秀|综合|试点|老中医|性)|在(?:岗|编|校|管|建|册|院|研|职)")


class _Words(NamedTuple):
    tail: re.Pattern[str]
    head: re.Pattern[str]
    light: frozenset[str]
    predicates: frozenset[str]
    light_predicates: frozenset[str]
    closing: re.Pattern[str]
    modifiers: frozenset[str]
    relational: re.Pattern[str]
    paired: dict[str, list[str]]
    elliptic: frozenset[str]
    classes: frozenset[str]
    nominal: frozenset[str]
    affecting: frozenset[str]
    spending: frozenset[str]


@cache
def _words() -> _Words:
    words = read_yaml("phrases.yaml")
    relational = alternation(read_yaml("relations.yaml")["relational"])
    return _Words(
        re.compile(rf"(?:{alternation(words['frame_tail'])})$"),
        re.compile(rf"(?:{alternation([w for w in words['frame_head'] if len(w) > 1])})"),
        frozenset(words["light_verbs"]),
        frozenset(words["predicate_starts"]),
        frozenset(words["light_predicates"]),
        re.compile(rf"(?:的)?(?:{alternation(words['closing_nouns'])})(?=[,;。、()]|$)"),
        frozenset(words["modifiers"]),
        re.compile(rf"(?:其)?(?:{relational})"),
        words["paired_prefixes"],
        frozenset(words["elliptic"]),
        frozenset(words["classes"]),
        frozenset(words["nominal_endings"]),
        frozenset(words["affecting_verbs"]),
        frozenset(words["spending_verbs"]),
    )


@cache
def _head_words() -> frozenset[str]:
    return frozenset(read_yaml("phrases.yaml")["frame_head"])


class Topic(NamedTuple):
    """What the sentence has spoken of so far: the phrase with its verb, and without."""

    full: str = ""
    bare: str = ""
    verb: str = ""


def trim_tail(text: str) -> str:
    """``text`` without the frame words at its end: 死亡率下降到 → 死亡率."""
    pattern = _words().tail
    while True:
        text = text.rstrip(_CLOSERS)
        match = pattern.search(text)
        if not match or match.start() == 0 and len(text) > 2 and text not in _head_words():
            return text if not match else ""
        text = text[: match.start()]


def trim_head(text: str, places: tuple[str, ...] = ()) -> str:
    """``text`` without the frame words, dates and place names it begins with."""
    while text:
        bare = _LENGTH.sub("", text.lstrip(_OPENINGS))
        for place in places:
            if place and bare.startswith(place) and not bare[len(place) :].startswith(("级", "属", "人民医院", "中医院")):
                bare = bare[len(place) :]
        words = cut(bare[:12])
        if len(words) > 1 and words[0] in _head_words() and not _TITLE.match(bare):
            bare = bare[len(words[0]) :]
        elif bare in _head_words():
            return ""
        if bare == text:
            return text
        text = bare
    return text


def noun_after(right: str) -> tuple[str, str]:
    """The noun phrase that ``right`` begins with, and the predicate that follows it."""
    words = _words()
    right = _PARENTHESIS.sub("", right.lstrip(" 的\n"))
    if words.closing.match(right) or _TURN.match(right):
        return "", ""
    tokens = cut(right)
    if not tokens or not _HAN.match(right) and right[:1] not in "“‘《":
        return "", ""
    depth = position = 0
    for index, token in enumerate(tokens):
        depth += token.count("“") + token.count("(") + token.count("《") - token.count("”") - token.count(")") - token.count("》")
        if depth == 0 and _is_predicate(token, right[:position]) and _begins_predicate(tokens, index, words.nominal):
            if index == 0:
                return _relative(right), ""
            return right[:position].strip(_OPENINGS.replace(")", "")), right[position:]
        position += len(token)
    if right.endswith("等"):
        right = right.partition("、")[0]  # 8个集群、名医工作室等: the list goes on without the number
    noun = right.rstrip(_OPENINGS.replace(")", ""))
    if not any(tag(token)[:1] not in "vdpcrumfxy" for token in cut(noun)):
        return "", ""
    return noun, ""


_AGENT = re.compile(r"[业院构位校县区市人员生者户庭师村区品果园站店厂田车]$")
_THOROUGH = ("全面", "顺利", "平稳", "成功", "有序", "稳步", "高效", "全部", "圆满", "如期", "正式")


def _is_predicate(token: str, before: str) -> bool:
    """Whether ``token`` can open a predicate after ``before``: a listed word, or a plain verb after who acts."""
    if token in _words().predicates or len(token) > 2 and token.startswith(_THOROUGH):
        return True
    return len(token) > 1 and tag(token) == "v" and bool(_AGENT.search(before)) and len(before) > 1


def _begins_predicate(tokens: tuple[str, ...], index: int, nominal: frozenset[str]) -> bool:
    rest = tokens[index + 1 : index + 2]
    if not rest and tokens[index] in nominal or index == 0 and tokens[0] in ("未", "不", "无"):
        return False
    if rest and rest[0] in ("的", "型", "性", "率", "数", "中心", "基地", "项目", "单位", "示范", "站", "点"):
        return False
    return index == 0 or len("".join(tokens[:index])) > 1


def _relative(right: str) -> str:
    """The noun with its relative clause: 达到二级医院服务能力的县域次中心; "" if there is none."""
    at = right.find("的")
    return right.rstrip(_OPENINGS) if 0 < at < len(right) - 2 else ""


def with_predicate(noun: str, predicate: str) -> str:
    """12个县区均成立医管委 → 成立医管委的县区."""
    predicate = re.sub(r"^(?:均|全部|都|已经?|被|正在|先后|成功|顺利)+", "", predicate).strip(_EDGES)
    predicate = re.sub(r"了(?=[\u4e00-\u9fff])", "", predicate, count=1)
    predicate = re.sub(r"(?:、|和|与|及|并|共|累计|其中|各)+$", "", predicate)
    if not predicate or predicate in _words().light_predicates or len(predicate) < 2:
        return noun
    first, mark, rest = predicate.partition("、")
    if mark and len(rest) <= 6:
        predicate = first  # the rest belongs to the next number
    phrase = f"{predicate}的{noun}"
    return phrase if len(phrase) <= 45 else noun


def split_verb(left: str) -> tuple[str, str]:
    """The meaningful verbs and the modifiers that end ``left``, before a noun that follows the number."""
    tokens = cut(left)
    verb = modifier = ""
    index = len(tokens)
    while index and (tokens[index - 1] in _words().modifiers or tag(tokens[index - 1])[:1] in ("n", "b", "z", "l", "j", "s", "f") and tokens[index - 1] not in _head_words()):
        index -= 1
        modifier = tokens[index] + modifier
    if modifier and index and tokens[index - 1] in ("新", "老", "大", "小", "高", "低"):
        index -= 1
        modifier = tokens[index] + modifier
    while index and (tag(tokens[index - 1])[:1] == "v" or tag(tokens[index - 1]) in ("ad", "d")) and tokens[index - 1] not in _words().light:
        index -= 1
        if tokens[index] not in _head_words() or verb == "" and tag(tokens[index])[:1] == "v" and tokens[index] in ():
            verb = tokens[index] + verb
    return verb, modifier


def noun_before(left: str, draft: Draft, places: tuple[str, ...]) -> str:
    """The noun phrase (with its verb) that ``left`` ends with, without the sentence's frame."""
    if re.search(r"(?:、|和|与|及|以及|或)\s*$", left):
        return ""
    if left.startswith(")"):
        left = _PARENTHESES.sub("", draft.clause)  # 比全国(79岁)高0.3岁
    if draft.measure == "change":
        at = change_span(left)
        left = left[:at] if at is not None else left
        left = _BASIS.sub("", left.rstrip())
    if draft.status == "baseline":
        left = _COMPARED.sub("", _FROM.sub("", left))
    if draft.measure == "rank":
        left = _trim_rank(left)
    left = _TURNED.sub("", left.rstrip())
    if draft.unit.startswith("每"):
        left = _PER.sub("", left)
    share = re.search(r"(占[^,;]{2,30})的$", left)
    left = trim_tail(left)
    left = re.sub(r"的$", "", left)
    left = _PARENTHESIS.sub("", left)
    opened = left.rfind("(")
    if opened >= 0 and ")" not in left[opened:]:
        left = left[opened + 1 :]
    left = trim_head(left, places)
    if share and left:
        return f"{left}比例"
    return left.strip(_EDGES) if not left.endswith("”") else left


def is_elliptic(phrase: str) -> bool:
    """Whether ``phrase`` names nothing without what was spoken of before: 死亡."""
    return phrase in _words().elliptic


def is_class(phrase: str) -> bool:
    """Whether ``phrase`` only classes the thing counted before: 其中三级."""
    return phrase in _words().classes


def affects(verb: str) -> bool:
    """Whether ``verb`` says what something named before did to others: 惠及."""
    return verb in _words().affecting


def spends(phrase: str) -> bool:
    """Whether ``phrase`` is a bare verb of spending: 投入."""
    return phrase in _words().spending


def is_modifier(word: str) -> bool:
    """Whether ``word`` only tells one thing from its like: 国家级, 省级."""
    return word in _words().modifiers


def has_noun(phrase: str) -> bool:
    """Whether any word of ``phrase`` is a noun (or unknown to the dictionary)."""
    return any(tag(word)[:1] not in "vdpcrumf" for word in cut(phrase))


def last_word(phrase: str) -> str:
    """The last of jieba's words of ``phrase``, its head: 医疗卫生机构床位 → 床位."""
    words = cut(phrase)
    return words[-1] if words else ""


def _trim_rank(left: str) -> str:
    """``left`` without the field of comparison and the verb of a rank: 持续位居全国 → nothing."""
    verb = _RANK_VERB.search(left)
    if verb and _CONTEST.search(verb.group()):
        return trim_tail(re.sub(r"^[^全]*?(?=全国|全省|全市|\d|$)|^(?:位居|位列|名列|列|居|排)", "", verb.group()))
    left = _RANK_VERB.sub("", left)
    left = re.sub(r"(?<=考核)中|(?<=评价)中|(?<=评估)中", "", left)
    while True:
        shorter = trim_tail(_RANK_WORDS.sub("", _REGION.sub("", left.rstrip(_CLOSERS))))
        if shorter == left:
            return left
        left = shorter


def is_relational(phrase: str) -> bool:
    """Whether ``phrase`` names a measure of something said before: 占比, 总量."""
    return bool(phrase) and bool(_words().relational.fullmatch(phrase))


def paired(phrase: str, count: int) -> list[str] | None:
    """城乡居民收入 with two numbers → one phrase for the towns, one for the country."""
    for prefix, parts in _words().paired.items():
        at = phrase.find(prefix)
        if at >= 0 and len(parts) == count:
            return [phrase[:at] + part + phrase[at + len(prefix) :] for part in parts]
    return None


def split_items(phrase: str, count: int) -> list[str] | None:
    """The ``count`` things that ``phrase`` coordinates, each with the tail they share; else None."""
    items = [item for item in re.split(r"、|和|与|及|以及", phrase) if item]
    if len(items) != count or count < 2:
        return None
    last = cut(items[-1])
    tail_at = _shared_tail(items[0], last)
    tail = "".join(last[tail_at:]) if tail_at else ""
    return [item if item.endswith(tail) else item + tail for item in items]


def _shared_tail(first: str, last: tuple[str, ...]) -> int:
    """Index in ``last`` from which its words belong to every item; 0 for none.

    优势产业、高技术制造业、绿色产业增加值: the last item's word alike in ending to the first item's
    end (产业) is followed by the shared tail (增加值). A bare modifier (城镇、农村居民收入) shares all
    but the last item's first word.
    """
    if len(cut(first)) == 1 and len(last) > 1:
        kind = tag(first)[:1]
        for index, word in enumerate(last[:-1]):
            if tag(word)[:1] == kind and len(word) == len(first) and word not in _words().modifiers:
                return index + 1
        if len(first) <= 2 and kind in ("n", "b", "s", "a"):
            return 1
    for index in range(len(last) - 2, -1, -1):
        if last[index][-1] == first[-1]:
            return index + 1
    return 0
