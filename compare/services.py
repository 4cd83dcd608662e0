"""Which rows of a plan are about another service of the council.

Improvement plans carry rows of other services - adult social care, transport, buildings - that may share every word
with a clause and answer none. Each text is compared with short descriptions of those services and with the themes of
the taxonomy; what is nearer to a service than to the themes is outside.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from compare import taxonomy
from compare.similarity import similarity

NEAREST_THEMES = 3
"""One theme may be hit by chance; the mean of three is steadier."""
SLACK = 0.5
"""Units of H by which another service may be nearer than the themes without any meaning."""
CERTAIN = 2.5
"""Units of H beyond `SLACK` from which a text is certainly about another service."""


@dataclass(frozen=True)
class Outside:
    """The nearest other service, and by how much more than `SLACK` it is nearer than the themes (in H); 0 if not."""

    service: str
    margin: float


def outside(texts: Sequence[str]) -> tuple[Outside, ...]:
    """For each text, how far it lies outside children's social care and where."""
    if not texts:
        return ()
    services = descriptions()
    themes = [f"{t.label}. {t.definition} {', '.join(t.aliases)}" for t in taxonomy.load().themes]
    h = similarity(texts, [f"{name}. {business}" for name, business in services.items()] + themes).h
    theirs, ours = h[:, : len(services)], h[:, len(services) :]
    nearest = np.sort(ours, axis=1)[:, -NEAREST_THEMES:].mean(axis=1)
    margins = np.maximum(theirs.max(axis=1) - nearest - SLACK, 0)
    names = list(services)
    return tuple(
        Outside(service=names[best], margin=float(margin))
        for best, margin in zip(theirs.argmax(axis=1), margins, strict=True)
    )


@functools.cache
def descriptions() -> dict[str, str]:
    """Name to business of the other services, from `words/services.yaml`."""
    text = (Path(__file__).parent / "words" / "services.yaml").read_text(encoding="utf-8")
    return {str(name): str(business) for name, business in yaml.safe_load(text).items()}
