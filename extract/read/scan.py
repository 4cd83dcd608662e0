"""The picture of a scanned page: drawn at one resolution, set straight, ink told from paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

DPI = 200
POINTS_AN_INCH = 72
MAX_PIXELS = 12_000_000  # three pages of A4 at 200 dpi; a larger page is drawn smaller
MAX_SKEW = 5.0  # degrees
LEAST_SKEW = 0.08  # degrees below which turning the picture blurs more than it mends
LEAST_INK = 50  # dark pixels of the reduced picture without which a page is blank
LEAST_CONTRAST = 32  # greys between the darkest and the lightest spot of a page that is not blank
_REDUCED_DPI = 100

Ink = NDArray[np.bool_]


@dataclass(frozen=True)
class Scan:
    """A page's picture, grey (0 is black) and straight: `scale` pixels a point; `skew` is the degrees it was turned."""

    grey: NDArray[np.uint8]
    scale: float
    skew: float

    @cached_property
    def ink(self) -> Ink:
        """True where the picture is dark."""
        return self.grey < threshold_of(self.grey)

    @cached_property
    def paper(self) -> float:
        """The grey of the paper."""
        return float(np.median(self.grey[~self.ink])) if not self.ink.all() else 255.0


def scan_of(page: Any) -> Scan | None:
    """The picture of a PDFium page, set straight; None for a page without ink."""
    area = max(page.get_width() * page.get_height(), 1.0)
    scale = min(DPI / POINTS_AN_INCH, (MAX_PIXELS / area) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return straightened(image, scale)


def straightened(image: Image.Image, scale: float) -> Scan | None:
    """A grey image turned until its lines are level; None where it has no ink. `scale` is in pixels a point."""
    share = min(_REDUCED_DPI / (scale * POINTS_AN_INCH), 1.0)
    size = (max(round(image.width * share), 1), max(round(image.height * share), 1))
    reduced = np.asarray(image.resize(size, Image.Resampling.BOX))
    if int(np.ptp(reduced)) < LEAST_CONTRAST:
        return None
    ink = reduced < threshold_of(reduced)
    if np.count_nonzero(ink) < LEAST_INK:
        return None
    skew = skew_of(ink)
    if abs(skew) >= LEAST_SKEW:
        image = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    return Scan(np.asarray(image), scale, skew if abs(skew) >= LEAST_SKEW else 0.0)


def threshold_of(grey: NDArray[np.uint8]) -> int:
    """The grey that parts ink from paper best (Otsu, A threshold selection method from gray-level histograms, 1979)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
    below = np.cumsum(counts)
    above = below[-1] - below
    total = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = below * above * (total / below - (total[-1] - total) / above) ** 2
    return int(np.nanargmax(spread)) + 1


def skew_of(ink: Ink) -> float:
    """The turn in degrees, counter-clockwise, that makes the lines of text level, to a twentieth of a degree.

    Level lines give the profile of dark pixels by row its sharpest edges.
    """
    rows, columns = np.nonzero(ink)
    across = columns - ink.shape[1] / 2

    def sharpness(degrees: float) -> float:
        levelled = rows + across * -np.tan(np.radians(degrees)) + ink.shape[1]
        profile = np.bincount(levelled.astype(np.intp)).astype(float)
        return float(np.sum(np.diff(profile) ** 2))

    best = 0.0
    for reach, step in ((MAX_SKEW, 0.5), (0.5, 0.1), (0.1, 0.05)):
        tried = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(tried, key=sharpness))
    return round(best, 2)
