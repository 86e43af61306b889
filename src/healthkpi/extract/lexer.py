"""Words: jieba's cuts, and the part of speech its dictionary gives a word.

Only stretches of text beside a number are cut. The dictionary is read here once, silently and
without jieba's cache file, which another user of the machine could have planted. Where rjieba is
installed it cuts the same words thirty times faster; ``HEALTHKPI_SEGMENTER=jieba`` keeps to jieba.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from healthkpi.vocabulary.load import read_yaml

_FREQUENT = 20_000  # a frequency that makes a word of the vocabulary win over its parts
_COMMON = 50  # a frequency of a word in common use
_BLOCK = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+)")  # what jieba searches for words
_HAN = re.compile(r"[\u4e00-\u9fd5]")
_RUN = re.compile(r"[\u4e00-\u9fd5]+|[a-zA-Z0-9]+|\r\n|.", re.DOTALL)
_ASCII = re.compile(r"[!-~]")


class _Dictionary(NamedTuple):
    frequencies: dict[str, int]
    tags: dict[str, str]


@cache
def _dictionary() -> _Dictionary:
    """jieba's words with their frequencies, and the parts of speech of these and of our own."""
    import jieba

    tokenizer: Any = jieba.Tokenizer()
    words = _Dictionary({}, {})
    with tokenizer.get_dict_file() as lines:
        for line in lines:
            word, frequency, tag = line.decode("utf-8").split(" ")
            words.frequencies[word] = int(frequency)
            words.tags[word] = tag.rstrip()
    words.tags.update(_own_words())
    return words


def _own_words() -> list[tuple[str, str]]:
    return [(word, tag) for tag, words in read_yaml("words.yaml").items() for word in words]


@cache
def _jieba() -> Callable[[str], list[str]]:
    import jieba

    tokenizer: Any = jieba.Tokenizer()
    known = _dictionary().frequencies
    frequencies = dict(known)
    for word in known:
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)  # a prefix, so that the search goes on
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, sum(known.values()), True
    for word, tag in _own_words():
        tokenizer.add_word(word, _FREQUENT, tag)
    return lambda text: list(tokenizer.cut(text, HMM=False))


def _rjieba() -> Callable[[str], list[str]] | None:
    """The fast cutter, or None where it is not installed.

    It differs from jieba on ASCII (COVID-19), so it is given Han characters only. jieba cuts ASCII
    into runs of letters and digits and single marks, but for the few words that mix the scripts
    (B超): a block with one of these is left to jieba.
    """
    try:
        from rjieba import Jieba
    except ImportError:
        return None
    segmenter: Any = Jieba()
    for word, tag in _own_words():
        segmenter.add_word(word, _FREQUENT, tag)
    mixed = re.compile("|".join(map(re.escape, filter(_ASCII.search, _dictionary().tags))))

    def cut_blocks(text: str) -> list[str]:
        words: list[str] = []
        for block in _BLOCK.split(text):
            if mixed.search(block):
                words += _jieba()(block)
                continue
            for run in _RUN.findall(block):
                words += segmenter.cut(run, False) if _HAN.match(run) else [run]
        return words

    return cut_blocks


@cache
def _cutter() -> Callable[[str], list[str]]:
    fast = None if os.environ.get("HEALTHKPI_SEGMENTER") == "jieba" else _rjieba()
    return fast or _jieba()


@lru_cache(maxsize=8192)
def cut(text: str) -> tuple[str, ...]:
    """The words of ``text`` in order; joined they give ``text`` again."""
    return tuple(_cutter()(text))


def tag(word: str) -> str:
    """The dictionary's part of speech: n, v, vn, a, d, p, c … ; "" for an unknown word."""
    return _dictionary().tags.get(word, "")


def is_common_verb(word: str) -> bool:
    """Whether ``word`` is a verb of daily use: 走进, 改扩建; not 博望, which names a place."""
    common = (
        _dictionary().frequencies.get(word, 0) >= _COMMON or word in read_yaml("words.yaml")["v"]
    )
    return tag(word) == "v" and common
