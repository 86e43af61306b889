"""Sources from the web: fetched politely, kept as files, and not fetched again while unchanged.

Each page becomes a file of the folder (data/raw) under its host and path, with a sidecar that
holds its URL. The folder's ledger ``.fetched.json`` keeps ETag and Last-Modified of each URL, so
that an unchanged page costs one short answer.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from healthkpi.errors import SourceError, UnreadableSource, UsageError
from healthkpi.ingest.sidecar import sidecar_path
from healthkpi.ingest.sniff import sniff_media_type
from healthkpi.version import __version__

LEDGER = ".fetched.json"
_CHUNK = 65_536
_MAX_REDIRECTS = 5
_ENDINGS = {
    "text/html": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


class Manners(NamedTuple):
    """How to ask: seconds to wait for an answer, for the whole, between pages; bytes at most."""

    timeout: float = 30.0
    total: float = 300.0
    delay: float = 1.0
    max_bytes: int = 50 * 1024 * 1024


class Fetched(NamedTuple):
    """What became of a URL: the file it is kept in, or the error that stopped it."""

    url: str
    path: Path | None
    state: Literal["new", "changed", "unchanged", "failed"]
    error: SourceError | None = None


def read_url_list(path: Path) -> list[str]:
    """The URLs of a list, one a line; blank lines and lines of ``#`` are left out.

    Raises:
        UsageError: the list cannot be read, or a line is no web address.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: the list of URLs cannot be read ({error}). Save it as UTF-8 text."
        raise UsageError(message) from error
    urls = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    for url in urls:
        if not is_url(url):
            raise UsageError(f"{path}: {url[:80]} is no web address. Write http:// or https://.")
    return urls


def is_url(text: str) -> bool:
    """Whether ``text`` is an address to fetch and not a path."""
    return bool(re.match(r"https?://[^/\s]+", text))


def fetch_all(urls: Sequence[str], folder: Path, manners: Manners | None = None) -> list[Fetched]:
    """Fetch ``urls`` in order into ``folder``; one that fails does not stop the others."""
    return list(iter_fetch(urls, folder, manners))


def iter_fetch(
    urls: Iterable[str], folder: Path, manners: Manners | None = None
) -> Iterator[Fetched]:
    """As `fetch_all`, each result as soon as it is there; the ledger is written after each.

    Ask for all URLs in one call: the delay between two questions to a host is kept within one.
    """
    import httpx

    manners = manners or Manners()
    folder.mkdir(parents=True, exist_ok=True)
    ledger = _read_ledger(folder)
    agent = {"User-Agent": f"healthkpi/{__version__} (statistics from public bulletins)"}
    asked: dict[str, float] = {}
    with httpx.Client(
        timeout=manners.timeout,
        follow_redirects=True,
        max_redirects=_MAX_REDIRECTS,
        headers=agent,
    ) as client:
        seen: set[str] = set()
        for url in urls:
            if url in seen:
                continue
            seen.add(url)
            _wait(asked, urlsplit(url).netloc, manners.delay)
            try:
                fetched = _fetch(client, url, folder, ledger, manners)
            except SourceError as error:
                yield Fetched(url, None, "failed", error)
                continue
            _write_ledger(folder, ledger)
            yield fetched


def _wait(asked: dict[str, float], host: str, delay: float) -> None:
    """Let ``delay`` seconds pass between two questions to one host."""
    since = time.monotonic() - asked.get(host, float("-inf"))
    if since < delay:
        time.sleep(delay - since)
    asked[host] = time.monotonic()


