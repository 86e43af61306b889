"""All that a text says of organisations, weighed in one place: is it one's own report, and whose?

Who signs, whose site or account it is, whose head speaks and whom a headline is about counts for
most; then of whom the figures are told. Helpers, partners and higher hospitals count nothing. What
a text says of itself as 我院 and 该院 stands against its 全市 and the places it tells of: a county
whose hospital is told of among others stays a county's document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from healthkpi.ingest.org_mentions import OrgMention, find_mentions, is_short_for, level_of
from healthkpi.ingest.org_subjects import AREA, SELF, Told, told_of
from healthkpi.vocabulary.load import read_yaml

_HEAD = 400  # characters of the head
_HEAD_LINES, _FOOT_LINES = 12, 10
_LINE = 44  # characters of a line that is a headline or signature
_SIGNED, _SITE, _HEADED, _NAMED = 8, 6, 4, 1  # what each counts for
_MOST_FIGURES = 4  # figures that count towards who it is
OUTRIGHT = 9  # of a title's subject: it needs no 我院
_ENOUGH = 2
_FRAME = " \u3000—-【】()（）《》*#|"
_AROUND = 12  # characters
_QUOTED = re.compile(r"“[^”\n]{0,200}”")


class _Patterns(NamedTuple):
    helper_before: re.Pattern[str]
    helper_behind: re.Pattern[str]
    first: re.Pattern[str]
    area: re.Pattern[str]
    label: re.Pattern[str]
    unsigned: re.Pattern[str]
    head_of: re.Pattern[str]
    signed_behind: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = {key: "|".join(told) for key, told in read_yaml("org_evidence.yaml").items()}
    return _Patterns(
        re.compile(rf"(?:{words['helper_before']})$"),
        re.compile(words["helper_behind"]),
        re.compile(words["first_person"]),
        re.compile(rf"(?<![于在比居列占与为])(?:{words['area_words']})"),
        re.compile(rf"(?:{words['labels']})[:：©]?\s*$"),
        re.compile(words["no_signature"]),
        re.compile(words["head_of"]),
        re.compile(rf"(?:{words['signed_behind']}|\s|[\d年月日二〇)）]|$)"),
    )


class _Standing(NamedTuple):
    """What counts for one name: what head and foot say, and what the body."""

    edges: int = 0
    body: int = 0


class Witness(NamedTuple):
    """Whom one look at head or foot found, and what that look is worth."""

    name: str
    weight: int


def weigh_orgs(text: str, title: str | None, witness: Witness | None) -> str | None:
    """The organisation whose own ``text`` is; None where it is its area's."""
    mentions = find_mentions(text)
    told = told_of(text, mentions)
    standing = _joined(_standings(text, mentions, title), witness)
    best = _best(standing, told, text)
    if best is None:
        return None
    if witness and witness.name == best and witness.weight >= OUTRIGHT:
        return best
    own_page = witness is not None and witness.weight >= _SITE and witness.name == best
    return best if _is_its_own(best, text, told, standing[best].edges, own_page=own_page) else None


def _is_its_own(name: str, text: str, told: Told, edges: int, *, own_page: bool) -> bool:
    """Whether a text that ``name`` stands best in is its report rather than one of its area.

    All that an emergency centre or blood bank does is its city's: there the text's own words alone
    tell. On a hospital's own page what is said of the area counts for half.
    """
    unquoted = _QUOTED.sub("", text)
    speaks = told.figures[SELF] + 2 * len(_patterns().first.findall(unquoted))
    area = told.figures[AREA] + len(_patterns().area.findall(text)) + told.places / 2
    if not name.endswith(_serving()):
        speaks += sum(told.own_words.values()) / 2
        headed = edges >= _HEADED
        speaks += told.figures[name] if headed or told.own_words[name[-1]] else 0
        speaks += edges / 2 if headed else 0
        area /= 2 if own_page else 1
    return speaks > area and speaks >= _ENOUGH


def _best(standing: dict[str, _Standing], told: Told, text: str) -> str | None:
    """The name that most speaks for; of equal ones that of the place named more often."""
    weights = {
        name: found.edges
        + found.body
        + min(told.figures[name], _MOST_FIGURES)
        + min(told.own_words[name[-1]], _MOST_FIGURES)
        for name, found in standing.items()
        if found.edges + found.body and not any(body in name for body in _of_area())
    }
    if not weights:
        return None
    return max(weights, key=lambda name: (weights[name], not level_of(name), text.count(name[:2])))


