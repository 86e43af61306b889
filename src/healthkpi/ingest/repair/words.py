"""How likely a string of Chinese is: the best cut into words, by jieba's word frequencies.

Only the dictionary file is read, on first need; jieba itself is not started.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

from healthkpi.errors import VocabularyError
from healthkpi.vocabulary.load import read_yaml

LONGEST = 4  # characters; longer words add little to the likelihood of a passage
UNKNOWN = -17.0  # a character no word list has
MARKED = -9.0  # what is already marked as lost
PLAIN = -5.0  # an ASCII character: neither likely nor unlikely
STRANGE = -11.0  # an ASCII sign that Chinese prose has no use for
_SIGNS = "@\\^_`{|}~"
_RARE = 3  # words seen less often than this in jieba's corpus are left out
_FIELD = 2000  # the frequency given to words of the field
# Shares of characters in running text, as jieba's dictionary counts words only. Rounded from the
# usual figures for the press; only their order of magnitude matters.
_MARKS = {"，": 0.055, "。": 0.02, "、": 0.02, "：": 0.004, "；": 0.004, "“": 0.004, "”": 0.004,
          "（": 0.003, "）": 0.003, "《": 0.002, "》": 0.002, "％": 0.002, "—": 0.001, "！": 0.0005,
          "？": 0.0005, "·": 0.0003, "…": 0.0003, "【": 0.0002, "】": 0.0002, "〔": 0.0002,
          "〕": 0.0002, "－": 0.0002, "～": 0.0003, "．": 0.0002}  # fmt: skip


@cache
def read_scores() -> dict[str, float]:
    """The natural logarithm of each word's share among all words.

    Raises:
        VocabularyError: jieba's dictionary is not where jieba is installed.
    """
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise VocabularyError("jieba's word list is missing. Install jieba again.")
    counts: dict[str, int] = {}
    total = 0
    with (Path(spec.origin).parent / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ", 2)
            total += int(count)
            if len(word) == 1 or (len(word) <= LONGEST and int(count) >= _RARE):
                counts[word] = int(count) or 1
    for words in (*read_yaml("words.yaml").values(), read_yaml("repair.yaml")["words"]):
        counts |= {word: max(counts.get(word, 0), _FIELD) for word in words}
    scores = {word: log(count / total) for word, count in counts.items()}
    return scores | {mark: log(share) for mark, share in _MARKS.items()}


def likelihood(text: str) -> float:
    """The log-likelihood of simplified ``text`` in its best cut into words."""
    best = [0.0]
    for end in range(1, len(text) + 1):
        single = best[end - 1] + score_of(text[end - 1])
        longer = [
            best[start] + score
            for start in range(max(0, end - LONGEST), end - 1)
            if (score := read_scores().get(text[start:end])) is not None
        ]
        best.append(max([single, *longer]))
    return best[-1]


def score_of(char: str) -> float:
    """The log-likelihood of one character as a word of its own."""
    if char < "\x80":
        return STRANGE if char in _SIGNS else PLAIN
    if char == "\ufffd":
        return MARKED
    return read_scores().get(char, UNKNOWN)
