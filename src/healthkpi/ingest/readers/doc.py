"""Old Word documents (DOC), through antiword or catdoc where one of them is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content
from healthkpi.ingest.readers.text import text_blocks

_PROGRAMS = (
    ("antiword", ["-m", "UTF-8.txt", "-w", "0"]),  # -w 0: a paragraph a line
    ("catdoc", ["-d", "utf-8", "-w"]),
)
_SECONDS = 60


def read_doc(data: bytes, declared: str | None = None) -> Content:  # noqa: ARG001  (Reader)
    """Read a DOC file. Raises UnreadableSource where no program can, saying which to install."""
    programs = [(found, args) for name, args in _PROGRAMS if (found := shutil.which(name))]
    if not programs:
        raise UnreadableSource(
            "Old Word files need antiword or catdoc. Install one (apt-get install antiword), "
            "or save the file as DOCX."
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source.doc"
        path.write_bytes(data)
        for program, arguments in programs:
            text = _run([program, *arguments, str(path)])
            if text.strip():
                return Content(text, "application/msword", "doc", blocks=text_blocks(text))
    raise UnreadableSource("The DOC file is damaged or holds no text. Save it as DOCX.")


def _run(command: list[str]) -> str:
    try:
        # The program is one of two found on PATH and its argument is our own temporary file.
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
