"""The one loader of the vocabulary's data files, which lie beside this module."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from healthkpi.errors import VocabularyError

_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster


def read_text(name: str) -> str:
    """The text of the data file ``name``, e.g. ``"units.yaml"``."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def read_yaml(name: str) -> Any:
    """The parsed YAML file ``name``; loaded once. Callers must not change what they get.

    Raises:
        VocabularyError: the file is not YAML.
    """
    try:
        return yaml.load(read_text(name), Loader=_SafeLoader)  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        place = str(error).replace("\n", " ")
        message = f"vocabulary/{name} is not valid YAML: {place}. Mend the line it names."
        raise VocabularyError(message) from error


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of the CSV file ``name`` as dictionaries of strings; ``#`` lines are comments."""
    lines = [line for line in read_text(name).splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))
