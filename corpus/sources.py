"""Which files a list of files, folders, patterns and ZIP archives stands for.

From folders and archives only documents are taken: known suffixes, nothing hidden, no lock files of Office (`~$`), no
read-me; archives in folders are unpacked, archives in archives are not. A file that is named itself is always tried,
so that its own reader says what is wrong.
"""

from __future__ import annotations

import glob
import lzma
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import IngestError
from corpus.reader import NOTHING_GIVEN, Given
from extract.read.magic import MAX_BYTES, SUFFIXES

ARCHIVE = ".zip"
MAX_STEM_BYTES = 160
MAX_UNPACKED_BYTES = 1 << 30
MAX_MEMBERS = 10_000
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in; `name` is how a person knows it ("autumn.zip/plans/north.docx")."""

    path: Path
    name: str
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or path that was not taken in, and why in one sentence."""

    file: str
    reason: str


def gather(paths: Sequence[str | Path], scratch: Path) -> tuple[list[Source], list[Failure]]:
    """The files behind the paths in a stable order, archives unpacked into the `scratch` folder."""
    sources: list[Source] = []
    failures: list[Failure] = []
    for given in paths:
        try:
            found = [path for match in _matches(str(given)) for path in _files(match)]
        except IngestError as why:
            failures.append(Failure(str(given), str(why)))
            continue
        for path in found:
            if path.suffix.lower() != ARCHIVE:
                sources.append(Source(path, str(path)))
                continue
            try:
                sources.extend(_unpack(path, scratch))
            except IngestError as why:
                failures.append(Failure(str(path), str(why)))
    return sources, failures


def safe_name(name: str) -> str:
    """The last part of a file's name from elsewhere, fit for a file of the same name on any disk."""
    last = re.sub(r"[\x00-\x1f<>:\"|?*]", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    path = PurePosixPath(last or "upload")
    stem = path.stem.encode("utf-8", "replace")[:MAX_STEM_BYTES].decode("utf-8", "ignore")
    return stem + path.suffix[:12]


def _matches(given: str) -> list[Path]:
    """The path itself where it exists, else what the pattern matches."""
    try:
        if Path(given).exists():
            return [Path(given)]
        found = sorted(glob.glob(str(Path(given).expanduser()), recursive=True))  # noqa: PTH207 - may be absolute
    except (OSError, RuntimeError) as why:
        raise IngestError(f"{given[:80]}: the file cannot be looked for ({why}); check the name.") from None
    if not found:
        raise IngestError(f"{given}: there is no such file or folder; check the name.")
    return [Path(name) for name in found]


def _files(path: Path) -> list[Path]:
    """The file itself, or the documents and archives in the folder and all below it."""
    if not path.is_dir():
        return [path]
    found = [file for file in sorted(path.rglob("*")) if _is_wanted(_relative(file, path)) and file.is_file()]
    if not found:
        raise IngestError(
            f"{path}: there is no PDF, Word, Excel, ODF, HTML, text or ZIP file in this folder; check the name."
        )
    return found


def _relative(file: Path, folder: Path) -> PurePosixPath:
    return PurePosixPath(file.relative_to(folder).as_posix())


def _is_wanted(name: PurePosixPath) -> bool:
    return _is_document(name) or (name.suffix.lower() == ARCHIVE and not _is_hidden(name))


def _is_document(name: PurePosixPath) -> bool:
    return not _is_hidden(name) and name.suffix.lower() in SUFFIXES and name.stem.lower() != "readme"


def _is_hidden(name: PurePosixPath) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in name.parts)


def _unpack(archive: Path, scratch: Path) -> list[Source]:
    """Unpack the documents of a ZIP; raises IngestError and leaves none of them where it is unsafe or damaged."""
    folder = scratch / f"{len(list(scratch.iterdir())):04}"
    folder.mkdir()
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [m for m in opened.infolist() if not m.is_dir() and _is_document(_inner_name(m))]
            if len(members) > MAX_MEMBERS:
                raise IngestError(f"{archive.name}: it holds more than {MAX_MEMBERS:,} files; split it.")
            left = MAX_UNPACKED_BYTES
            sources = []
            for number, member in enumerate(members):
                inner = _inner_name(member)
                # A folder of its own number: the archive's own path never decides where a file is written.
                target = folder / f"{number:05}" / safe_name(inner.name)
                target.parent.mkdir()
                left -= _write_member(opened, member, target, left, archive)
                sources.append(Source(target, f"{archive}/{inner}"))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError) as why:
        detail = "it is protected by a password" if "password" in str(why) else "it is damaged or no ZIP archive"
        raise IngestError(f"{archive.name}: {detail}; unpack it yourself and add its files.") from why
    if not sources:
        raise IngestError(f"{archive.name}: there is no PDF, Word, Excel, ODF, HTML or text file in it.")
    return sources


def _inner_name(member: zipfile.ZipInfo) -> PurePosixPath:
    """The member's path without the parts that lead out of the archive."""
    parts = [part for part in member.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return PurePosixPath(*parts)


def _write_member(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int, archive: Path) -> int:
    """Write one file and return its bytes, counted while writing: the size that an archive states may be a lie.

    A file beyond the limit for one file is cut just above it, so that ingest refuses it by its size like any other.
    """
    written = 0
    with opened.open(member) as packed, target.open("wb") as file:
        while written <= MAX_BYTES and (chunk := packed.read(CHUNK_BYTES)):
            written += len(chunk)
            if written > left:
                raise IngestError(
                    f"{archive.name}: it unpacks to more than {MAX_UNPACKED_BYTES >> 20} MB; split it into several."
                )
            file.write(chunk)
    return written
