"""What stands on meters and around them besides the counter: serial numbers, ratings, brands, dates, handwriting.

A line of text is a mask (uint8, 255 where there is ink). There are a few thousand different ones, numbered and kept,
because lettering a line anew costs more than all the rest of a plate.
"""

from collections.abc import Callable
from functools import cache, lru_cache

import cv2
import numpy as np

from meter_reader import assets
from meter_reader.render import fonts
from meter_reader.render.paint import chance, pick

_KEPT_PER_KIND = 240
_HEIGHTS_PX = (20, 48, 104)

_UNITS = ("kWh", "kWh", "m3", "m3", "m³", "m³", "kW.h", "kW h", "kvarh", "kVAh", "l", "kW", "MD", "V", "A", "h", "x10", "x 0.1")
_RATINGS = (
    "220V", "240V", "50Hz", "5(60)A", "5(15)A", "10-40A", "5-30A", "Qn 1.5 m3/h", "Q3=2.5m3/h", "Q3/Q1=100", "Qmax 6 m3/h",
    "Qmin 0.04 m3/h", "Qmin 40 dm3/h", "Pmax 0.5 bar", "V 1.2 dm3", "1600 imp/kWh", "3200 imp/kWh", "6400 imp/kWh", "720 rev/kWh",
    "CL 1.0", "Class 2", "IP54", "T30", "T90", "R80-H", "PN16", "PN1MPa", "DN15", "N1.5", "2x230V", "B-H", "A-V", "H-B", "x0.1",
    "x0.01", "x0.001", "x0.0001", "1 Ph 2 W", "ac, 1Ph, 2wire, Cl.1", "ac 3 Phase, 4 Wire", "IEC 62053-21", "ISO 4064", "G4", "G1.6",
    "max 90 C", "-25...+55 C", "90 C", "30 C", "0.1", "1000", "10000", "100", "10", "1", "CAL", "TAMPER", "MM/YY", "08/13", "02/17",
    "Month/Year", "Activity", "TYPE A52", "p.max 0.5 bar", "10000 1000 100 10 1", "0.05 m3/h", "Ref. 27 C",
)  # fmt: skip
_SENTENCES = (
    "WATTHOUR METER", "WATT-HOUR METER", "SINGLE PHASE ELECTRONIC METER", "Static Energy Meter", "AC STATIC WATTHOUR METER",
    "SINGLE PHASE TWO WIRE", "3 Phase 4 Wire Static kWh Meter", "ELECTRICITY METER", "COLD WATER METER", "GAS METER",
    "MADE IN", "PROPERTY OF", "DO NOT OPEN", "SEALED", "WARNING", "1 PHASE 2 WIRE CLASS 1", "UNIVERSAL", "CONTATORE GAS",
    "ac Static kWh Meter", "Innovation Ltd", "ELECTRIC CO., LTD.", "MOTEUR", "METER READING",
)  # fmt: skip
_CYRILLIC = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
_CYRILLIC_FAMILIES = ("roboto-condensed", "oswald", "ibm-plex-sans-condensed", "pt-sans-narrow")


def line(rng: np.random.Generator, kind: str, height: float) -> np.ndarray:
    """A line of some kind (see `KINDS`) as a mask `height` px high."""
    height = max(3, round(height))
    drawn = _kept(kind, int(rng.random() * _KEPT_PER_KIND), next((h for h in _HEIGHTS_PX if h >= height), _HEIGHTS_PX[-1]))
    if drawn.shape[0] == height:
        return drawn
    width = max(2, round(drawn.shape[1] * height / drawn.shape[0]))
    shrinks = height < drawn.shape[0]
    return cv2.resize(drawn, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)


