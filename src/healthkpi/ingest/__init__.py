"""Ingest: the bytes of a source to a Document with its source text and its working text."""

from __future__ import annotations
