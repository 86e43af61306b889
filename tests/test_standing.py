"""From where a document speaks: which of the places and hospitals it names is its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from healthkpi.extract.own_scope import default_scope
from healthkpi.ingest.sources import read_text

HEADS = yaml.safe_load((Path(__file__).parent / "heads.yaml").read_text("utf-8"))


def owner(text):
    scope = default_scope(read_text(text))
    return scope.name if scope else None


@pytest.mark.parametrize(("name", "text"), HEADS["places"])
def test_whose_document(name, text):
    assert owner(text) == name


@pytest.mark.parametrize(("name", "text"), HEADS["hospitals"])
def test_which_hospital(name, text):
    assert owner(text) == name
