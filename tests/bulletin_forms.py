"""One bulletin of our own writing in every form a reader knows, for tests of the readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

TITLE = "临汾市2024年卫生健康工作总结"
PROSE = (
    (
        "2024年，全市医疗卫生机构总诊疗人次达到2154.6万人次，比上年增长5.2%。"
        "年末全市床位总数为2.31万张，其中县级医院床位6120张。"
    ),
    "全市95.4%的乡镇卫生院达到国家服务能力标准，重点人群签约率提高6.2个百分点，抢救费用占8.5/10万以下。",
    "力争到2025年，居民健康素养水平达到30%以上，新建社区医院12个。",
)
TARGETS_CAPTION = "表1 卫生健康发展主要指标"
TARGETS = (
    ("序号", "指标", "单位", "2020年", "2025年", "属性"),
    ("1", "人均预期寿命", "岁", "78.9", "80.0", "预期性"),
    ("2", "孕产妇死亡率", "1/10万", "12.1", "9以下", "预期性"),
    ("3", "每千人口执业（助理）医师数", "人", "2.9", "3.2", "预期性"),
    ("4", "个人卫生支出占比", "%", "27.5", "27以下", "约束性"),
)
MERGED_CAPTION = "表2 医疗卫生机构服务情况"
# None is a cell that the one at its left, or in the first column the one above, reaches over.
MERGED = (
    ("机构类别", "诊疗人次（万人次）", None, "入院人数（人）", None),
    (None, "2023年", "2024年", "2023年", "2024年"),
    ("综合医院", "801.5", "832.4", "152300", "161247"),
    ("中医医院", "210.2", "233.9", "40216", "43118"),
)


class Span(NamedTuple):
    """A merged area of the merged table, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


MERGES = (Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 3, 0, 4))
Rows = Sequence[Sequence[str | None]]


def as_text(title: str = TITLE) -> str:
    """Plain text with tabs between the cells of its tables."""

    def lines(rows: Rows) -> str:
        return "\n".join("\t".join(cell or "" for cell in row) for row in rows)

    parts = (title, *PROSE, TARGETS_CAPTION, lines(TARGETS), MERGED_CAPTION, lines(MERGED))
    return "\n".join(parts) + "\n"


def as_markdown() -> bytes:
    """Markdown with pipe tables."""

    def lines(rows: Rows) -> str:
        shown = ["| " + " | ".join(cell or "" for cell in row) + " |" for row in rows]
        return "\n".join([shown[0], "|" + "---|" * len(rows[0]), *shown[1:]])

    parts = (f"# {TITLE}", *PROSE, TARGETS_CAPTION, lines(TARGETS), MERGED_CAPTION, lines(MERGED))
    return "\n\n".join(parts).encode()


def as_html(charset: str = "utf-8") -> bytes:
    """A page as a government site makes it: navigation, the article, a footer."""

    def table(rows: Rows, merges: Sequence[Span] = ()) -> str:
        shown = ""
        for r, row in enumerate(rows):
            shown += "<tr>"
            for c, cell in enumerate(row):
                if cell is not None:
                    span = next((m for m in merges if (m.top, m.left) == (r, c)), Span(r, c, r, c))
                    down, right = span.bottom - r + 1, span.right - c + 1
                    shown += f'<td rowspan="{down}" colspan="{right}"><p>{escape(cell)}</p></td>'
            shown += "</tr>\n"
        return f"<table>{shown}</table>"

    links = "".join(f'<li><a href="/{n}">栏目导航{n}</a></li>' for n in range(12))
    prose = "".join(f"<p>&emsp;&emsp;{text}</p>\n" for text in PROSE)
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}">
<title>{TITLE}_临汾市人民政府</title><meta name="ContentSource" content="临汾市卫生健康委员会">
<meta name="PubDate" content="2025-01-20 09:30"></head>
<body><div class="nav"><ul>{links}</ul></div>
<div id="content"><h1>{TITLE}</h1>{prose}
<p>{TARGETS_CAPTION}</p>{table(TARGETS)}<p>{MERGED_CAPTION}</p>{table(MERGED, MERGES)}</div>
<div class="footer"><a href="/about">关于我们</a> 主办:临汾市人民政府 备案号12345678</div>
</body></html>"""
    return page.encode(charset)


def as_docx() -> bytes:
    """A Word document."""
    import docx

    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    for text in PROSE:
        document.add_paragraph(text)
    for caption, rows, merges in ((TARGETS_CAPTION, TARGETS, ()), (MERGED_CAPTION, MERGED, MERGES)):
        document.add_paragraph(caption)
        table = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                table.cell(r, c).text = cell or ""
        for span in merges:
            text = table.cell(span.top, span.left).text
            merged = table.cell(span.top, span.left).merge(table.cell(span.bottom, span.right))
            merged.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx() -> bytes:
    """A workbook with the tables alone, figures as numbers."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for caption, rows, merges in ((TARGETS_CAPTION, TARGETS, ()), (MERGED_CAPTION, MERGED, MERGES)):
        sheet = book.add_worksheet(caption[:2])
        sheet.write(0, 0, f"{TITLE} {caption}")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                number = cell is not None and cell.replace(".", "").isdigit()
                if cell is not None:
                    sheet.write(r + 1, c, float(cell) if number else cell)
        for span in merges:
            cell = rows[span.top][span.left]
            sheet.merge_range(span.top + 1, span.left, span.bottom + 1, span.right, cell)
    book.close()
    return out.getvalue()


def as_zip(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of ``members``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
