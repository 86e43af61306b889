"""Takes off who did it, with whom, by what means and by what rule, down to what was done.

以县人民医院为龙头组建医共体 → 组建医共体; 市中心医院全年完成介入手术 → 完成介入手术.
"""

from __future__ import annotations

import re
from functools import cache

from healthkpi.extract.lexer import cut, tag
from healthkpi.vocabulary.load import read_yaml

_AGENT = re.compile(
    r"^[\u4e00-\u9fff]{2,12}?(?:中心|科|团队|门诊部)(?=(?:完成|开展|实施|接诊|收治|新开展)[\u4e00-\u9fff])"
)
_BODIES = (
    "系统",
    "平台",
    "网络",
    "县",
    "市",
    "区",
    "州",
    "院",
    "体",
    "站",
    "所",
    "中心",
    "集团",
    "队",
    "科",
    "家",
    "局",
    "室",
    "门诊",
)
_AGENT_WORDS = 10  # words that may tell who did it, and through what: 八县市通过网络直报系统共报告…
_IN_YEAR = re.compile(
    r"^([\u4e00-\u9fff“”]{2,20}?(?:医院|院区|分院|卫生院|集团|医共体))(?:全年|去年|今年|当年|上年|年内)+(?=[\u4e00-\u9fff]{3})"
)
_KIND_OF_BODY = re.compile(
    r"(?:各级|各类|基层|公立|民营|社会办|[省市县]级|[一二三]级|甲等|乡镇|镇街?|街道|苏木|社区|综合|专科|中医|妇幼|中心)*"
    r"(?:医院|卫生院|服务中心)"
)
_RANKING = re.compile(
    r"^.*(?:病种|前[二三四五六七八九十\d]+位的?|前列的)(?:依次|分别)*[为是有](?=[\u4e00-\u9fff]{2})"
)
_AFTER = re.compile(r"^[\u4e00-\u9fff]{2,14}?后(?=新增|新添|增设)")
_BY_MEANS = re.compile(
    r"^(?:.{2,40}?等(?:多种)?(?:形式|方式|途径|手段|渠道|措施)|(?:[\u4e00-\u9fff]{2,12}?)?在[^,;]{2,16}?(?:帮带|指导|支持|帮扶|协助|帮助|带动|努力)下)"
    r"(?=[\u4e00-\u9fff]{4})"
)
_BY_ONE = re.compile(
    r"^[\u4e00-\u9fff]{0,14}?一[家市县院镇](?:就|即|便|独)(?=占|做|完成|接诊|收治|报告|开展)"
)
_ALONE = re.compile(r"独立(?=完成|开展|实施)")
_INSTANCES = re.compile(
    r"([^等]{3,60}、[^等]{2,40})等((?:重[大点]|大型|大中型|高危|高端|先进|关键|紧缺|薄弱|新|院校)[^等、和与及的]{2,12})"
)
_LONG_LIST = 2.3  # a phrase this many times longer than what it says is mostly list
_ENACTS = re.compile(r"^(?:落地|严格|全面)?(?:执行|落实)(?=[\u4e00-\u9fff]{8})")
_FOUNDED_BY = re.compile(
    r"^(?:由[^的]{2,16}?(?:援建|资助|投资|承建|捐建|建设)|地处[^的]{2,10})的(?=[\u4e00-\u9fff]{4})"
)
_GIVER = re.compile(r"^[^,;]{2,20}?向[^,;]{2,14}?(?=(?:捐赠|赠送|捐献|捐助)[\u4e00-\u9fff])")


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    words = read_yaml("phrases.yaml")
    return frozenset(words["circumstance_openers"]), frozenset(words["done_verbs"])


def without_frame(phrase: str) -> str:
    """``phrase`` without who did it and the circumstances it was done in."""
    phrase = _AFTER.sub("", _RANKING.sub("", phrase))  # 居前三位的病种为手足口病(9126例)
    phrase = _BY_ONE.sub("", phrase)  # 仅市一院一家就做了手术380台
    phrase = _GIVER.sub("", _FOUNDED_BY.sub("", _BY_MEANS.sub("", phrase)))
    phrase = _without_agent(_without_circumstance(phrase))
    told = _IN_YEAR.match(phrase)
    if told and not _KIND_OF_BODY.fullmatch(told[1]):
        return phrase[told.end() :]
    return _without_instances(_ALONE.sub("", _ENACTS.sub("", phrase)))


def _without_instances(phrase: str) -> str:
    """``phrase`` without a long list of instances: 配备彩超、64排CT等大型设备 → 配备大型设备.

    Only a noun that says which ones stands without them: 等高危人群, not 等防护用品.
    """
    told = _INSTANCES.fullmatch(phrase)
    if told is None:
        return phrase
    words = cut(told[1])
    verb = words[0] if tag(words[0]) in ("v", "l") and words[0] != "脱贫" else ""
    short = verb + told[2]
    return short if len(phrase) > _LONG_LIST * len(short) else phrase


def _without_circumstance(phrase: str) -> str:
    """``phrase`` from its last verb of doing on, where it opens with a circumstance."""
    openers, verbs = _words()
    words = cut(phrase)
    if not words or words[0] not in openers:
        return phrase
    for index in range(len(words) - 2, 1, -1):
        if words[index] in verbs:
            return "".join(words[index:])
    return phrase


def _without_agent(phrase: str) -> str:
    """``phrase`` without who did it: 医共体共组建团队, 器官移植中心完成肝、肾移植."""
    words = cut(phrase)
    for index, word in enumerate(words[1:_AGENT_WORDS], 1):
        if (
            word == "共"
            and words[index - 1].endswith(_BODIES)
            and (words[index - 1] != "门诊" or len(words) > index + 2)  # 发热门诊共接诊
            and tag(words[index + 1 : index + 2][0] if words[index + 1 :] else "")[:1] == "v"
        ):
            return "".join(words[index + 1 :])
    return _AGENT.sub("", phrase)
