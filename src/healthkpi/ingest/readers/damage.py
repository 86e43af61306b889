"""Parsers of other people's formats, and what they raise on files that are damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from healthkpi.errors import SourceError, UnreadableSource


@contextmanager
def blame_file(message: str) -> Iterator[None]:
    """Turn whatever a parser raises inside into an UnreadableSource with ``message``.

    PDF, Word and spreadsheet libraries raise KeyError, TypeError, their own errors and others on
    damaged files, and promise nothing. Little but calls of such a library belongs inside.
    """
    try:
        yield
    except SourceError:
        raise
    except Exception as error:  # the file made the parser stumble, whatever it raised
        raise UnreadableSource(message) from error
