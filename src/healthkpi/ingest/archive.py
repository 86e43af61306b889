"""ZIP archives: their members are sources of their own, named ``archive.zip!member``."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.sniff import is_office_zip

_MAX_RATIO = 200  # unpacked size over packed; beyond it an archive is a bomb


def split_member(path: Path) -> tuple[Path, str | None]:
    """The archive and the member's name of ``archive.zip!member``; (path, None) for a file."""
    if path.exists() or "!" not in str(path):
        return path, None
    name = str(path)
    at = name.find("!")
    while at >= 0:
        if Path(name[:at]).is_file():
            return Path(name[:at]), name[at + 1 :]
        at = name.find("!", at + 1)
    return path, None


def list_members(path: Path) -> list[str] | None:
    """The members of the archive at ``path`` that may be sources, None where it is no archive."""
    with path.open("rb") as file:
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return None
    if is_office_zip(names):
        return None
    return sorted(_shown(name) for name in names if _is_source(name))


def _is_source(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not name.endswith("/") and not hidden and not name.endswith(".source.yaml")


def _shown(name: str) -> str:
    """Archivers of Chinese Windows store names in GBK without saying so; zipfile reads cp437."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def read_member(data: bytes, member: str, limit: int) -> bytes:
    """The bytes of one member. Raises UnreadableSource where it cannot be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = next((i for i in archive.infolist() if _shown(i.filename) == member), None)
            if info is None:
                raise UnreadableSource(
                    f"The archive has no member {member}. List it with unzip -l."
                )
            if info.flag_bits & 1:
                raise UnreadableSource("The archive's member is encrypted. Unpack it first.")
            if info.file_size > limit or info.file_size > _MAX_RATIO * (info.compress_size + 1024):
                raise UnreadableSource(
                    "The archive's member is too large unpacked. Unpack it first."
                )
            return archive.read(info)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        message = f"The archive is damaged ({error}). Make it anew or unpack it first."
        raise UnreadableSource(message) from error
