"""The version, at the bottom of all layers, so that any of them may write it down."""

from __future__ import annotations

__version__ = "0.1.0"
