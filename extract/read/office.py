"""The ZIP package of a Word or Excel file, checked before anything in it is unpacked.

A 195 kB DOCX can unpack to 200 MB, so sizes are summed from the ZIP's directory first. And a part may declare entities,
which stand for gigabytes or for a file of this machine; parsers leave them out, and what is left out is lost unseen.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from extract.errors import UnreadableError
from extract.read.magic import OLE

MAX_UNPACKED = 200 << 20
MAX_PARTS = 10_000
MAX_RATIO = 200
RATIO_COUNTS_FROM = 10 << 20
"""Unpacked bytes above which a part's ratio counts: small parts of blanks pack well and harm nobody."""
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks, blanks, and the other half of an ASCII character
_CHUNK = 1 << 16
_NOT_PARSED = ("META-INF/", "Configurations2/")
"""Parts of OpenDocument packages that no reader parses; older programs write a document type into them."""


def check_package(path: Path, program: str, part: str) -> None:
    """Refuse a file that is no package with the part `part` in it, or that unpacks to too much.

    `program` ("Word", "Excel") stands in the message. Raises UnreadableError.
    """
    try:
        with path.open("rb") as file:
            if file.read(8) == OLE:
                raise UnreadableError(
                    f"{path.name}: the file is protected by a password or of Office 97-2003; "
                    f"open it in {program}, remove the password and save it in today's format."
                )
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableError(
            f"{path.name}: this is not a whole {program} file ({error}); save it again from {program}."
        ) from error
    if not any(p.filename.lstrip("/") == part for p in parts):
        raise UnreadableError(
            f"{path.name}: the file has no {part} and so is no {program} file; save it from {program}."
        )
    _check_sizes(path, program, parts)
    _check_declarations(path, program, parts)


def _check_sizes(path: Path, program: str, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        counted = f"the file has {len(parts):,} parts and the limit is {MAX_PARTS:,}"
        raise UnreadableError(f"{path.name}: {counted}; save it again from {program}.")
    total = sum(p.file_size for p in parts)
    if total > MAX_UNPACKED:
        raise UnreadableError(
            f"{path.name}: the file unpacks to {total >> 20} MB and the limit is {MAX_UNPACKED >> 20} MB; "
            f"take pictures or sheets out of it in {program}."
        )
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableError(f"{path.name}: the file is encrypted; remove the password in {program}.")
        if part.file_size > RATIO_COUNTS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise UnreadableError(
                f"{path.name}: its part {part.filename} unpacks to {part.file_size >> 20} MB of almost nothing and was "
                f"not opened; save the file again from {program}."
            )


def _check_declarations(path: Path, program: str, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a package with a document type in any part: no program writes one, and entities need it."""
    try:
        with zipfile.ZipFile(path) as package:
            read = (part for part in parts if not part.filename.startswith(_NOT_PARSED))
            declaring = next((part.filename for part in read if _declares(package, part)), None)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError, EOFError) as error:
        raise UnreadableError(
            f"{path.name}: a part of the file is damaged ({type(error).__name__}); save it again from {program}."
        ) from error
    if declaring is not None:
        raise UnreadableError(
            f"{path.name}: its part {declaring} declares entities, which no {program} file does; "
            f"save the file again from {program}."
        )


def _declares(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part has a document type; what stands behind its first element is not looked at."""
    seen: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append(True)
    parser.StartElementHandler = lambda *_: seen.append(False)
    with package.open(part) as content:
        chunk = content.read(_CHUNK)
        if not chunk.lstrip(_BEFORE_XML).startswith(b"<"):
            return False
        while chunk and not seen:
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError:
                break  # the reader says what is wrong with it, where it needs the part
            chunk = content.read(_CHUNK)
    return bool(seen) and seen[0]
