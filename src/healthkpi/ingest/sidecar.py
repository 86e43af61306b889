"""The sidecar of a source, ``bulletin.txt.source.yaml``: what the text does not tell."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from healthkpi.errors import SidecarError
from healthkpi.ingest.archive import split_member
from healthkpi.ingest.metadata import Overrides
from healthkpi.models import Document

SUFFIX = ".source.yaml"


class Sidecar(BaseModel):
    """Every key is optional; one that is not listed here is an error, lest a typo go unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    city: str | None = Field(None, description="name of the city, province or county it is about")
    year: int | None = Field(None, ge=1949, le=2100, description="the year reported on")
    title: str | None = None
    publisher: str | None = None
    doc_type: Literal["work_report", "plan", "communique", "news", "other"] | None = None
    url: str | None = Field(None, description="where it was published")
    published: datetime.date | None = Field(None, description="date of publication")
    retrieved: datetime.date | datetime.datetime | None = Field(None, description="when fetched")
    licence: str | None = None
    sha256: str | None = Field(None, pattern="^[0-9a-f]{64}$", description="of the source's bytes")

    @field_validator("city", "title", "publisher", "licence", mode="before")
    @classmethod
    def _strip(cls, value: object) -> object:
        return value.strip() or None if isinstance(value, str) else value

    def overrides(self) -> Overrides:
        """What it says of the document, in the form the readers take."""
        published = self.published.isoformat() if self.published else None
        return Overrides(self.city, self.year, self.title, self.publisher, self.doc_type, published)


def sidecar_path(source: Path) -> Path:
    """Where the sidecar of ``source`` lies; members of an archive share the archive's."""
    source, _ = split_member(source)
    return source.with_name(source.name + SUFFIX)


def read_sidecar(source: Path) -> Sidecar | None:
    """The sidecar of ``source``, None where there is none.

    Raises:
        SidecarError: it is not YAML, or does not fit the schema.
    """
    path = sidecar_path(source)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SidecarError(f"{path}: cannot be read ({error}). Save it as UTF-8.") from error
    try:
        return Sidecar.model_validate(yaml.safe_load(text) or {})
    except yaml.YAMLError as error:
        place = str(error).replace("\n", " ")
        raise SidecarError(f"{path}: not valid YAML: {place}. Mend the line it names.") from error
    except ValidationError as error:
        raise SidecarError(f"{path}: {_first_fault(error)}") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    key = ".".join(map(str, fault["loc"])) or "the whole"
    known = ", ".join(Sidecar.model_fields)
    return f"{key}: {fault['msg'].rstrip('.')}. Keys known are {known}."


def sidecar_digest(source: Path) -> str:
    """A digest of the sidecar's bytes, "" where there is none: changes make a document stale."""
    try:
        return hashlib.sha256(sidecar_path(source).read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def write_sidecar(source: Path, document: Document, data: bytes, url: str | None = None) -> Path:
    """Write what was found as a sidecar to be corrected by hand; one that is there is kept."""
    path = sidecar_path(source)
    if path.exists():
        return path
    found = {
        "city": document.city,
        "year": document.year,
        "title": document.title,
        "publisher": document.publisher,
        "doc_type": document.doc_type,
        "url": url,
        "published": document.published,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    kept = {key: value for key, value in found.items() if value is not None}
    text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
    return path
