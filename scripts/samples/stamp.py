"""Word and Excel files without the clock in them, so that the same texts give the same bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

DAY = "2025-01-01T09:00:00Z"
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def without_clock(packed: bytes) -> bytes:
    """The same Office file with one fixed time on its parts and in its properties."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>" + DAY.encode() + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, (2025, 1, 1, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return out.getvalue()
