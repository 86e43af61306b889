"""The command line as a process: signals, terminals and pipes."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from healthkpi.store import open_workspace

COMMAND = [sys.executable, "-m", "healthkpi.cli"]
TEXT = "2024年,长治市共有医院{}家,孕产妇死亡率8.5/10万。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    top.mkdir()
    for number in range(400):
        (top / f"{number:03}.txt").write_text(TEXT.format(number) * 40, encoding="utf-8")
    return top


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_between_documents(folder: Path, number: int, code: int) -> None:
    path = folder.parent / "w.db"
    command = [*COMMAND, "run", str(folder), "--workspace", str(path)]
    said = folder.parent / "stderr"  # a file, as nobody empties a pipe while we wait
    with said.open("w", encoding="utf-8") as stderr:
        # A shell has its background jobs, and so these tests, ignore an interrupt: not this one.
        before = signal.signal(signal.SIGINT, signal.SIG_DFL)
        process = subprocess.Popen(command, stderr=stderr)
        signal.signal(signal.SIGINT, before)
    while not (path.exists() and _documents(path)):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(number)
    assert process.wait(timeout=60) == code
    assert (
        said.read_text(encoding="utf-8")
        == "healthkpi: stopped. What was finished is kept; the same command goes on from there.\n"
    )
    with open_workspace(path) as space:
        assert 0 < len(space.documents()) <= 400
        assert space.find_damage() is None
    assert not list(folder.parent.glob("*.parquet"))


def _documents(path: Path) -> int:
    with open_workspace(path) as space:
        return len(space.sources())


def test_a_terminal_gets_progress_and_a_drawn_table(folder: Path) -> None:
    for path in sorted(folder.iterdir())[3:]:
        path.unlink()
    run = [*COMMAND, "run", str(folder), "--workspace", str(folder.parent / "w.db")]
    assert "Reading claims" in _in_terminal(run)
    show = [*COMMAND, "show", "000.txt", "--workspace", str(folder.parent / "w.db")]
    assert "─" in _in_terminal(show)
    assert "Reading" not in _in_terminal([*run, "--quiet"])


def _in_terminal(command: list[str]) -> str:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}
    process = subprocess.Popen(command, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # the way a pseudo-terminal says that nobody is left at the other end
            break
        if not part:
            break
        parts.append(part)
    os.close(leader)
    assert process.wait() == 0
    return b"".join(parts).decode()


def test_a_reader_that_has_enough_is_no_fault() -> None:
    command = f"{sys.executable} -m healthkpi.cli indicators | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert (done.stdout.split("\t")[0], done.stderr) == ("id", "")
