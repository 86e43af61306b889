"""ingest.web: pages fetched from a server on loopback, kept, and not fetched again unchanged."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from tests import bulletin_forms

from healthkpi.errors import UsageError
from healthkpi.ingest.sidecar import read_sidecar
from healthkpi.ingest.sources import find_sources, read_source
from healthkpi.ingest.web import LEDGER, Manners, fetch_all, is_url, read_url_list

QUICK = Manners(timeout=2.0, total=5.0, delay=0.0, max_bytes=200_000)


class Site(BaseHTTPRequestHandler):
    """A site whose pages tests set; it counts how often a page was sent in full."""

    pages: dict[str, bytes]
    sent: list[str]

    def do_GET(self):
        name = self.path.partition("?")[0]
        if name == "/slow":
            time.sleep(4)
        if name in ("/moved", "/circle"):
            self.send_response(302)
            self.send_header("Location", "/report.html" if name == "/moved" else "/circle")
            self.end_headers()
            return
        page = self.pages.get(name)
        if page is None:
            self.send_error(404)
            return
        tag = f'"{hash(page)}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return
        self.sent.append(name)
        self.send_response(200)
        if name != "/untagged.html":
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        """Keep the tests' output clean."""


@pytest.fixture
def site():
    handler = type("Handler", (Site,), {"pages": {}, "sent": []})
    handler.pages["/report.html"] = bulletin_forms.as_html("gb18030")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    handler.url = f"http://127.0.0.1:{server.server_port}"
    yield handler
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_kept_with_its_bytes_and_its_address(site, tmp_path):
    (fetched,) = fetch_all([f"{site.url}/report.html"], tmp_path, QUICK)
    assert fetched.state == "new"
    assert fetched.path is not None
    assert fetched.path.read_bytes() == site.pages["/report.html"]
    sidecar = read_sidecar(fetched.path)
    assert sidecar is not None
    assert sidecar.url == f"{site.url}/report.html"
    assert find_sources([tmp_path]) == [fetched.path]
    assert read_source(fetched.path).city == "临汾市"


def test_an_unchanged_page_is_not_sent_again(site, tmp_path):
    urls = [f"{site.url}/report.html"]
    fetch_all(urls, tmp_path, QUICK)
    (again,) = fetch_all(urls, tmp_path, QUICK)
    assert (again.state, site.sent) == ("unchanged", ["/report.html"])


def test_a_changed_page_replaces_its_copy(site, tmp_path):
    urls = [f"{site.url}/report.html"]
    (first,) = fetch_all(urls, tmp_path, QUICK)
    site.pages["/report.html"] = bulletin_forms.as_html()
    (second,) = fetch_all(urls, tmp_path, QUICK)
    assert (second.state, second.path) == ("changed", first.path)
    assert second.path is not None
    assert second.path.read_bytes() == bulletin_forms.as_html()


def test_a_page_without_validators_is_compared_by_its_bytes(site, tmp_path):
    site.pages["/untagged.html"] = bulletin_forms.as_html()
    urls = [f"{site.url}/untagged.html"]
    assert [fetch_all(urls, tmp_path, QUICK)[0].state for _ in range(2)] == ["new", "unchanged"]


def test_a_copy_that_was_taken_away_is_fetched_anew(site, tmp_path):
    urls = [f"{site.url}/report.html"]
    (first,) = fetch_all(urls, tmp_path, QUICK)
    assert first.path is not None
    first.path.unlink()
    assert fetch_all(urls, tmp_path, QUICK)[0].state == "new"


def test_redirects_are_followed_but_not_in_a_circle(site, tmp_path):
    moved, circle = fetch_all([f"{site.url}/moved", f"{site.url}/circle"], tmp_path, QUICK)
    assert moved.state == "new"
    assert circle.state == "failed"
    assert "circle" in str(circle.error)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("/none.html", "404"), ("/slow", "does not answer|too long"), ("/large.bin", "larger than")],
)
def test_a_page_that_fails_says_why_and_the_others_are_fetched(site, tmp_path, name, reason):
    site.pages |= {"/slow": b"late", "/large.bin": b"0" * 300_000}
    manners = QUICK._replace(timeout=0.5)
    failed, good = fetch_all([site.url + name, f"{site.url}/report.html"], tmp_path, manners)
    assert (failed.state, failed.path, good.state) == ("failed", None, "new")
    message = str(failed.error)
    assert any(word in message for word in reason.split("|"))
    assert "\n" not in message
    assert message.endswith(".")
    assert len(find_sources([tmp_path])) == 1


def test_a_server_that_is_not_there_is_an_error(tmp_path):
    (fetched,) = fetch_all(["http://127.0.0.1:9/x"], tmp_path, QUICK)
    assert fetched.state == "failed"


def test_addresses_that_differ_only_in_their_query_are_kept_apart(site, tmp_path):
    urls = [f"{site.url}/report.html?id={n}" for n in (1, 2)]
    paths = {fetched.path for fetched in fetch_all(urls, tmp_path, QUICK)}
    assert len(paths) == 2
    assert set(json.loads((tmp_path / LEDGER).read_text("utf-8"))) == set(urls)


def test_an_address_given_twice_is_asked_once(site, tmp_path):
    urls = [f"{site.url}/report.html"] * 2
    assert len(fetch_all(urls, tmp_path, QUICK)) == 1


def test_two_questions_to_one_host_keep_their_distance(site, tmp_path, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr("healthkpi.ingest.web.time.sleep", waits.append)
    urls = [f"{site.url}/report.html?id={n}" for n in (1, 2)]
    fetch_all(urls, tmp_path, QUICK._replace(delay=60.0))
    assert len(waits) == 1
    assert 55 < waits[0] <= 60


def test_a_list_of_addresses(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("# 公报\nhttp://a.example/1\n\n https://b.example/2 \n", encoding="utf-8")
    assert read_url_list(path) == ["http://a.example/1", "https://b.example/2"]
    path.write_text("data/raw/a.txt\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no web address"):
        read_url_list(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_url_list(tmp_path / "none.txt")


def test_paths_are_no_addresses():
    assert is_url("https://example.org/a.html")
    assert not is_url("data/raw/a.txt")
    assert not is_url("http://")
