"""Cuts the sentence's frame off what stands before a number, down to the phrase it measures."""

from __future__ import annotations

import re

from healthkpi.extract.cues import change_span, comparing
from healthkpi.extract.draft import Draft
from healthkpi.extract.frames import without_frame
from healthkpi.extract.lexer import cut
from healthkpi.extract.phrase_words import is_place_name, phrase_words
from healthkpi.vocabulary.places import find_places

_EDGES = " \t\n\r\u3000、,;:。!?.·-—~)]}】〕>》’”'\"/+*=|"
_CLOSERS = " \t\n\r\u3000、,;:。!?.·-—~/+*=|"
_OPENINGS = " \t\n\r\u3000、,;:。!?.·-—~)]}】〕>/+*=|"
_BASIS = re.compile(
    r"(?:同比|环比|年均|累计|平均每年|每年|相比|的|首次|再次|[,、]?按[\u4e00-\u9fff]{2,8}(?:价格|口径|计算|因素)(?:计算)?"
    r"|分别|(?<![占对])[比较与同][^,;。]{0,14}(?:[年月日末底期初时前天]|同期|相比|平均水平|平均|以来|基础上|目标|计划))+$"
)
_FROM = re.compile(
    r"(?:从|由|自)(?:原来|原先|最高时|最初|改革前|(?:去年|上年)(?:同期)?|前一年|[^,;。的]{0,10}(?:年代?|世纪|[月周]|季度)[底末初]?|[^,;。的]{0,8}[时前]|[^,;。]{0,8}期)?的?$"
)
_COMPARED = re.compile(
    r"(?:(?:是|为|相当于)(?:去年|上年|(?:19|20)\d\d年)(?:同期)?(?:的|[(])?|^[、和与及](?:19|20)\d\d年的?"
    r"|(?:较(?![多少高低大好快为重])|[比与同])[^,;。:]{0,14}(?:的|年|\())$"
)
_PER = re.compile(
    r"(?:达到?|为|是)?(?:每(?:[十百千万]+|\d+万?)(?:名|位)?(?:常住|户籍)?(?:人口?|居民|活产)?"
    r"|[十百千万]+人口)(?:拥有|中有|有)?$"
)
_TURNED = re.compile(
    r"(?:一路|逐步|持续|稳步|整体|总体|进一步)*(?:上|下|回|提|缩|压)?(?:增|提|升|降|减|扩|缩|压|调|跃|变|攀|拓|发展|整合)(?:[加高升长大展少低短缩增减整]|充)?[到至成为]$"
)
_THAN = re.compile(r"(?:^|(?<=[\u4e00-\u9fff]))[比较](?![例重率])[^,;。、]{1,14}$")
_REGION = re.compile(
    r"(?:全国|全省|全市|全区|全州|世界|全球|国内|省内|市内|区域|同类(?:城市|医院)?|(?:中|东|西)(?:西)?部(?:地区)?(?:省份?)?|综合医院|三级医院|地级市|同类|各?(?:省|市|州|设区市|地市|市州|县区)(?:区市|份)?|并列|同级|三级公立(?:医院|综合医院)?|综合)$"
)
_RANK_VERB = re.compile(
    r"(?:持续|均|仍|继续|连续|稳)?(?:位居|居于|位列|名列|排名|排在|稳居|跃居|保持|跃升|上升|进入|跻身|居|列|排|获)(?:到|至|在)?[^,;、。]{0,12}$"
)
_CONTEST = re.compile(r"考核|评价|评估|竞赛|比赛|大赛|排行|榜")
_RANK_WORDS = re.compile(
    r"(?:连续[\d一二三四五六七八九十]+年|持续|均|都|分别|综合|总体|位次|名次|排名|稳定)$"
)
_PARENTHESIS = re.compile(r"\((?!不?含|不包括|剔除|扣除)[^()]*\)$|\((?:责任|牵头|配合)[^)]*\)?")
_PARENTHESES = re.compile(r"\([^()]*\)")
_AFTER_DATE = re.compile(
    r"^(?:[底末]?前|为(?:群众|患者|居民|百姓|企业|老百姓|参保人|参保群众))"
    r"(?!列腺|期|沿|景|后|者|瞻|置|往|来|端|哨|台|庭)(?=[\u4e00-\u9fff]{2})"
)
_BOXED = re.compile(r"^\s*【[^】]*】")  # a heading in the line
_DEGREE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:相对|仍|也|均)?(?:较|偏)(?:高|低|多|少|大|小)$")
_PUBLISHED = re.compile(
    r"^(?:(?:去年|今年|日前|近日|最新|最近|新近)?(?:公布|发布|揭晓)的)(?:(?:19|20)\d\d年度?的?)?(?=[\u4e00-\u9fff]{4})"
)
_WITHIN_YEARS = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:[两二三四五六七八九十]|\d{1,2})年(?:间|来|内)?$"
)
_AT_YEAR = re.compile(r"(?:[由从])?(?:19|20)\d\d年[底末]?$")  # 四级手术占比2022年(为17.8%)
_FROM_YEAR = re.compile(
    r"(?:从|由)(?:(?:19|20)\d\d年[底末初]?|上年|去年|改革前|上个?世纪)(?:的)?(?:年均|日均|月均)?$"
)
_SPREAD = re.compile(
    r"(?:主要|集中)?(?:分布[在于]|来自于?|集中在)[\u4e00-\u9fff]{1,8}[县区市旗州省]$"
    r"|(?:其余|主要|集中)*(?:分布[在于]|集中在)[\u4e00-\u9fff]{2,8}$"
)
_AGAINST = re.compile(
    r"(?:但|仍|还|尚)*(?:与|和|同|较|比(?![例重率])|距离?|离)(?:[^,;。、的]{0,10}(?:[全各][国省市县区州盟旗]|平均|省定|国家|规划|[省市县州区])[^,;。、的]{0,10})?$"
)
_SHARE_QUOTE = re.compile(r"(?:大?约|近)?占")
_ABOUT_SHARE = re.compile(r"(?:大?约|仅|只|已|也|还)+占(?![比地用])")
_OTHERS = re.compile(r"^[、和与]?(?:全国|全省|全市|国家|世界)(?:平均(?:水平)?)?$")
_OWN_ORGANISATION = re.compile(
    r"^(?:集团|医院|全院|我院|本院|我中心)(?=现有|拥有|全年|共|顺利|获|开展|完成|实现|新增|累计|开放|占地|设有)"
)
_RESUMED = re.compile(r"^\s*[(](?:上接|下转)[^()]*[)]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_INTENT = re.compile(r"^.*(?:力争|确保|努力)(?=[\u4e00-\u9fff]{3})")
_FOR_ALL = re.compile(r"分别|均|都|双双")
_OF_AREAS = re.compile(r"^(?:县|区|市|州|旗|乡镇|街道|[(]市、区[)])+共(?=[\u4e00-\u9fff]{2})")
_ABBREVIATION = re.compile(r"(?<=[\u4e00-\u9fff])[(][A-Z][A-Za-z%-]{1,7}[)]$")
_ALL_PROVINCES = re.compile(
    r"^(?:各?省(?:份|[(][^()]*[)])?|\d+个省)[^,;]{0,3}新疆生产建设兵团(?:共?报告)?"
)
_DATELINE = re.compile(r"^[^,;。]{0,8}讯(?:\s*[(][^()]*[)])?\s*")
_TIMES_OF = re.compile(r"(?:仅|只)?(?:是|为|相当于|达到?|有|约为)[^,;。:]{1,14}的$")
_WE = re.compile(
    r"^(?:(?:我|本|该)(?:省|市|县|区|州|盟|旗|镇|乡|院|国|中心|集团)(?!级)"
    r"|全(?:省|市|县|州|盟|旗|镇|乡)(?=筛查|开展|检测|报告|组织|出动|培训|完成|新增|累计))"
)
_STRETCH = re.compile(r"^(?:[一二三四五六七八九十两]+|\d+)年$")
_LENGTH = re.compile(
    r"^(?:(?:[一二三四五六七八九十两]+|\d+)年(?:间|来|内|以来)?(?=[\u4e00-\u9fff])"
    r"|半年(?:多|来|时间)?(?=来|就|已|共|累计|完成|收治|接诊|出具|让利|减少|[\u4e00-\u9fff]{4}))"
)
_STATE_OF_CASES = re.compile(
    r"(?:累计|现有|当日|当天)(?:已|共)?(?:报告|新增)?(?:确诊|治愈|出院|死亡|重症|解除|转归|转为|治疗)"
    r"|累计(?:已|共)?报告|主要(?:指标|健康指标)"
)
_OF_YEAR = re.compile(r"^度(?=[\u4e00-\u9fff]{2})(?!假|过|量)")
_TITLE = re.compile(
    r"(?:全国|全省)(?:名中医|重点|示范|文明|先进|百强|优秀|综合|试点|老中医|性)|在(?:岗|编|校|管|建|册|院|研|职)|现有(?:职工|员工)$"
)


def trim_tail(text: str) -> str:
    """``text`` without the frame words at its end: 死亡率下降到 → 死亡率.

    jieba decides where a word begins: 签约 does not lose its 约.
    """
    tails = phrase_words().tails
    while text:
        text = text.rstrip(_CLOSERS)
        words = cut(text[-10:])
        if not words:
            break
        pair = "".join(words[-2:])
        if words[-1] in tails:
            text = text[: -len(words[-1])]
        elif pair in tails:
            text = text[: -len(pair)]
        else:
            break
    return text


def trim_head(text: str, places: tuple[str, ...] = ()) -> str:
    """``text`` without the frame words, dates and place names it begins with."""
    while text:
        named = text[:1] == "前" and find_places(text[:4])  # 前郭县报告
        if named and named[0].start == 0:
            return text
        bare = _AFTER_DATE.sub("", _LENGTH.sub("", _BOXED.sub("", text).lstrip(_OPENINGS)))
        bare = _OF_YEAR.sub("", _PUBLISHED.sub("", _DATELINE.sub("", bare)))
        if bare in ("前", "底前", "末", "底", "末前"):
            return ""  # 年底前8个县市建成
        bare = _OWN_ORGANISATION.sub("", _WE.sub("", _ALL_PROVINCES.sub("", bare)))
        if _STRETCH.match(bare):
            return ""
        if _STATE_OF_CASES.match(bare):
            return bare
        for place in places:
            if (
                place
                and bare.startswith(place)
                and not bare[len(place) :].startswith(("级", "属", "人民医院", "中医院"))
            ):
                bare = bare[len(place) :]
        words = cut(bare[:12])
        if len(words) > 1 and words[0] in phrase_words().heads and not _TITLE.match(bare):
            bare = bare[len(words[0]) :]
        elif bare in phrase_words().heads:
            return ""
        if bare == text:
            return text
        text = bare
    return text


def noun_before(left: str, draft: Draft, places: tuple[str, ...]) -> str:
    """The noun phrase (with its verb) that ``left`` ends with, without the sentence's frame."""
    if re.search(r"(?:、|和|与|及|以及|或)\s*$", left):
        return ""
    left = _told_beside(left, draft)
    left = _FROM_YEAR.sub("", left)
    if draft.unit == "倍" or draft.surface == "fraction":
        left = _TIMES_OF.sub("", left.rstrip())  # 是“十五”时期的3.4倍, 只有三级医院的三分之一
    if draft.measure == "change":
        at = change_span(left)
        left = left[:at] if at is not None else left
        left = _BASIS.sub("", left.rstrip())
        left = _WITHIN_YEARS.sub("", _THAN.sub("", left).rstrip())
    left = _SPREAD.sub("", comparing().sub("", left.rstrip()))
    if phrase_words().closing.match(draft.right):
        left = _AGAINST.sub("", left)  # 与全国(29.7%的平均水平相比)
    if _OTHERS.match(left):
        return ""  # 低于全省3.0‰、全国4.5‰的平均水平
    if draft.status == "baseline":
        left = _COMPARED.sub("", _FROM.sub("", left))
    if draft.measure == "rank":
        left = _trim_rank(left)
    left = _TURNED.sub("", left.rstrip())
    if draft.unit.startswith("每"):
        left = _PER.sub("", left)
    share = re.search(r"(占[^,;]{2,30})的$", left)
    left = _DEGREE.sub("", trim_tail(left))
    left = _ABOUT_SHARE.sub("占", left)
    left = _AT_YEAR.sub("", re.sub(r"的$", "", left))
    left = _within_brackets(left)
    left = _OF_AREAS.sub("", left)
    left = without_frame(trim_head(_INTENT.sub("", left), places))
    tail = left.rpartition("、")[2]
    if (
        left.count("(") == left.count(")") == tail.count(")")
        and not _FOR_ALL.search(draft.left)
        and len(left) > 20
        and len(tail) >= 5
        and tail.endswith(("率", "比例", "占比", "比重"))
    ):
        left = tail  # …改革顺利推进、事项综合率: the rate stands on its own
    if share and left:
        return f"{left}比例"
    whole = left.endswith("”") or (left.endswith(")") and left.count("(") == left.count(")"))
    return left if whole else left.strip(_EDGES)


def _told_beside(left: str, draft: Draft) -> str:
    """``left`` as it is told of the number: with a 占 of the quote, without another headline."""
    if _SHARE_QUOTE.match(draft.quote):
        left += "占"  # 执业医师(约占四成): the words stand in the number
    if draft.sentence.is_heading:
        left = left.rstrip().rpartition(" ")[2]  # 推进会召开 人均期望寿命突破80岁
    return _beyond_brackets(_RESUMED.sub("", left), draft)


def _beyond_brackets(left: str, draft: Draft) -> str:
    """``left`` where a bracket closed before it, or opens right before the number."""
    whole = _PARENTHESES.sub("", draft.clause)
    if left.rstrip().endswith("(") and draft.right.startswith(")"):
        item = _named_in_list(left)  # 流行性感冒(18216例)、手足口病(3820例)
        among_places = left.startswith(")") and is_place_name(item)  # 福州市(17例)和厦门市(9例)
        return _named_in_list(whole) if among_places else item
    if not left.startswith(")"):
        return left
    return whole.rpartition(")")[2].lstrip("、和与及")  # 比全国(79岁)高0.3岁


def _within_brackets(left: str) -> str:
    """``left`` without what stands in brackets at its end; of an open one only what is inside."""
    bare = _PARENTHESIS.sub("", left)
    if _HAN.search(bare) and not _ABBREVIATION.search(left):  # B(Victoria), 病例组合指数(CMI)
        left = bare
    opened = left.rfind("(")
    return left[opened + 1 :] if opened >= 0 and ")" not in left[opened:] else left


def _named_in_list(left: str) -> str:
    """The name whose number stands in the parenthesis that ``left`` opens."""
    name = comparing().sub("", left.rstrip("( "))
    if _COMPARED.search(name + "("):
        return left
    return re.split(r"[)、]|病种为|依次为|分别为", name)[-1].lstrip("和与及")


def _trim_rank(left: str) -> str:
    """``left`` without the field of comparison and the verb of a rank: 持续位居全国 → nothing."""
    left = _PARENTHESES.sub("", left)  # 居各区(县、市)第三
    left = re.sub(r"^以(?=[\u4e00-\u9fff]{3,12}$)", "", left)  # 以竞争性评审第4名的成绩入选
    verb = _RANK_VERB.search(left)
    if verb and _CONTEST.search(verb.group()):
        return trim_tail(
            re.sub(
                r"^[^全]*?(?=全国|全省|全市|\d|$)|^(?:位居|位列|名列|列|居|排)", "", verb.group()
            )
        )
    left = _RANK_VERB.sub("", left)
    left = re.sub(r"(?<=考核)中|(?<=评价)中|(?<=评估)中", "", left)
    while True:
        shorter = trim_tail(_RANK_WORDS.sub("", _REGION.sub("", left.rstrip(_CLOSERS))))
        if shorter == left:
            return _FROM.sub("", left)
        left = shorter
