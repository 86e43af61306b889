"""Words: jieba's borders decide what a phrase is, and rjieba cuts as jieba does."""

from __future__ import annotations

import importlib.util
import random
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import RAW

from healthkpi.extract import lexer
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import find_sources, read_source, read_text
from healthkpi.models import Claim
from healthkpi.vocabulary.load import read_yaml

Switch = Callable[[str], None]
SOURCES = find_sources([RAW])
ODD = ["", "、", "COVID-19疫苗", "HPV疫苗接种率95.4％", "卡拉OK", "a\r\nb 医院\t12家", "①二○二五年"]
ODD += ["𠀀字", "做B超、X光检查", "CT7台", "PH值a.b-c", "3D打印#&+%", "鿖鿿"]
fast_only = pytest.mark.skipif(
    importlib.util.find_spec("rjieba") is None, reason="rjieba is not installed: the extra `fast`"
)


@cache
def fast_cutter() -> Callable[[str], list[str]]:
    found = lexer._rjieba()
    assert found is not None
    return found


def forget() -> None:
    lexer._cutter.cache_clear()
    cut.cache_clear()


@pytest.fixture
def switch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Switch]:
    """Sets HEALTHKPI_SEGMENTER and forgets what was cut before."""

    def use(name: str) -> None:
        monkeypatch.setenv("HEALTHKPI_SEGMENTER", name)
        forget()

    yield use
    monkeypatch.undo()
    forget()


@pytest.fixture
def cut_by_character(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A lexer that knows no words: every character is one."""
    forget()
    monkeypatch.setattr(lexer, "_cutter", lambda: list)
    yield
    monkeypatch.undo()
    forget()


def read_phrases(text: str) -> list[str]:
    document = read_text(text, city="长治市", year=2024)
    return [claim.indicator_text for claim in read_document(document).claims]


BORDERS = {
    "全市注册志愿者突破9万人。": ["注册志愿者"],
    "门诊、住院次均费用分别为268元和8120元。": ["门诊次均费用", "住院次均费用"],
    "全市超过85%的社区卫生服务中心设立了康复病房。": ["设立康复病房的社区卫生服务中心比例"],
}


@pytest.mark.parametrize("text", BORDERS)
def test_phrases_follow_the_borders_of_words(text: str) -> None:
    assert read_phrases(text) == BORDERS[text]


@pytest.mark.usefixtures("cut_by_character")
@pytest.mark.parametrize("text", BORDERS)
def test_without_the_borders_the_phrase_is_wrong(text: str) -> None:
    assert read_phrases(text) != BORDERS[text]


def test_words_of_the_vocabulary_stay_whole() -> None:
    for part_of_speech, words in read_yaml("words.yaml").items():
        for word in words:
            assert tag(word) == part_of_speech
    assert "医共体" in cut("县域医共体总诊疗量")
    assert tag("没有这样一个词") == ""


@pytest.mark.parametrize("text", [*ODD, "紧密型县域医共体建设稳步推进,病床使用率回升。"])
def test_words_joined_give_the_text(text: str) -> None:
    assert "".join(cut(text)) == text


def pieces() -> Iterator[str]:
    """Clauses of the sample bulletins, whole and with their beginning cut off, and odd ones."""
    chance = random.Random(2026)
    yield from ODD
    for source in SOURCES:
        for clause in re.split(r"[,,。;;、\n]", read_source(source).text):
            yield clause
            yield clause[chance.randint(0, len(clause)) :]


@fast_only
def test_rjieba_cuts_as_jieba_does() -> None:
    fast = fast_cutter()
    slow = lexer._jieba()
    for piece in pieces():
        assert fast(piece) == slow(piece)


@fast_only
@settings(max_examples=200, deadline=None)
@given(st.text("县域医共体疫苗接种率超病例人次型光机abXB12.%-+# \n、，％", max_size=20))
def test_rjieba_cuts_any_mix_of_scripts_alike(text: str) -> None:
    assert fast_cutter()(text) == lexer._jieba()(text)


def read_claims(source: Path | str) -> tuple[Claim, ...]:
    return read_document(read_source(Path(source))).claims


@fast_only
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: Path(source).name)
def test_claims_are_the_same_with_either(source: Path, switch: Switch) -> None:
    switch("jieba")
    assert lexer._cutter() is lexer._jieba()
    plain = read_claims(source)
    switch("")
    assert lexer._cutter() is not lexer._jieba()
    assert read_claims(source) == plain != ()


def test_jieba_serves_where_rjieba_is_missing(
    switch: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    switch("")
    assert lexer._cutter() is lexer._jieba()