def _fetch(
    client: Any, url: str, folder: Path, ledger: dict[str, dict[str, str]], manners: Manners
) -> Fetched:
    known = ledger.get(url, {})
    kept = folder / known["file"] if "file" in known else None
    if kept is not None and not kept.exists():
        known, kept = {}, None  # the copy was taken away: fetch it anew
    answer = _ask(client, url, _conditions(known), manners)
    if answer.status == 304 and kept is not None:
        return Fetched(url, kept, "unchanged")
    digest = hashlib.sha256(answer.data).hexdigest()
    path = kept or _file_for(url, answer.data, folder, ledger)
    same = kept is not None and known.get("sha256") == digest
    if not same:
        _write(path, answer.data)
    _write_url(path, url)
    ledger[url] = {"file": path.name, "sha256": digest, **answer.validators}
    return Fetched(url, path, "unchanged" if same else "changed" if kept else "new")


class _Answer(NamedTuple):
    status: int
    data: bytes
    validators: dict[str, str]


def _conditions(known: dict[str, str]) -> dict[str, str]:
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return {header: known[key] for header, key in pairs if key in known}


def _ask(client: Any, url: str, headers: dict[str, str], manners: Manners) -> _Answer:
    import httpx

    end = time.monotonic() + manners.total
    try:
        with client.stream("GET", url, headers=headers) as response:
            if response.status_code == 304:
                return _Answer(304, b"", {})
            if response.status_code != 200:
                raise UnreadableSource(
                    f"{url}: the server answers {response.status_code}. Look at the address."
                )
            data = bytearray()
            for chunk in response.iter_bytes(_CHUNK):
                data += chunk
                if len(data) > manners.max_bytes:
                    limit = manners.max_bytes // 2**20
                    raise UnreadableSource(f"{url}: larger than {limit} MB. Download it by hand.")
                if time.monotonic() > end:
                    raise UnreadableSource(f"{url}: takes too long. Try again later.")
            names = ("etag", "last-modified")
            found = {name: response.headers[name] for name in names if name in response.headers}
            return _Answer(200, bytes(data), found)
    except httpx.TimeoutException as error:
        raise UnreadableSource(f"{url}: the server does not answer. Try again later.") from error
    except httpx.TooManyRedirects as error:
        raise UnreadableSource(f"{url}: redirects in a circle. Look at the address.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise UnreadableSource(f"{url}: cannot be fetched ({reason}). Try again later.") from error


def _file_for(url: str, data: bytes, folder: Path, ledger: dict[str, dict[str, str]]) -> Path:
    """A file name that tells the page apart: host and path, or a digest where that is taken."""
    parts = urlsplit(url)
    named = unquote(f"{parts.netloc}{parts.path}").strip("/")
    stem = re.sub(r"[^\w.-]+", "_", named)
    ending = _ENDINGS.get(sniff_media_type(data), ".bin")
    stem = re.sub(r"(?i)\.(?:s?html?|php|jsp|aspx?|txt|pdf|docx?|xlsx?|md|zip)$", "", stem)
    stem = stem.encode()[:120].decode("utf-8", "ignore") or "page"
    taken = {entry["file"] for entry in ledger.values()}
    if parts.query or f"{stem}{ending}" in taken or (folder / f"{stem}{ending}").exists():
        stem += "_" + hashlib.sha256(url.encode()).hexdigest()[:8]
    return folder / f"{stem}{ending}"


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(data)
    temporary.replace(path)


def _write_url(path: Path, url: str) -> None:
    """A sidecar with the URL, unless somebody wrote one already."""
    import yaml

    sidecar = sidecar_path(path)
    if not sidecar.exists():
        today = datetime.datetime.now(datetime.UTC).date()
        text = yaml.safe_dump({"url": url, "retrieved": today}, allow_unicode=True, sort_keys=False)
        _write(sidecar, text.encode())


def _read_ledger(folder: Path) -> dict[str, dict[str, str]]:
    try:
        ledger = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # without it pages are fetched once more, no harm done
    return ledger if isinstance(ledger, dict) else {}


def _write_ledger(folder: Path, ledger: dict[str, dict[str, str]]) -> None:
    text = json.dumps(ledger, ensure_ascii=False, indent=1, sort_keys=True)
    _write(folder / LEDGER, text.encode())
