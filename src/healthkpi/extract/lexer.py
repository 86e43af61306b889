"""Words: jieba's cuts, and the part of speech its dictionary gives a word.

Only stretches of text beside a number are cut. The dictionary is read here once, silently and
without jieba's cache file, which another user of the machine could have planted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from healthkpi.vocabulary.load import read_yaml

_FREQUENT = 20_000  # a frequency that makes a word of the vocabulary win over its parts


class _Lexicon(NamedTuple):
    cut: Callable[[str], list[str]]
    tags: dict[str, str]


@cache
def _lexicon() -> _Lexicon:
    import jieba

    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    total = 0
    tokenizer: Any = jieba.Tokenizer()
    with tokenizer.get_dict_file() as lines:
        for line in lines:
            word, frequency, tag = line.decode("utf-8").split(" ")
            frequencies[word] = count = int(frequency)
            tags[word] = tag.rstrip()
            total += count
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)  # a prefix, so that the search goes on
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True
    for tag, words in read_yaml("words.yaml").items():
        for word in words:
            tokenizer.add_word(word, _FREQUENT, tag)
            tags[word] = tag
    return _Lexicon(lambda text: list(tokenizer.cut(text, HMM=False)), tags)


@lru_cache(maxsize=8192)
def cut(text: str) -> tuple[str, ...]:
    """The words of ``text`` in order; joined they give ``text`` again."""
    return tuple(_lexicon().cut(text))


def tag(word: str) -> str:
    """The dictionary's part of speech: n, v, vn, a, d, p, c … ; "" for an unknown word."""
    return _lexicon().tags.get(word, "")
