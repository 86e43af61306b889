"""What a document says of itself: title, publisher, kind, city, year, date, organisation."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from healthkpi.ingest.corps import corps_of
from healthkpi.ingest.dates import find_dates, with_digit_years
from healthkpi.ingest.filing import find_filing, find_unlisted_place, named_filing
from healthkpi.ingest.organisation import find_org, with_its_place
from healthkpi.ingest.years import find_year
from healthkpi.vocabulary.load import read_yaml

_BREAK = re.compile(r"[。；！？!?;]|,.*,|，.*，")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NO_TITLE = re.compile(
    r"附件|附表|[(（]?[一二三四五六七八九十\d]+[)）、.]|各|现将|主题词|上一篇|下一篇|相关|当前位置|您的?位置|您所在|首页"
    r"|(?:新的一年|今年|去年|目前|下一步|按照|根据)[^。]*[,，]"
    r"|索 ?引 ?号|文 ?号|(?:信息|主题|组配|公文|体裁|文件)(?:分类|种类|类别)"
    r"|(?:公开|发布)(?:方式|机构|日期|时间)"
)
_PATH = re.compile(r">>|»|(?<=[\u4e00-\u9fff]) ?[>›] ?(?=[\u4e00-\u9fff])")  # 首页 > 信息公开
_GAP = re.compile(r"\s{4,}")
_SPACED = re.compile(r"(?:[\u4e00-\u9fff] ){3,}[\u4e00-\u9fff]")  # 流 感 监 测 周 报
_MASTHEAD = re.compile(r"第\s*\d+\s*[版期页]|星期|农历|[:：|]|记者|(?:日|晚|时|晨)报|侨刊")
_REPORTED = re.compile(r"(?:讯|电)\s*(?:[(（][^()（）]{0,20}[)）])?\s*$")
_AGENCY = re.compile(r"本报|本刊|本网|新华社|中新[网社]|记者")
_PROGRAMME_NAME = re.compile(
    r"(?:行动|规划|计划|纲要|方案)[(（]20\d\d\s*年?\s*[-—－~～至到]+\s*20\d\d\s*年?[)）]"
)
_CAPTION = re.compile(r"[,，](?=为|向|对|给|把|现场|正在)|为(?:一名|患者|群众|居民)")
_CLOCK = re.compile(r"^\s*T?\d{1,2}:\d{2}(?::\d{2})?")
_APART = re.compile(
    r"[)）]\s*$|\s{2,}$|\u3000$|^\s*$|编\s+$"
)  # (作者单位:某州卫健委)    2021年1月14日
_CLOSED = re.compile(r"\s*(?:[印,，]?\s*$|印|[(（]?星期|[)）]\s*$)")
_MET = re.compile(r"在[^。,，]{4,40}(?:会议|大会|全会)上?[)）]?$")
_PAGE = re.compile(r"第?[A-Z]?[\d一二三四五六七八九十]{0,3}版|[A-Z]\d{1,2}(?![\d.])")
_PAPER = 8  # characters of a newspaper's name
_SOURCE = 8  # characters of a source's name behind a date
_TIMED_LINE = 44  # characters of a line below a headline: account, date and time
_EDGE = 1500  # characters of head and foot that labels and signatures are looked for in


class Overrides(NamedTuple):
    """What a user or a sidecar says of a document; None leaves it to be found."""

    city: str | None = None
    year: int | None = None
    title: str | None = None
    publisher: str | None = None
    doc_type: str | None = None
    published: str | None = None

    def over(self, other: Overrides) -> Overrides:
        """These, and where they say nothing, what ``other`` says."""
        said = {name: told for name, told in self._asdict().items() if told is not None}
        return other._replace(**said)


class Metadata(NamedTuple):
    """Metadata as found or told. ``published`` is ISO 8601, ``year`` the year reported on."""

    title: str | None
    publisher: str | None
    doc_type: str
    city: str | None
    city_code: str | None
    year: int | None
    published: str | None
    org: str | None


def find_metadata(text: str, told: Overrides, file_name: str = "") -> Metadata:
    """Metadata of a working text; what is ``told`` stands, the rest is found in text and name."""
    name = _readable(file_name)
    title = told.title or find_title(text) or (name if len(_HAN.findall(name)) >= 6 else None)
    publisher = told.publisher or find_publisher(text)
    published = told.published or find_published(text)
    org = find_org(text, title, publisher, name)
    doc_type = told.doc_type or find_doc_type(text, title, name)
    year = told.year or find_year(text, title, doc_type, published, name)
    corps = None
    if told.city:
        place = named_filing(told.city, year)
    else:
        corps = None if org else corps_of(text, title)
        place = None if corps else find_filing(text, org or title, publisher, name, year)
    org = with_its_place(org, text, title, place) if org else None
    city = place.city if place else told.city or corps or find_unlisted_place(text, org or title)
    code = place.city_code if place else None
    return Metadata(title, publisher, doc_type, city, code, year, published, org)


def _words() -> Any:
    return read_yaml("metadata.yaml")


def _readable(file_name: str) -> str:
    """A file's name without its endings and with blanks for underscores."""
    return re.sub(r"(?:\.[A-Za-z0-9]{1,5})+$", "", file_name).replace("_", " ").strip()


