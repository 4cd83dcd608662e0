"""The register of hostile files: each is written when a test asks for it, and none is kept in the repository."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

SENTENCE = "The Council must visit every child in need once a week."
Maker = Callable[[Path], None]
FILES: dict[str, Maker] = {}
"""Every hostile file by its name."""


def hostile(name: str) -> Callable[[Maker], Maker]:
    """Enter the function that writes a hostile file under the file's name."""

    def entered(maker: Maker) -> Maker:
        FILES[name] = maker
        return maker

    return entered


def packed_zeros(megabytes: int, level: int = 9) -> bytes:
    """A zlib stream that unpacks to so many MB of zeros, made without packing them: one packed MB, repeated.

    A full flush ends the block at a byte and forgets what came before, so the packed MB may follow itself.
    """
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    one = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(level, zlib.DEFLATED, -15).flush()
    adler = ((megabytes << 20) % 65521) << 16 | 1
    return b"\x78\xda" + one * megabytes + end + adler.to_bytes(4, "big")
