"""The typefaces that counters, plates and displays are lettered with; all under the Open Font Licence."""

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from meter_reader import assets

_WHEEL_FAMILIES = (
    "rajdhani", "barlow-semi-condensed", "roboto-condensed", "share-tech-mono", "oswald", "archivo-narrow", "overpass-mono",
    "b612-mono", "chakra-petch", "saira-semi-condensed", "quantico", "ibm-plex-sans-condensed", "pt-sans-narrow", "dosis",
    "electrolize", "oxanium", "nova-mono", "michroma",
)
_DOT_FAMILIES = ("doto", "vt323", "dotgothic16")


@cache
def wheels() -> tuple[str, ...]:
    """Typefaces as they are printed on counter wheels."""
    return _files(_WHEEL_FAMILIES, weights=("300", "400", "500", "600", "700"))


@cache
def print_() -> tuple[str, ...]:
    """Typefaces for plates, stickers and cabinets: those of the wheels and wider ones."""
    return _files((*_WHEEL_FAMILIES, "major-mono-display"), weights=("300", "400", "500", "600", "700", "800"))


@cache
def handwriting() -> tuple[str, ...]:
    return _files(("caveat",), weights=("400", "500", "600", "700"))


@cache
def dots() -> tuple[str, ...]:
    """Typefaces of dot matrix displays."""
    return _files(_DOT_FAMILIES, weights=("400", "500", "600", "700", "800", "900"))


@cache
def segments() -> tuple[str, ...]:
    """Seven segments, upright and slanted, thin and thick."""
    found = sorted(str(p) for style in ("DSEG7-Classic", "DSEG7-Modern") for p in assets.fonts().glob(f"dseg*/fonts/{style}/*.ttf"))
    return _some(found, "dseg")


@cache
def font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@cache
def glyph(path: str, character: str, height: int) -> np.ndarray:
    """One character as a mask, 0 to 255, cut to its ink and `height` px high."""
    drawn = font(path, max(8, int(height * 1.6)))
    left, top, right, bottom = drawn.getbbox(character)
    image = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(image).text((-left, -top), character, font=drawn, fill=255)
    width = max(1, round(image.width * height / image.height))
    return np.asarray(image.resize((width, height), Image.Resampling.LANCZOS))


def line(path: str, text: str, height: int) -> np.ndarray:
    """A line of text as a mask, 0 to 255, about `height` px high."""
    drawn = font(path, max(6, int(height)))
    left, top, right, bottom = drawn.getbbox(text)
    image = Image.new("L", (max(2, right - left), max(2, bottom - top)), 0)
    ImageDraw.Draw(image).text((-left, -top), text, font=drawn, fill=255)
    return np.asarray(image)


def _files(families: tuple[str, ...], weights: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for family in families:
        for weight in weights:
            found += sorted(str(p) for p in assets.fonts().glob(f"fontsource-{family}-*/files/{family}-latin-{weight}-normal.woff2"))
    return _some(found, families[0])


def _some(found: list[str], what: str) -> tuple[str, ...]:
    if not found:
        raise FileNotFoundError(f"no font '{what}' under {assets.fonts()}: run 'python -m meter_reader fetch' first")
    return tuple(found)