def find_title(text: str) -> str | None:
    """The line of the head that reads like a title: short, and named after a kind of document.

    Else the first line, where it is short and names a year: 上海市2022年4月13日新增病例26例.
    """
    head, _ = _edge_lines(text)
    ends = tuple(_words()["title_ends"])
    for at, line in enumerate(head[:40]):
        if at and "》" in line and "《" not in line and "《" in head[at - 1]:
            line = head[at - 1] + line  # noqa: PLW2901  (a title over two lines)
        line = _GAP.split(line)[0]  # noqa: PLW2901  (某某情况通报        内部资料 注意保存)
        bare = re.sub(r"[(（][^()（）]*[)）]$", "", line.strip("# *\t—-")).strip()
        bare = bare.replace(" ", "") if _SPACED.fullmatch(bare) else bare
        bare = bare[1:-1] if bare.startswith("《") and bare.endswith("》") else bare
        shortest = 8 if at and bare != "政府工作报告" else 5
        if not shortest <= len(bare) <= 70 or not bare.endswith(ends) or _BREAK.search(bare):
            continue
        if not any(not_one.search(bare) for not_one in (_CAPTION, _PATH)) and not _NO_TITLE.match(
            bare
        ):
            return bare
    first = head[0] if len(head) > 1 else ""
    dated = 10 <= len(first) <= 60 and re.search(r"20\d\d年", with_digit_years(first))
    return first if dated and not _BREAK.search(first) and not _MASTHEAD.search(first) else None


def _edge_lines(text: str) -> tuple[list[str], list[str]]:
    head = [line.strip() for line in text[:_EDGE].splitlines() if line.strip()]
    foot = [line.strip() for line in text[-_EDGE:].splitlines() if line.strip()]
    return head, foot


def find_publisher(text: str) -> str | None:
    """Who published: what follows 来源: or the like, else the office that signs above a date."""
    head, foot = _edge_lines(text)
    for line in (*head[:15], *foot[-10:]):
        match = _publisher_label().search(line)
        if match and len(match[1]) >= 2:
            return match[1].strip("—-　 ")
    for lines in (foot, head):
        for line, following in pairwise(lines):
            if _is_office(line) and any(find_dates(with_digit_years(following[:24]))):
                return line
    return None


@cache
def _publisher_label() -> re.Pattern[str]:
    labels = "|".join(_words()["publisher_labels"])
    return re.compile(rf"(?:^|[\s【\[(（|])(?:{labels})\s*[:：]\s*([^\s|丨)）】\]]{{2,30}})")


def _is_office(line: str) -> bool:
    ends = tuple(_words()["office_ends"])
    return 4 <= len(line) <= 30 and line.endswith(ends) and not re.search(r"[,，。:：、\d]", line)


_FIRST_PRINTED = re.compile(r"原载|刊于|刊发于|来源[:：]?\s*《")


def find_published(text: str) -> str | None:
    """The date of publication: one behind a label such as 发布日期, else a signature's."""
    head, foot = _edge_lines(with_digit_years(text))
    for line in (*head[:15], *foot[-10:]):
        match = _date_label().search(line)
        day = next((day for _, _, day in find_dates(line[match.end() :])), None) if match else None
        if day:
            return day.isoformat()
    for line in foot[-10:]:
        first = _FIRST_PRINTED.search(line)
        day = next((day for _, _, day in find_dates(line[first.end() :])), None) if first else None
        if day:
            return day.isoformat()  # (原载《某某日报》2021年3月23日)
    return (
        _signed_date(foot[-12:], signed=True)
        or _signed_date(head[:20], signed=False)
        or _masthead_date(head)
        or _dateline(with_digit_years(text[:_EDGE]))
        or _date_of_meeting(head)
    )


