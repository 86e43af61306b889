"""Which cells of an XLSX file are shown as percentages: 0.954 there is 95.4% on the screen."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = {9: 0, 10: 2}  # ECMA-376 part 1, 18.8.30: formats 0% and 0.00%

Percents = dict[tuple[int, int], int]  # (row, column) from 0 -> decimals of the percent format


def read_percents(data: bytes) -> dict[str, Percents]:
    """The percent cells of each sheet by the sheet's name; {} where the file does not tell."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _percent_styles(_parse(archive, "xl/styles.xml"))
            if not styles:
                return {}
            paths = _sheet_paths(archive)
            return {name: _cells(archive, path, styles) for name, path in paths.items()}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError):
        return {}


def _parse(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False))


def _percent_styles(root: Any) -> dict[str, int]:
    """Style index -> decimals, for the styles whose number format is a percentage."""
    formats = dict(_BUILT_IN)
    for entry in root.iter(f"{_MAIN}numFmt"):
        code = re.sub(r'"[^"]*"|\\.', "", entry.get("formatCode", ""))
        if "%" in code:
            decimals = re.search(r"\.(0+)", code)
            formats[int(entry.get("numFmtId"))] = len(decimals[1]) if decimals else 0
    cells = root.find(f"{_MAIN}cellXfs")
    indexed = enumerate(cells) if cells is not None else ()
    return {
        str(index): formats[int(style.get("numFmtId", 0))]
        for index, style in indexed
        if int(style.get("numFmtId", 0)) in formats
    }


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = {
        entry.get("Id"): entry.get("Target")
        for entry in _parse(archive, "xl/_rels/workbook.xml.rels")
    }
    sheets = _parse(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    targets = {sheet.get("name"): relations[sheet.get(_RELATION)] for sheet in sheets}
    return {
        name: target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for name, target in targets.items()
    }


def _cells(archive: zipfile.ZipFile, path: str, styles: dict[str, int]) -> Percents:
    found: Percents = {}
    for cell in _parse(archive, path).iter(f"{_MAIN}c"):
        decimals = styles.get(cell.get("s", ""))
        if decimals is not None and cell.get("t", "n") == "n":
            found[_position(cell.get("r"))] = decimals
    return found


def _position(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1
