"""Web addresses on the command line, against a server of our own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from healthkpi.cli import run
from healthkpi.store import open_workspace

PAGE = """<html><head><title>长治市2024年卫生健康工作总结</title></head><body><article>
<h1>长治市2024年卫生健康工作总结</h1><p>2024年,全市孕产妇死亡率8.5/10万,新生儿死亡率1.2‰,
全年各项工作平稳推进,群众健康水平稳步提高。</p></article></body></html>"""


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/2024.html"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if found:
            self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.chdir(tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def quotes() -> set[tuple[str, str]]:
    with open_workspace(Path("data/processed/healthkpi.db")) as space:
        return {(claim.source, claim.quote) for claim in space.claims()}


def test_a_page_is_fetched_kept_and_named_by_its_address(site: str) -> None:
    url = f"{site}/2024.html"
    assert run(["run", url, "--quiet"]) == 0
    assert quotes() == {(url, "8.5/10万"), (url, "1.2‰")}
    assert len(list(Path("data/raw").glob("*.html"))) == 1
    assert run(["run", url, "--quiet"]) == 0
    assert quotes() == {(url, "8.5/10万"), (url, "1.2‰")}


def test_a_list_of_pages_of_which_one_is_gone(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("list.txt").write_text(f"# pages\n{site}/2024.html\n{site}/gone.html\n", "utf-8")
    assert run(["run", "--from", "list.txt", "--quiet"]) == 1
    assert "404" in capsys.readouterr().err
    assert len(quotes()) == 2
    assert run(["run", "--from", "list.txt", "--quiet"]) == 0
    run(["status", "--json"])
    status = json.loads(capsys.readouterr().out)
    assert [fault["source"] for fault in status["quarantine"]] == [f"{site}/gone.html"]
    assert status["gone"] == []
    Path("list.txt").write_text("not an address", encoding="utf-8")
    assert run(["run", "--from", "list.txt"]) == 2


def test_what_was_found_may_be_written_beside_the_source(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("长治市2024年卫生健康工作总结\n\n孕产妇死亡率8.5/10万。\n", encoding="utf-8")
    workspace = ["--workspace", str(tmp_path / "w.db"), "--quiet"]
    assert run(["ingest", str(source), "--write-sidecar", *workspace]) == 0
    assert "city: 长治市" in (tmp_path / "a.txt.source.yaml").read_text(encoding="utf-8")