def _joined(standing: dict[str, _Standing], witness: Witness | None) -> dict[str, _Standing]:
    """``standing`` with what speaks for ``witness`` under the fullest of its names."""
    if witness is None:
        return standing
    same = [name for name in standing if _same(name, witness.name)]
    name = max([witness.name, *same], key=len)
    found = [standing.pop(one) for one in {witness.name, *same} if one in standing]
    edges, body = sum(one.edges for one in found), sum(one.body for one in found)
    told = not found or edges + body > 0 or witness.weight >= OUTRIGHT
    standing[name] = _Standing(edges + (witness.weight if told else 0), body)
    return standing


def _same(name: str, other: str) -> bool:
    return is_short_for(name, other) or is_short_for(other, name)


@cache
def _serving() -> tuple[str, ...]:
    return tuple(read_yaml("org_evidence.yaml")["serving_area"])


@cache
def _of_area() -> tuple[str, ...]:
    return tuple(read_yaml("org_evidence.yaml")["of_area"])


def _standings(text: str, mentions: list[OrgMention], title: str | None) -> dict[str, _Standing]:
    lines = _Lines(text)
    standing: dict[str, _Standing] = {}
    for mention in mentions:
        edge, body = lines.weigh(mention)
        if title and text[mention.start : mention.end] in title[: mention.end - mention.start + 5]:
            edge += _ENOUGH
        before = standing.get(mention.name, _Standing())
        standing[mention.name] = _Standing(before.edges + edge, before.body + body)
    for name in _pointed_at(text, mentions):
        found = standing[name]
        standing[name] = found._replace(body=found.body + 1)
    return standing


def _pointed_at(text: str, mentions: list[OrgMention]) -> Iterator[str]:
    """Whom each 该院 means: the last one named before it, though as one visited."""
    helps = _patterns().helper_behind
    helpers = {mention.name for mention in mentions if helps.match(text, mention.end)}
    mentions = [mention for mention in mentions if mention.name not in helpers]
    ends = [mention.end for mention in mentions]
    for pointer in re.finditer(r"该(?:院|站|中心|集团)", text):
        last = bisect_right(ends, pointer.start())
        if last:
            yield mentions[last - 1].name


class _Lines:
    """The lines of a text: which are its head and foot."""

    def __init__(self, text: str) -> None:
        self.text = text
        starts = [found.start() for found in re.finditer(r"(?m)^(?=[^\n]*\S)", text)]
        self.head = {at for at in starts[:_HEAD_LINES] if at < _HEAD}
        self.foot = {at for at in starts[-_FOOT_LINES:] if at > len(text) / 2}

    def weigh(self, mention: OrgMention) -> tuple[int, int]:
        """What a mention counts for by its line, and in the body."""
        text, words = self.text, _patterns()
        start = text.rfind("\n", 0, mention.start) + 1
        line = text[start:].partition("\n")[0]
        bare = re.sub(r"\s+", " ", line.strip(_FRAME))
        before = text[max(start, mention.start - _AROUND) : mention.start].rstrip(" \u3000")
        short = len(bare) <= _LINE and "。" not in bare
        begins = bare.startswith(text[mention.start : mention.end])
        labelled = words.label.search(before) is not None
        if start in self.foot and not words.unsigned.search(line):
            signs = begins and short and words.signed_behind.match(text, mention.end)
            if labelled or signs:
                return _SIGNED, 0
        helper = words.helper_before.search(before) or words.helper_behind.match(text, mention.end)
        if start in self.head and short:
            if labelled or len(bare) == mention.end - mention.start:
                return _SITE, 0
            if words.head_of.match(text, mention.end):
                return _SITE, 0
            apart = not before or re.search(
                r"[—\-:：丨|>访话进写]$|\s$", text[: mention.start][-1:]
            )
            if not helper and (begins or apart):
                return _HEADED, 0
        return 0, 0 if helper or self._in_quotes(mention) else _NAMED

    def _in_quotes(self, mention: OrgMention) -> bool:
        start = self.text.rfind("\n", 0, mention.start) + 1
        said = self.text[start : mention.start]
        return said.rfind("“") > said.rfind("”")
