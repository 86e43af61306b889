"""What the clauses around a claim say that its own leaves unsaid."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.lists import split_items
from healthkpi.extract.phrase_words import is_place_name, phrase_words
from healthkpi.extract.trimming import noun_before, trim_head
from healthkpi.vocabulary.places import find_places

_MEASURED = re.compile(r"([\u4e00-\u9fff]{2,8}?(?:数|率|量))")
_DIGIT = re.compile(r"\d")
_MEASURED_END = re.compile(
    r"(?:[率比]|比例|占比|比重|寿命|人次|人数|总量|费用|用时|时间|住院日|天数|产量|产值|收入|规模|[师员士生位构院心]数|数量)$"
)
_BEHIND_PLACES = re.compile(
    r"\)(?:[、和与及,][^()、,;。]{2,10}\(\d[^()]*\))*([\u4e00-\u9fff]{2,10}?(?:数|率|量|病例)(?:数)?)"
)
_FUNDS = re.compile(
    r"([\u4e00-\u9fff]{0,14}?)((?:[\u4e00-\u9fff]{2,12})?(?:资金|经费|补助|补贴|奖补|基金))$"
)
_GIVEN = re.compile(r".*(?:设立|安排|给予|发放|落实|拨付|建立)")
_DATED = 12  # characters of a clause that has no more than its date before the number
_CHANGED = re.compile(
    r"(?:均|都|双双|分别)?(?:持续|稳步|逐年|明显|显著|进一步|稳定|大幅)*(?:下降|上升|提高|提升|改善|增加|减少|增长)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_WHOLE = 24  # characters of a phrase that may go whole before 占…
_FOUNDED = re.compile(r"^(?:由[^的]{2,10}的|组建|成立|建立|牵头|发起|覆盖)")
_ALLIANCE = re.compile(
    r"(?:组建|成立|建立|牵头|覆盖|发起|建成|的|了|为)?([\u4e00-\u9fff“”]{2,14}?(?:联盟|联合体|医联体|协作网|医疗集团))”?$"
)
_COPULA = re.compile(r"(?:是|为|达到?|有)")
_COMPARES = re.compile(r"[比较与和同环据从截按]")
_COMPARED = re.compile(
    r"([\u4e00-\u9fff]{2,16}?(?:率|数|量|指数|密度|占比|比例|费用|住院日))"
    r"(?:虽|虽然|仍|仍然|略|明显|均|稍|已)*(?:[高低多少优]于|较|比|居|有所|呈|处于|达到|超过)"
)
_BARE_REPORT = ("报告", "报告发病", "报告病例", "发病")  # 5—14岁组病例最多,报告742例
_IS = re.compile(r"(?:约|均|仅|高|已|尚|仍|还|由|从)?(?:为|达到?|是|占)?")
_PEOPLE = ("人", "例", "名")
_LAST_CLAUSE = re.compile(r"[,;:。!?]")
_THIS = ("这一比例", "这个比例", "该比例", "这一数字", "这一指标")
_RANK_END = re.compile(r"(?:报告)?(?:次之|最多|最高|居前|较多|较高|紧随其后|靠前)$")
_ITEM_MARK = re.compile(r"^[一二三四五六七八九十]是")
_SUPERLATIVE = re.compile(r"(?:最|较|居|偏|很|仍|还)(?:高|低|多|少|大|首|快|小)$")
_RANKED_BY = re.compile(
    r"([\u4e00-\u9fff]{1,14}?(?:数|率|例|水平|比例|占比|指数))"
    r"(?:位?居|排|列|最|较[高多]|前|由高到低|从高到低|主要集中|集中|[高低]于(?:全[国省市县区州]|平均)[\u4e00-\u9fff]{0,8}的[有是])"
)
_MAINLY = re.compile(
    r"以(?![下上内外])([^,;。]{2,24})(?:两[类种]|[三四五]种)?(?:人群|病例)?为(?:主|最多)$"
    r"|([\u4e00-\u9fff\d、—~～-]{2,20}?)(?:仍然?|依然|均|都)?(?:是|为)(?:发病|感染|病例|高发|重点)?(?:主体|主力|主要[^,;。、]{0,6}|多数|大多数)$"
    r"|([\u4e00-\u9fff\d、—~～-]{2,20}?)(?:仍然?|依然|均|都)?(?:居多|占(?:绝大)?多数|占主导(?:地位)?)$"
    r"|(?:病例|患者|病人)中((?:(?!以(?![下上内外]))[\u4e00-\u9fff\d、—~～-]){2,20}?)为主$"
)
_PLACE_MARK = re.compile(r"[是为有、和与及)]")
_MOST = re.compile(
    r"([\u4e00-\u9fff]{2,16}?)以([\u4e00-\u9fff]{2,10}?)(?:最|为最|居)(?:高|低|多|少|首|大|小)?$"
)
_REACHES = re.compile(r"(?:高?达到?|为|是|共?报告)?")
_CHANGED_MEASURE = re.compile(
    r"([\u4e00-\u9fff、]{2,24}(?:数|率|例|水平|比例|费用))"
    r"(?:有所|均|都|略有|明显|持续|连续[一二三四五六七八九十\d]+年)*(?:上升|下降|增长|增加|减少|升高|降低)$"
)
_REACH = 80  # characters in which 检查检验结果 stands before 互认
_RECOGNITION = "检查检验结果互认"
_RESULTS = re.compile(r"检查[、和]?检验|检验[、和]?检查")
_BY_RECOGNITION = re.compile(
    r"(?:今年以来|全年|累计)?(?:为(?:群众|患者))?(?:节省|节约|参与医院|减少重复)"
)

_PACE = re.compile(r"[增降升涨减]幅$")  # 登革热增幅最大,由328例升至…

_TOLD_OF = re.compile(r"^.*指标(?:是|为|即)")  # 未达标的一项指标是每万人口全科医生数
_FINISHED = re.compile(  # 综合楼主体完工,总投资1.9亿元
    r"(?:已|均|已经|全面|顺利|正式|如期|上半年|下半年|年底前?)*(?:主体(?:工程)?)?(?:已|全面)*"
    r"(?:建成|完工|封顶|竣工|投用|启用|落成|开工|动工|投入使用|开工建设|启动建设)+$"
)
_NEW_HEIGHT = re.compile(
    r"(?:再上|迈上|登上|跃上)新?台阶$|(?:再创|创|创下)(?:历史)?新高$|实现新?突破$"
)


class Around:
    """Reads the clauses around a claim in ``text``, a normalised document."""

    def __init__(self, text: str, places: tuple[str, ...]) -> None:
        self.text = text
        self.places = places

    def clause_before(self, draft: Draft, reach: int) -> str:
        """The clause before that of ``draft``, at most its last ``reach`` characters."""
        end = draft.clause_start - 1
        start = max(draft.sentence.start, end - reach)
        return _ITEM_MARK.sub("", _LAST_CLAUSE.split(self.text[start : max(start, end)])[-1])

    def superlative(self, draft: Draft) -> str:
        """0~4岁组所占比例最高,为38.9%: what is the highest."""
        before = self.clause_before(draft, 40)
        told = _SUPERLATIVE.search(before)
        told_of = _PACE.sub("", before[: told.start()]) if told else ""
        if not told_of or is_place_name(told_of) or told_of.endswith(_THIS):
            return ""  # 东宝区最高,为72.5%: the measure was told before
        named = find_places(told_of)
        told_of = told_of[named[0].end :] if named and named[0].start == 0 else told_of
        return noun_before(told_of, draft, self.places)

    def of_most(self, draft: Draft, phrase: str) -> str:
        """``phrase``, or who or what has most where it says nothing: 以儿童为主,共593例."""
        if (not phrase and _IS.fullmatch(draft.left.strip())) or phrase in _BARE_REPORT:
            phrase = self.superlative(draft) or phrase
        unsaid = draft.unit in _PEOPLE and (not phrase or phrase in _BARE_REPORT)
        return (self.mainly(draft) if unsaid else "") or phrase

    def measure_compared(self, draft: Draft) -> str:
        """发病率高于全省,已连续4年上升: what the clause before measures against another."""
        told = _COMPARED.match(self.clause_before(draft, 40))
        return trim_head(told[1], self.places) if told else ""

    def mainly(self, draft: Draft) -> str:
        """以甲型H3N2为主,占…; 青壮年仍是主体,占…: who or what prevails, by the clause before."""
        told = _MAINLY.search(self.clause_before(draft, 40))
        found = next(filter(None, told.groups()), "") if told else ""
        return trim_head(found, self.places)

    def ranked_measure(self, draft: Draft) -> str:
        """发病率最高的县区是A、B和C,分别为…: what the places before were ranked by."""
        clause = _RANK_END.sub("", self.clause_before(draft, 40))
        if not is_place_name(re.split("[、和与及]", clause)[-1]):
            return ""
        before = self.text[draft.sentence.start : draft.clause_start]
        return self._without_place(_RANKED_BY.findall(before))

    def measure_of_most(self, draft: Draft) -> str:
        """发病率以玉树州最高,达118.46/10万: what a place has most of."""
        told = _MOST.search(self.clause_before(draft, 40))
        reaches = _REACHES.fullmatch(draft.left.strip())
        placed = told is not None and is_place_name(told[2])
        return trim_head(told[1], self.places) if told and placed and reaches else ""

    def measure_of_places(self, draft: Draft) -> str:
        """发病数居前3位的是A区(1214例)、B区(…); 发病率最高的是C市,达…: what they were ranked by."""
        left = draft.left.rstrip()
        beside = left.endswith("(") and is_place_name(_PLACE_MARK.split(left.rstrip(" ("))[-1])
        behind = _REACHES.fullmatch(left) and is_place_name(
            _PLACE_MARK.split(self.clause_before(draft, 40))[-1]
        )
        if not beside and not behind:
            return ""
        return self._without_place(
            _RANKED_BY.findall(self.text[draft.sentence.start : draft.start])
        )

    def _without_place(self, told: list[str]) -> str:
        """The measure told last without the place it was told of: 甲县发病率 → 发病率."""
        measure = told[-1] if told else ""
        named = find_places(measure)
        return trim_head(
            measure[named[0].end :] if named and not named[0].start else measure, self.places
        )

    def changed_before(self, first: Draft, count: int) -> list[str]:
        """甲县和乙县发病数有所上升,升幅分别为…: of what the changes are, one phrase for each."""
        told = _CHANGED_MEASURE.search(self.clause_before(first, 60))
        if not told:
            return []
        places = find_places(told[1])
        measure = trim_head(told[1][places[-1].end :] if places else told[1], self.places)
        return split_items(measure, count) or [measure] * count

    def recognised(self, phrase: str, draft: Draft) -> str:
        """互认项目226项, 节约费用1860万元: of examinations' results, where these were spoken of."""
        before = self.text[max(draft.sentence.start, draft.start - _REACH) : draft.start]
        if "检查" in phrase or "检验" in phrase or not _RESULTS.search(before):
            return ""
        if phrase.startswith("互认"):
            return _RECOGNITION.removesuffix("互认") + phrase
        if _BY_RECOGNITION.match(phrase) and "互认" in before:
            return _RECOGNITION + phrase
        return ""

    def members_of(self, phrase: str, draft: Draft) -> str:
        """组建心血管专科联盟,吸纳成员单位38家: of what alliance, if the clause before says it."""
        if not phrase.endswith("成员单位"):
            return ""
        alliance = _ALLIANCE.search(self.clause_before(draft, 40))
        named = _FOUNDED.sub("", trim_head(alliance[1], self.places)) if alliance else ""
        return f"{named}成员单位" if named else ""

    def in_parenthesis(self, draft: Draft) -> bool:
        """Whether ``draft`` stands inside a parenthesis of its sentence."""
        sentence = draft.sentence
        opened = self.text.rfind("(", sentence.start, draft.start)
        return opened >= 0 and self.text.rfind(")", opened, draft.start) < 0

    def clause_object(self, draft: Draft) -> str:
        """What a clause before without a number is about: 建设市公共卫生中心,总投资6.3亿元."""
        before = _YEAR.sub("", self.clause_before(draft, 40))
        words = cut(_FINISHED.sub("", trim_head(before, self.places)))
        while words and tag(words[0])[:1] in "vd":
            words = words[1:]
        found = "".join(words)
        if _COMPARES.match(before.strip()):
            return ""  # 比上月,发病率降低14.92%
        return found if 2 < len(found) <= 20 and not re.search(r"\d", before) else ""

    def measure_before(self, draft: Draft) -> str:
        """心脑血管疾病死亡率,2022年降到…: the measure that a clause without number names."""
        before = _NEW_HEIGHT.sub("", self.clause_before(draft, 48))
        opens = not draft.left.strip() or len(draft.clause) < _DATED
        if not opens or _COMPARES.match(before.strip()) or _DIGIT.search(before):
            return ""
        found = trim_head(_TOLD_OF.sub("", before), self.places)
        # 跨省住院费用直接结算,2020年是19.7万人次: the whole clause is what the number is of
        told = _MEASURED_END.search(before) or (
            _COPULA.fullmatch(draft.left.strip()) and found.endswith(tuple(phrase_words().nominal))
        )
        return found if told and 2 < len(found) <= _WHOLE else ""

    def measure_of_clause(self, draft: Draft) -> str:
        """政策范围内报销比例,职工为86.4%: what the clause before measures, without a number."""
        before = self.clause_before(draft, 40)
        told = _MEASURED_END.search(before) and not _DIGIT.search(before)
        return trim_head(before, self.places) if told else ""

    def funds_before(self, draft: Draft) -> str:
        """市级财政设立医学科研引导资金,每年600万元: the funds that the clause before names."""
        before = _GIVEN.sub("", self.clause_before(draft, 30))
        found = _FUNDS.search(before)
        return found.group() if found else ""

    def noun_behind_places(self, draft: Draft) -> str:
        """鄞州区(251例)和北仑区(143例)报告病例数居前: what was counted stands behind the places."""
        found = _BEHIND_PLACES.match(self.text, draft.end)
        return found[1] if found else ""

    def recalled(self, phrase: str, draft: Draft) -> str:
        """开展儿童疫苗补种工作,补种完成率100%: a rate that takes up a word of the clause before."""
        if len(phrase) > 7 or not phrase.endswith(("率", "比例")):
            return ""
        before = self.clause_before(draft, 40)
        word = cut(phrase)[0]
        at = before.find(word)
        if len(word) < 2 or at < 2 or re.search(r"\d", before):
            return ""
        verb = cut(before)[0]
        start = len(verb) if tag(verb)[:1] == "v" else 0
        return trim_head(before[start:at], self.places) + phrase

    def listed_before(self, first: Draft, count: int) -> list[str] | None:
        """The list that ends the clause before: …依次为乙肝、梅毒和肺结核,分别为…"""
        before = self.clause_before(first, 60)
        head, listed, tail = before.rpartition("依次为")
        tail = tail if listed else re.split(r"为|是|有|即|包括", before)[-1]
        tail = _RANK_END.sub("", _CHANGED.sub("", tail))
        items = None if re.search(r"\d(?!岁|个?月)", tail) else split_items(tail, count)
        if items and all(map(is_place_name, items)):
            return None  # 甲县和乙县次之,分别为…: what they have was told before
        measured = _MEASURED.match(head) if head else None
        return [item + measured[1] for item in items] if items and measured else items
