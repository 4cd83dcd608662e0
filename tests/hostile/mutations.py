"""Damaged copies of good files: the same ones in every run, because the damage comes from a seeded generator."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator

NUMBERS = (
    b"-1",
    b"0",
    b"99999999999999999999",
    b"-2147483648",
    b"4294967295",
    b"1e400",
    b"2147483647",
    b"0.0000000001",
)
Damage = Callable[[bytes, random.Random], bytes]


def mutated(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """So many damaged copies of a file; those of a package are damaged in its parts as often as in its bytes."""
    chance = random.Random(seed)
    package = content.startswith(b"PK")
    kinds: tuple[Damage, ...] = (
        (*_BYTES, _part_bytes, _part_elements, _part_numbers, _part_left_out) if package else (*_BYTES, _numbers)
    )
    for _ in range(count):
        damaged = content
        for _ in range(chance.randint(1, 3)):
            damaged = chance.choice(kinds)(damaged, chance)
        yield damaged


def _bits(content: bytes, chance: random.Random) -> bytes:
    """Some bits turned over."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 20) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.randint(1, max(len(content) // 8, 1)))


def _cut_out(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[end:]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:end] + content[start:]


def _zeroed(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + bytes(end - start) + content[end:]


def _cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


_BYTES: tuple[Damage, ...] = (_bits, _cut_out, _doubled, _zeroed, _cut_off)


def _numbers(content: bytes, chance: random.Random) -> bytes:
    """Some numbers in the place of others, huge and negative ones."""
    found = list(re.finditer(rb"(?<![\w.])\d+(?![\w.])", content))
    for match in sorted(chance.sample(found, min(len(found), chance.randint(1, 5))), key=lambda m: -m.start()):
        content = content[: match.start()] + chance.choice(NUMBERS) + content[match.end() :]
    return content


def _elements(content: bytes, chance: random.Random) -> bytes:
    """Two tags or elements of a part in each other's place."""
    found = list(re.finditer(rb"<[^<>]+>[^<>]*", content))
    if len(found) < 2:
        return content
    first, second = sorted(chance.sample(found, 2), key=lambda m: m.start())
    between = content[first.end() : second.start()]
    return content[: first.start()] + second[0] + between + first[0] + content[second.end() :]


def _part_bytes(content: bytes, chance: random.Random) -> bytes:
    return _in_a_part(content, chance, chance.choice(_BYTES))


def _part_elements(content: bytes, chance: random.Random) -> bytes:
    return _in_a_part(content, chance, _elements)


def _part_numbers(content: bytes, chance: random.Random) -> bytes:
    return _in_a_part(content, chance, _quoted_numbers)


def _quoted_numbers(content: bytes, chance: random.Random) -> bytes:
    """Some attributes of a part with other numbers."""
    found = list(re.finditer(rb'(?<=")-?\d+(?=")', content))
    for match in sorted(chance.sample(found, min(len(found), chance.randint(1, 5))), key=lambda m: -m.start()):
        content = content[: match.start()] + chance.choice(NUMBERS) + content[match.end() :]
    return content


def _part_left_out(content: bytes, chance: random.Random) -> bytes:
    return _in_a_part(content, chance, None)


def _in_a_part(content: bytes, chance: random.Random, damage: Damage | None) -> bytes:
    """The package with one of its parts damaged or left out, packed again as a whole package."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except Exception:  # noqa: BLE001 - damaged already, in whatever way: then there are no parts to damage
        return content
    chosen = chance.choice(sorted(parts)) if parts else ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            if name != chosen:
                new.writestr(zipfile.ZipInfo(name or "x"), part)
            elif damage is not None:
                new.writestr(zipfile.ZipInfo(name or "x"), damage(part, chance))
    return out.getvalue()
