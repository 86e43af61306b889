"""Every code by a short bulletin that raises it and one that does not, read as any other."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.panel_cases import CATALOGUE, make_claim, make_document, make_entry

from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import read_text
from healthkpi.resolve.claims import resolve_claims
from healthkpi.resolve.panel import build_panel
from healthkpi.validate import checks
from healthkpi.validate.checks import CHECKS, check_all, make_facts
from healthkpi.vocabulary.catalogue import Catalogue

DOCS = Path(__file__).parent.parent / "docs" / "validation.md"
LAST, NOW = 2023, 2024

# code, bulletins that raise it, bulletins that do not: text, or the texts of two years.
CASES = [
    ("over_100", ["全市家庭医生签约率154.2%。"], ["全市家庭医生签约率54.2%。"]),
    ("implausible", ["全市孕产妇死亡率85.5/10万。"], ["全市孕产妇死亡率8.5/10万。"]),
    ("unit_mismatch", ["全市孕产妇死亡率8.5%。"], ["全市孕产妇死亡率8.5/10万。"]),
    (
        "wrong_direction",
        ["名老中医传承工作室从124个增加到35个。"],
        ["名老中医传承工作室从35个增加到124个。"],
    ),
    (
        "change_mismatch",
        ["每千人口执业(助理)医师从2.5人增加到3.0人,增长40%。"],
        ["每千人口执业(助理)医师从2.5人增加到3.0人,增长20%。"],
    ),
    (
        "change_mismatch",
        ["全市孕产妇死亡率9.7/10万。", "全市孕产妇死亡率8.5/10万,同比下降3.2个十万分点。"],
        ["全市孕产妇死亡率9.7/10万。", "全市孕产妇死亡率8.5/10万,同比下降1.2个十万分点。"],
    ),
    (
        "parts_over_whole",
        ["全市三甲医院8所,其中综合医院9所,中医医院2所。"],
        ["全市三甲医院8所,其中综合医院6所,中医医院2所。"],
    ),
    (
        "share_mismatch",
        ["全市乡镇卫生院150家,其中143家达到服务能力标准,占85.3%。"],
        ["全市乡镇卫生院150家,其中143家达到服务能力标准,占95.3%。"],
    ),
    (
        "parts_over_whole",
        ["全市卫生技术人员2.68万人。全市注册护士3.22万人。"],
        ["全市卫生技术人员2.68万人。全市注册护士1.22万人。"],
    ),
    (
        "ratio_mismatch",
        ["全市常住人口310万人。全市注册护士1.22万人,每千人口注册护士数5.88人。"],
        ["全市常住人口310万人。全市注册护士1.22万人,每千人口注册护士数3.88人。"],
    ),
    (
        "conflict",
        ["全市人均预期寿命79.2岁。全市人均预期寿命78.4岁。"],
        ["全市人均预期寿命79.2岁。全市人均预期寿命79.2岁。"],
    ),
    (
        "sudden_jump",
        ["全市人均预期寿命74.2岁。", "全市人均预期寿命79.2岁。"],
        ["全市人均预期寿命78.9岁。", "全市人均预期寿命79.2岁。"],
    ),
    (
        "target_reached",
        ["全市家庭医生签约率75%。2025年,力争全市家庭医生签约率达到60%以上。"],
        ["全市家庭医生签约率75%。2025年,力争全市家庭医生签约率达到80%以上。"],
    ),
    (
        "equals_national",
        ["全国孕产妇死亡率14.3/10万。", "全市孕产妇死亡率14.3/10万。"],
        ["全国孕产妇死亡率14.3/10万。", "全市孕产妇死亡率9.31/10万。"],
    ),
]


def read(*texts):
    """Documents, claims, panel and all issues of bulletins of successive years up to NOW."""
    documents, claims = [], []
    for year, text in zip(range(NOW - len(texts) + 1, NOW + 1), texts, strict=True):
        document = read_text(text, city="长治市", year=year, source=f"{year}.txt")
        documents.append(document)
        claims += resolve_claims(read_document(document).claims, document)
    rows, issues = build_panel(claims, documents)
    return documents, claims, rows, [*issues, *check_all(documents, claims, rows)]


@pytest.mark.parametrize(("code", "raising", "silent"), CASES)
def test_a_bulletin_that_raises_the_code_and_one_that_does_not(code, raising, silent):
    documents, claims, _, issues = read(*raising)
    assert code in {issue.code for issue in issues}
    assert [issue.message for issue in read(*silent)[3] if issue.code == code] == []
    texts = {document.doc_id: document.source_text for document in documents}
    quotes = {claim.claim_id: claim.quote for claim in claims}
    for issue in issues:
        span = texts[issue.doc_id][issue.source_start : issue.source_end]
        assert span == quotes[issue.claim_id]


def test_an_average_above_the_city_is_found_where_the_reader_files_it_as_the_citys():
    here = {"scope": "长治市", "scope_type": "city", "scope_code": "140400"}

    def misread(text):
        documents, claims, *_ = read(text)
        filed = [replace(claim, **here) for claim in claims]
        return [issue.code for issue in check_all(documents, filed, [])]

    assert misread("全市婴儿死亡率2.7‰,全国平均水平为4.5‰。") == ["national_as_city"]
    assert misread("全市婴儿死亡率2.7‰,低于全国平均水平。") == []


def test_a_phrase_with_two_equal_readings_is_left_to_a_person():
    one = make_entry("one", name_zh="甲", require=[["服务"], ["达标率"]])
    two = make_entry("two", name_zh="乙", require=[["机构"], ["达标率"]])
    document = read_text("全市服务机构达标率95%。全市服务达标率90%。", city="长治市", year=NOW)
    catalogue = Catalogue({entry.id: entry for entry in (one, two)})
    claims = resolve_claims(read_document(document).claims, document, catalogue)
    (issue,) = check_all([document], claims, [], catalogue)
    assert (issue.code, issue.severity) == ("ambiguous_indicator", "info")
    assert document.source_text[issue.source_start : issue.source_end] == "95%"


def test_the_same_issue_is_said_once_and_in_reading_order():
    documents, claims, rows, _ = read("全市家庭医生签约率154.2%。全市孕产妇死亡率85.5/10万。")
    issues = check_all(documents, [*claims, *claims], rows)
    assert [issue.code for issue in issues] == ["over_100", "implausible"]


def test_every_code_is_listed_in_the_documents_and_no_other():
    source = Path(checks.__file__).parent
    listed = set(re.findall(r"^### `(\w+)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    raised = set()
    for path in sorted(source.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        raised |= set(re.findall(r'"(\w+)", "(?:error|warning|info)"', text))
    assert {code for code, *_ in CASES} <= raised | {"conflict"}
    assert raised | {"conflict", "corrected", "ambiguous_indicator"} == listed


OPTIONAL = st.sampled_from([None, "x", "", "3.1", "其中", "长治市", "total", "2024-Q1"])
WILD = st.fixed_dictionaries(
    {},
    optional={
        "value": st.sampled_from([None, "0", "-3", "1E+9", "95.4", "200"]),
        "quote": st.sampled_from(["", "95.4%", "三百", "(5", "１２万"]),
        "unit": st.sampled_from(["", "%", "张", "每10万", "百分点", "倍"]),
        "measure": st.sampled_from(["rate", "count", "change", "rank", "level", "amount"]),
        "status": st.sampled_from(["actual", "target", "baseline"]),
        "comparator": st.sampled_from(["eq", "ge", "lt", "approx"]),
        "direction": st.sampled_from([None, "up", "down"]),
        "basis": st.sampled_from([None, "yoy"]),
        "pair_id": st.sampled_from([None, "p"]),
        "indicator": st.sampled_from([None, "beds", "mortality|signing_rate", "nobody", "|"]),
        "indicator_text": st.sampled_from(["", "床位", "应接种", "孕产妇死亡率"]),
        "sentence": st.sampled_from(["", "其中其中", "从95.4%增加到3%,其中(95.4%),占(5"]),
        "breakdown": st.sampled_from(["total", "class=公立", "", "a=b;c=d"]),
        "scope": OPTIONAL,
        "scope_code": st.sampled_from([None, "140400", "000000", "100000", "x"]),
        "scope_type": st.sampled_from([None, "city", "org", "nation", "county"]),
        "year": st.sampled_from([None, 2023, 2024]),
        "period": OPTIONAL,
        "period_start": st.sampled_from([None, "2024-01-01", "soon"]),
        "period_end": st.sampled_from([None, "2024-03-31", "soon"]),
        "source_start": st.integers(0, 30),
    },
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WILD, max_size=6))
def test_the_checks_never_raise(fields):
    documents = [make_document("d1"), make_document("d2", year=None)]
    claims = [make_claim(**{"value": "95.4", **item}) for item in fields]
    rows, _ = build_panel(claims, documents, CATALOGUE)
    facts = make_facts(documents, claims, rows, CATALOGUE)
    for check in CHECKS:
        for issue in check(facts):
            assert issue.code
            assert issue.severity in ("error", "warning", "info")
