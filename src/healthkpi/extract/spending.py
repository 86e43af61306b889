"""What money was spent on: 投入4.86亿元改善县级医院条件; 安排资金9.27亿元,用于基层服务能力提升."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.phrase_words import last_word, spends
from healthkpi.extract.phrases import noun_after
from healthkpi.vocabulary.places import find_places

# 投入1.26亿元,改扩建乡镇卫生院34所; 安排2.4亿元,支持25个省级临床医学中心; 拿出60万元为妇女做检查
_FOR = re.compile(
    r",?(?:专项|主要|全部|重点)?(?:在\d+[个家所][\u4e00-\u9fff]{2,4})?(?:(?P<used>用于|支持)|(?P<kept>为(?!主)|对|推进|推动|实施|保障|改善|改造|改扩建|新改建|新建|扩建|更新|升级|购置|购买"
    r"|修缮|建设|添置|装备|配备|配齐|补齐|帮助))(?P<what>[^,;。:]{4,48})"
)
_COUNTED = re.compile(
    r"\d[\d.]*[万亿]?[余多]?(?:个|家|所|名|支|户|辆|台|套|人)?|[两三四五六七八九十][个家所]"
)
_BARE_FUNDS = re.compile(r"(?!.*(?:争取|下达|到位)).{0,14}$")
_AT_ONE = re.compile(r"[\u4e00-\u9fff()“”、]+")
_DONE = re.compile(r"进行了?|提供了?|实行|给予")
_PAYERS = re.compile(
    r"(?:[省市县区州旗][上里]?|财政|政府|各级|两级|本级|级|中央|自治区|累计|全年|共|另|年|[、和])*"
)
_FUNDS = re.compile(r"(?:资金|经费)$")
_FRAME = 5  # characters that may stand before a bare verb of spending: 县财政投入
_LONGEST = 20
_REACH = 72  # characters behind a sum in which its purpose stands
_SHORTEST = 4  # characters of a purpose that says something


def name_spending(text: str, draft: Draft, phrase: str) -> str:
    """The phrase of an amount with its purpose before it; "" where none is told.

    ``phrase`` is what stands before the number in ``text``: a bare verb of spending, or funds.
    """
    if draft.measure != "amount":
        return ""
    word = last_word(phrase)
    word = word[-2:] if spends(word[-2:]) else word  # 财政投入 is one word to jieba
    funds = _FUNDS.search(phrase) is not None
    payer = phrase.removesuffix(word)
    places = find_places(payer)
    payer = payer[places[-1].end :] if places and places[0].start == 0 else payer
    spending = spends(word) and (len(payer) <= _FRAME or bool(_PAYERS.fullmatch(payer)))
    if not spending and not funds and not draft.right.startswith("的"):
        return ""
    purpose = _purpose(text, draft, phrase if funds else "")
    if not purpose:
        return ""
    return purpose + (payer + word if spending and not funds else phrase)


def _purpose(text: str, draft: Draft, funds: str) -> str:
    """What the sum was spent on; ``funds``: the phrase that names them, if it does."""
    if draft.right.startswith("的"):
        return noun_after(draft.right)[0]  # 投资3.6亿元的二期工程
    told = _FOR.match(text[draft.end : draft.end + _REACH].replace("\n", ""))
    if told and funds and told.group().startswith(","):
        # 争取项目资金3亿元,新建…: the funds were named by what they are
        told = told if _BARE_FUNDS.match(funds) and _is_spent_on(told, funds) else None
    if told:
        what = _AT_ONE.match(_COUNTED.sub("", told["what"]))
        purpose = (told["kept"] or "") + (what.group() if what else "")
        return _shortened(_DONE.sub("", purpose)) if len(purpose) > _SHORTEST else ""
    if funds or not draft.right or draft.right[0] in "、,(" or draft.right.startswith("占"):
        return ""
    purpose = draft.right.strip(" ,、")
    return purpose if 3 < len(purpose) <= _LONGEST else ""


def _is_spent_on(told: re.Match[str], funds: str) -> bool:
    """Whether a clause behind funds says what these were for: 投入资金1840万元,改造卫生室."""
    built = "投入" in funds and (told["kept"] or "")[:1] in tuple("改新扩更购修建")
    return bool(told["used"]) or "安排" in funds or built


def _shortened(purpose: str) -> str:
    """At most its first things: 改造A、B等中心卫生院 is cut behind what a phrase can hold."""
    if len(purpose) <= _LONGEST:
        return purpose
    parts = purpose[:_LONGEST].rpartition("、")
    return parts[0] if len(parts[0]) > _SHORTEST else ""
