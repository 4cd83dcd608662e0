"""A PDF made to look scanned: its pages as grey pictures, slightly turned and noisy, without a text layer."""

from __future__ import annotations

import random
from io import BytesIO

import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DOTS_PER_INCH = 130
QUALITY = 45
SPECKLES = 900
SEED = 20140506


def scanned(pdf: bytes, title: str) -> bytes:
    """The same pages as pictures; the same PDF gives the same bytes."""
    chance = random.Random(SEED)
    out = BytesIO()
    document = pypdfium2.PdfDocument(pdf)
    canvas = Canvas(out, invariant=1)
    canvas.setTitle(title)
    for page in document:
        width, height = page.get_size()
        picture = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
        packed = BytesIO()
        _worn(picture, chance).save(packed, "JPEG", quality=QUALITY)
        packed.seek(0)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(packed), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    document.close()
    return out.getvalue()


def _worn(picture: Image.Image, chance: random.Random) -> Image.Image:
    """The page turned by up to half a degree, a little soft, with specks."""
    turned = picture.rotate(chance.uniform(-0.5, 0.5), resample=Image.Resampling.BICUBIC, fillcolor=250)
    soft = turned.filter(ImageFilter.GaussianBlur(0.5))
    pixels = soft.load()
    if pixels is None:
        raise ValueError("The page could not be drawn.")
    for _ in range(SPECKLES):
        place = chance.randrange(soft.width), chance.randrange(soft.height)
        pixels[place] = chance.randrange(90, 235)
    return soft