def _signed_date(lines: list[str], *, signed: bool) -> str | None:
    """The date on a line of its own: of a foot (``signed``), else one below an office's name."""
    for before, line in zip(["", *lines], lines, strict=False):
        for start, end, day in find_dates(line):
            alone = end - start >= len(line) - 2
            rest = _CLOCK.sub("", line[end:])
            furnished = signed and rest.strip().startswith(("美编", "责编", "编辑", "校对", "版式"))
            apart = _APART.search(line[:start]) is not None and _CLOSED.match(rest)
            bracketed = line[:start] in ("(", "（") and line.endswith((")", "）"))
            told = bracketed or (apart and (signed or start > 1))
            if told or furnished or (alone and (signed or _is_office(before))):
                return day.isoformat()
    return None


def _dateline(text: str) -> str | None:
    """The date in a report's first words: 本报兰州2002年3月19日讯; 本报讯(通讯员…)2024年2月26日."""
    for start, end, day in find_dates(text):
        before, after = text[max(0, start - 24) : start], text[end : end + 2]
        if _REPORTED.search(before) or (after[:1] in ("讯", "电") and _AGENCY.search(before)):
            return day.isoformat()
    return None


def _date_of_meeting(head: list[str]) -> str | None:
    """The day a report was given: ——2015年1月9日在某市第十五届人民代表大会第三次会议上."""
    for line in head[:20]:
        bare = line.lstrip("—-－(（ ")
        for start, end, day in find_dates(bare):
            if start == 0 and _MET.match(bare, end):
                return day.isoformat()
    return None


def _masthead_date(head: list[str]) -> str | None:
    """The date of a newspaper's masthead: with its day of the week, or behind the paper's name.

    Or that of the line below a web page's headline, with the time or the source after it.
    """
    furniture = tuple(_words()["page_furniture"])
    for line in head[:6]:
        for start, end, day in find_dates(line):
            named = line[:start].rstrip(" 0123456789ABCDT第版-|·>»")
            rest = _CLOCK.sub("", line[end:]).strip(" \u3000|丨>»")
            paper = any(word in named for word in _words()["press_names"]) or (
                named.endswith("报") and len(named) <= _PAPER
            )
            if start <= 1 and _PAGE.match(rest):
                return day.isoformat()  # 2021-12-21 03版 健康周刊
            if paper and (len(rest) <= 2 or rest.startswith(furniture) or _PAGE.match(rest)):
                return day.isoformat()
            clock = len(rest) < len(line[end:].strip(" \u3000|丨"))
            labelled = line.startswith(furniture)  # 来源:某县融媒体中心  2025-07-18 09:42  字号:大
            timed = clock and (start <= 1 or len(line) <= _TIMED_LINE or labelled)
            if rest.startswith(("星期", "周")) or (start <= 1 and rest.startswith(furniture)):
                return day.isoformat()
            if timed and len(rest) <= 30:
                return day.isoformat()  # 2023-11-06 08:14
            alone = start == 0 and len(rest) <= _SOURCE and not re.search(r"[\d,，。]", rest)
            if alone or (line.startswith("本报记者") and rest.endswith("版")):
                return day.isoformat()  # 2016-06-23 南都
    return None


@cache
def _date_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_words()['date_labels'])})\s*[:：]?\s*(?=[\d【\[])")


def find_doc_type(text: str, title: str | None, file_name: str) -> str:
    """work_report, plan, communique, news or other, by the title, else by head and foot."""
    kinds = _words()["doc_types"]
    for name in (title, file_name):
        spots = [
            (name.rfind(word) + len(word), len(word), kind["id"])
            for kind in kinds
            for word in kind["title"]
            if name and word in name
        ]
        if name and any(word in name for word in _words()["summary_words"]):
            return "work_report"  # also 2023年工作总结和2024年工作计划
        if spots:  # the word that ends the title names its kind: 规划实施情况的报告 is a report
            return str(max(spots)[2])
    head, foot = _edge_lines(text)
    if head and not title and _PROGRAMME_NAME.search(head[0]):
        return "plan"
    edges = "\n".join([*head, *foot])
    counts = {kind["id"]: sum(edges.count(word) for word in kind["head"]) for kind in kinds}
    for kind in kinds:
        counts[kind["id"]] += sum(edges.count(word) for word in kind.get("goals", ())) // 2
    best = max(counts, key=lambda kind: counts[kind])
    return str(best) if counts[best] >= 2 else "other"