def barcode(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """The bars of a bar code as a mask; the gaps are as irregular as the bars."""
    modules = rng.random(int(rng.integers(40, 110))) < 0.48
    bars = np.where(modules, 255, 0).astype(np.uint8)[None]
    shrinks = width < bars.shape[1]
    return cv2.resize(bars, (max(4, width), max(2, height)), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_NEAREST)


@lru_cache(maxsize=12000)
def _kept(kind: str, number: int, height: int) -> np.ndarray:
    rng = np.random.default_rng([number, *kind.encode()])
    return KINDS[kind](rng, height)


def _lettered(text: Callable[[np.random.Generator], str]) -> Callable[[np.random.Generator, int], np.ndarray]:
    def draw(rng: np.random.Generator, height: int) -> np.ndarray:
        return fonts.line(pick(rng, fonts.print_()), text(rng), height)

    return draw


def _serial(rng: np.random.Generator) -> str:
    lead = pick(rng, ("", "", "", "", "No ", "No. ", "N° ", "S/N ", "Z", "SN:"))
    digits = "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(5, 12))))
    return lead + digits + pick(rng, ("", "", "", "", "-15", "/12", f"-{rng.integers(0, 10)}"))


def _serial_spaced(rng: np.random.Generator) -> str:
    digits = [str(d) for d in rng.integers(0, 10, int(rng.integers(6, 11)))]
    return pick(rng, ("", " ", " ", "  ")).join(digits)


def _word(rng: np.random.Generator) -> str:
    letters = "ABCDEFGHIKLMNOPRSTUVXYZ"
    drawn = "".join(letters[i] for i in rng.integers(0, len(letters), int(rng.integers(3, 10))))
    return pick(rng, (drawn, drawn.capitalize(), drawn.lower()))


def _words(rng: np.random.Generator) -> str:
    return " ".join(_word(rng) for _ in range(int(rng.integers(1, 4))))


def _date(rng: np.random.Generator) -> str:
    year, month, day = int(rng.integers(1990, 2031)), int(rng.integers(1, 13)), int(rng.integers(1, 29))
    return pick(rng, (f"{day:02}/{month:02}/{year}", f"{year}-{month:02}-{day:02}", f"{month:02}/{year % 100:02}", str(year)))


def _stamp(rng: np.random.Generator) -> str:
    time = f"{rng.integers(0, 24):02}:{rng.integers(0, 60):02}"
    seconds = f":{rng.integers(0, 60):02}"
    year, month, day = int(rng.integers(2004, 2031)), int(rng.integers(1, 13)), int(rng.integers(1, 29))
    return pick(
        rng,
        (
            f"{year}-{month:02}-{day:02} {time}{seconds}", f"{year}-{month:02}-{day:02} {time}{seconds}",
            f"{day:02}/{month:02}/{year} {time}{seconds}", f"{time} {day:02}/{month:02}/{year}", f"{day:02}.{month:02}.{year} {time}",
            "".join(str(d) for d in rng.integers(0, 10, 9)),
        ),
    )  # fmt: skip


def _sticker(rng: np.random.Generator) -> str:
    number = str(rng.integers(1, 10 ** int(rng.integers(2, 7))))
    return pick(rng, (number, f"{_word(rng)} {number}", f"{_word(rng)[:2].upper()} {_word(rng)} {number}", _word(rng)))


def _print(rng: np.random.Generator) -> str:
    """Whatever may stand on a plate, in about the shares it does."""
    writer = pick(rng, (_serial, _serial, _rating, _rating, _rating, _sentence, _words, _words, _date, _unit))
    return writer(rng)


def _rating(rng: np.random.Generator) -> str:
    return pick(rng, _RATINGS) if chance(rng, 0.7) else pick(rng, _RATINGS) + "  " + pick(rng, _RATINGS)


def _sentence(rng: np.random.Generator) -> str:
    return pick(rng, _SENTENCES)


def _unit(rng: np.random.Generator) -> str:
    return pick(rng, _UNITS)


def _cyrillic(rng: np.random.Generator, height: int) -> np.ndarray:
    letters = "".join(_CYRILLIC[i] for i in rng.integers(0, len(_CYRILLIC), int(rng.integers(3, 10))))
    text = pick(rng, (letters, letters, letters.lower(), letters.capitalize(), letters[:3]))  # these files have letters only
    return fonts.line(pick(rng, _cyrillic_fonts()), text, height)


@cache
def _cyrillic_fonts() -> tuple[str, ...]:
    files = (
        file
        for family in _CYRILLIC_FAMILIES
        for file in assets.fonts().glob(f"fontsource-{family}-*/files/{family}-cyrillic-[4567]00-normal.woff2")
    )
    return tuple(sorted(str(file) for file in files))


def _signs(rng: np.random.Generator, height: int) -> np.ndarray:
    """Signs of no script: strokes in squares, as Chinese looks to one who cannot read it."""
    side = 40
    count = int(rng.integers(2, 11))
    drawn = np.zeros((side, side * count), np.uint8)
    thick = int(rng.integers(2, 4))
    for cell in range(count):
        left = cell * side
        for _ in range(int(rng.integers(4, 9))):
            a, b, c = rng.integers(3, side - 3, 3).tolist()
            low, high = min(b, c) - 2, max(b, c) + 2
            kind = rng.random()
            ends = ((low, a), (high, a)) if kind < 0.5 else ((a, low), (a, high)) if kind < 0.85 else ((a, b), (b, c))
            cv2.line(drawn, (ends[0][0] + left, ends[0][1]), (ends[1][0] + left, ends[1][1]), 255, thick, cv2.LINE_AA)
    return cv2.resize(drawn, (count * height, height), interpolation=cv2.INTER_AREA)


def _loops(rng: np.random.Generator, height: int) -> np.ndarray:
    """Round signs of no script, with marks above, as Thai or Tamil looks from afar."""
    side = 32
    count = int(rng.integers(3, 16))
    drawn = np.zeros((side, (side - 10) * count + 10), np.uint8)
    for cell in range(count):
        centre = (cell * (side - 10) + side // 2, side // 2 + 4)
        start = int(rng.integers(0, 360))
        axes = (int(rng.integers(5, 9)), int(rng.integers(6, 11)))
        cv2.ellipse(drawn, centre, axes, 0, start, start + int(rng.integers(180, 340)), 255, 2, cv2.LINE_AA)
        if chance(rng, 0.6):
            side_x = centre[0] + int(rng.choice((-8, 8)))
            cv2.line(drawn, (side_x, 8), (side_x, 28), 255, 2, cv2.LINE_AA)
        if chance(rng, 0.25):
            cv2.line(drawn, (centre[0] - 5, 3), (centre[0] + 5, 1), 255, 2, cv2.LINE_AA)
    width = round(drawn.shape[1] * height / side)
    return cv2.resize(drawn, (max(2, width), height), interpolation=cv2.INTER_AREA if height < side else cv2.INTER_LINEAR)


def _handwritten(rng: np.random.Generator, height: int) -> np.ndarray:
    """A number or a word by a marker pen: the letters stand neither level nor equally large."""
    text = str(rng.integers(1, 10 ** int(rng.integers(1, 6)))) if chance(rng, 0.8) else _word(rng)[:5]
    face = pick(rng, fonts.handwriting())
    letters = [fonts.glyph(face, letter, 44 + int(rng.integers(-6, 7))) for letter in text]
    drawn = np.zeros((64, sum(letter.shape[1] + 8 for letter in letters) + 8), np.uint8)
    x = 4
    for letter in letters:
        y = int(rng.integers(3, 12))
        drawn[y : y + letter.shape[0], x : x + letter.shape[1]] = letter[: 64 - y]
        x += letter.shape[1] + int(rng.integers(1, 8))
    if chance(rng, 0.6):
        drawn = cv2.dilate(drawn, np.ones((3, 3), np.uint8), iterations=int(rng.integers(1, 3)))
    lean = rng.uniform(-0.25, 0.25)
    drawn = cv2.warpAffine(drawn, np.float32([[1, lean, max(0, -lean) * 64], [0, 1, 0]]), (drawn.shape[1] + 18, 64))
    return cv2.resize(drawn, (round(drawn.shape[1] * height / 64), height), interpolation=cv2.INTER_AREA)


KINDS: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    "print": _lettered(_print),
    "serial": _lettered(_serial),
    "plate": _lettered(_serial_spaced),
    "rating": _lettered(_rating),
    "sentence": _lettered(_sentence),
    "brand": _lettered(_word),
    "unit": _lettered(_unit),
    "stamp": _lettered(_stamp),
    "sticker": _lettered(_sticker),
    "cyrillic": _cyrillic,
    "signs": _signs,
    "loops": _loops,
    "handwritten": _handwritten,
}
