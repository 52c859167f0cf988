"""Counters as the recogniser gets them: cut out by a box that is nearly right, or by one that is wrong."""

from dataclasses import dataclass

import cv2
import numpy as np

from meter_reader.render import colours, fonts
from meter_reader.render.apart import apart
from meter_reader.render.colours import pick
from meter_reader.render.counters import Counter, counter
from meter_reader.render.spoil import Spoil, spoil

WIDTH, HEIGHT = 224, 48
_RATINGS = ("220V", "50Hz", "10(40)A", "5(60)A", "Qn 1.5 m3/h", "Qmax 6", "1600 imp/kWh", "720 r/kWh", "CL 1.0", "Class 2", "IP54", "x0.1", "x0.0001", "G4", "max 90C", "10000", "1000", "100", "10", "1", "0.1")
_DISPLAYS = 0.42  # share; their points are small and have to be seen often
_UNITS = ("kWh", "kWh", "kW h", "KWh", "kW.h", "m³", "m3", "M3", "kvarh", "kVAh", "V", "l", "gal", "MWh")


@dataclass
class Strip:
    """One picture for the recogniser.

    image: RGB, 48 x 224.
    digits, decimal, turning: per wheel, left to right; empty when nothing is to be read.
    centres, half_width: where the wheels are, 0 to 1 of the width.
    readable: a whole counter, upright, that somebody could read.
    point: where the decimal point stands, 0 to 1 of the width; None where there is none, or `point_known` is false.
    blur, glare, dark, cut: 0 or 1 where it is clear, None where it is not.
    """

    image: np.ndarray
    digits: list[int]
    centres: list[float]
    half_width: float
    decimal: list[bool]
    turning: list[bool]
    readable: bool
    kind: str
    blur: float | None
    glare: float | None
    dark: float | None
    cut: float | None
    point: float | None = None
    point_known: bool = False


def strip(rng: np.random.Generator, kind: str | None = None) -> Strip:
    """A strip at random: about seven in ten can be read."""
    k = rng.random()
    if k < 0.13:
        return _not_a_counter(rng)
    shown = counter(rng, 64, kind or ("lcd" if rng.random() < _DISPLAYS else "drum"))
    if k < 0.19:
        return _upside_down(rng, shown)
    if k < 0.25:
        return _cut(rng, shown)
    if k < 0.29 and shown.decimals >= 2:
        return _edge_of_photo(rng, shown)
    if shown.kind == "drum" and rng.random() < 0.12:
        shown = apart(rng, shown, tuple(int(v) for v in colours.grey(rng, 90, 250, 18)))
    canvas, box = _on_a_face(rng, shown)
    image, matrix = _taken(rng, canvas, _nearly(rng, box))
    spoilt = spoil(rng, image, cell=WIDTH / len(shown.digits))
    return _strip(spoilt, shown, box, matrix, readable=spoilt.legible, cut=0.0)


def _strip(spoilt: Spoil, shown: Counter, box: tuple[float, ...], matrix: np.ndarray, readable: bool, cut: float | None) -> Strip:
    x0 = box[0] - shown.box[0]
    y = box[1] + box[3] / 2
    ends = np.float32([[[x0 + a, y], [x0 + b, y]] for a, b in shown.cells]).reshape(-1, 1, 2)
    placed = cv2.perspectiveTransform(ends, matrix).reshape(-1, 2, 2)[..., 0] / WIDTH
    count = len(shown.digits)
    return Strip(
        image=spoilt.image,
        digits=list(shown.digits),
        centres=[float(v) for v in placed.mean(1)],
        half_width=float((placed[:, 1] - placed[:, 0]).mean() / 2),
        decimal=[i >= count - shown.decimals for i in range(count)],
        turning=[shown.turning(i) for i in range(count)],
        readable=readable,
        kind=shown.kind,
        blur=spoilt.blur,
        glare=spoilt.glare,
        dark=spoilt.dark,
        cut=cut,
        point=float((placed[count - shown.decimals - 1, 1] + placed[count - shown.decimals, 0]) / 2) if shown.kind == "lcd" and shown.decimals else None,
        point_known=shown.kind == "lcd" or not shown.decimals,  # wheels may have a comma, or only be red
    )


def _nothing(spoilt: Spoil, kind: str, cut: float | None) -> Strip:
    return Strip(spoilt.image, [], [], 0.0, [], [], False, kind, spoilt.blur, spoilt.glare, spoilt.dark, cut)


def _on_a_face(rng: np.random.Generator, shown: Counter) -> tuple[np.ndarray, tuple[float, float, float, float]]:
    """The counter with what may stand around it; where its digits are."""
    h, w = shown.image.shape[:2]
    around = 80
    face = np.empty((h + 2 * around, w + 2 * around, 3), np.uint8)
    face[:] = np.clip(pick(rng, [colours.grey(rng, 150, 255, 15), colours.grey(rng, 10, 120), colours.any_(rng)]), 0, 255).astype(np.uint8)
    ink = (0, 0, 0) if face[0, 0].mean() > 110 else (235, 235, 235)
    for _ in range(int(rng.integers(0, 7))):
        text = pick(rng, _RATINGS) if rng.random() < 0.6 else _serial(rng)
        mask = fonts.line(pick(rng, fonts.print_()), text, rng.uniform(12, 42))
        y = pick(rng, [rng.uniform(-10, around - mask.shape[0] + 4), around + h + rng.uniform(-4, 30), rng.uniform(around, around + h)])
        x = rng.uniform(0, face.shape[1] - 20) if y < around - 20 or y > around + h - 6 else pick(rng, [around - mask.shape[1] - rng.uniform(0, 20), around + w + rng.uniform(2, 20)])
        _letter(face, mask, x, y, np.float32(ink) if rng.random() < 0.8 else colours.any_(rng))
    if rng.random() < 0.5:  # the unit, close by and as large as a digit: the likeliest thing to be read as one
        mask = fonts.line(pick(rng, fonts.print_()), pick(rng, _UNITS), rng.uniform(0.4, 0.95) * shown.box[3])
        _letter(face, mask, around + w + rng.uniform(1, 14), around + h / 2 - mask.shape[0] * rng.uniform(0.3, 0.7), np.float32(ink))
    if rng.random() < 0.3:  # a unit, a screw or a seal before the first digit
        at = (around - round(rng.uniform(8, 40)), around + h // 2 + round(rng.uniform(-15, 15)))
        if rng.random() < 0.5:
            mask = fonts.line(pick(rng, fonts.print_()), pick(rng, _UNITS), rng.uniform(0.3, 0.9) * shown.box[3])
            _letter(face, mask, around - mask.shape[1] - rng.uniform(1, 14), at[1] - mask.shape[0] / 2, np.float32(ink))
        else:
            cv2.circle(face, at, round(rng.uniform(5, 26)), colours.grey(rng, 20, 230).tolist(), pick(rng, [-1, 2, 4]), cv2.LINE_AA)
    if rng.random() < 0.25:  # place values above the wheels
        for i, (a, b) in enumerate(shown.cells):
            mask = fonts.line(pick(rng, fonts.wheels()[:4]), str(10 ** max(0, len(shown.cells) - 1 - i)), rng.uniform(9, 15))
            _letter(face, mask, around + (a + b - mask.shape[1]) / 2, around - mask.shape[0] - 3, np.float32(ink))
    face[around : around + h, around : around + w] = shown.image
    x, y, bw, bh = shown.box
    return face, (x + around, y + around, bw, bh)


def _letter(face: np.ndarray, mask: np.ndarray, x: float, y: float, colour: np.ndarray) -> None:
    x, y = round(x), round(y)
    x0, y0, x1, y1 = max(0, x), max(0, y), min(face.shape[1], x + mask.shape[1]), min(face.shape[0], y + mask.shape[0])
    if x1 > x0 and y1 > y0:
        share = mask[y0 - y : y1 - y, x0 - x : x1 - x, None].astype(np.float32) / 255
        face[y0:y1, x0:x1] = (face[y0:y1, x0:x1] * (1 - share) + colour * share).astype(np.uint8)


def _nearly(rng: np.random.Generator, box: tuple[float, ...], careless: float = 1.0) -> np.ndarray:
    """The corners a finder may give for the box, padded as the reader pads them."""
    x, y, w, h = box
    px, py = pick(rng, [(0.12, 0.12), (0.12, 0.12), (0.3, 0.05), (0.05, 0.2)])
    ends = np.clip(rng.normal(0, 0.1, 2), -0.12, 0.45) * h * careless
    if careless == 1.0 and rng.random() < 0.2:  # the unit, or an empty place, taken for a part of it
        ends[1] += rng.uniform(0.2, 1.3) * h
    if careless == 1.0 and rng.random() < 0.15:
        ends[0] += rng.uniform(0.2, 1.0) * h
    sides = np.clip(rng.normal(0, 0.07, 2), -0.1, 0.25) * h * careless
    left, right = x - px * h - ends[0], x + w + px * h + ends[1]
    top, bottom = y - py * h - sides[0], y + h + py * h + sides[1]
    tilt = np.clip(rng.normal(0, 0.012), -0.04, 0.04) * careless * w
    corners = np.float32([[left, top - tilt], [right, top + tilt], [right, bottom + tilt], [left, bottom - tilt]])
    return corners + rng.normal(0, 0.02 * h * careless, (4, 2)).astype(np.float32)


def _taken(rng: np.random.Generator, face: np.ndarray, corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The face seen at an angle and cut out by the corners; how the face's points come to lie in the strip."""
    slant = rng.normal(0, 0.06) * (corners[3, 1] - corners[0, 1])
    source = corners + np.float32([[slant, 0], [slant, 0], [-slant, 0], [-slant, 0]])
    matrix = cv2.getPerspectiveTransform(source, np.float32([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]]))
    # twice as fine first, so that a small strip is an average and not a sample
    fine = np.diag([2.0, 2.0, 1.0]) @ matrix
    image = cv2.warpPerspective(face, fine, (2 * WIDTH, 2 * HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), matrix


def _upside_down(rng: np.random.Generator, shown: Counter) -> Strip:
    canvas, box = _on_a_face(rng, shown)
    image, _ = _taken(rng, canvas, _nearly(rng, box))
    return _nothing(spoil(rng, np.ascontiguousarray(image[::-1, ::-1])), shown.kind, cut=None)


def _cut(rng: np.random.Generator, shown: Counter) -> Strip:
    """Part of the counter is outside: an end, or the upper or lower half, or it is much too small in a large box."""
    canvas, box = _on_a_face(rng, shown)
    x, y, w, h = box
    k = rng.random()
    wheel = w / len(shown.digits)
    if k < 0.6:  # one to three wheels are missing
        missing = rng.uniform(0.6, 3) * wheel
        box = (x + missing, y, w - missing, h) if rng.random() < 0.5 else (x, y, w - missing, h)
        corners = _nearly(rng, (*box[:2], max(wheel, box[2]), h), careless=0.3)
    elif k < 0.8:  # shifted across
        corners = _nearly(rng, (x, y + pick(rng, [-1, 1]) * rng.uniform(0.45, 0.9) * h, w, h))
    else:  # a box three times as large
        corners = _nearly(rng, (x - rng.uniform(0, 1) * h, y - rng.uniform(0.7, 1.1) * h, w + rng.uniform(0, 2) * h, h * rng.uniform(2.6, 3.2)))
    image, _ = _taken(rng, canvas, corners)
    return _nothing(spoil(rng, image), shown.kind, cut=1.0 if k < 0.8 else None)


def _edge_of_photo(rng: np.random.Generator, shown: Counter) -> Strip:
    """The photo ends within the decimals: what is left of them is read, and the whole digits are all there."""
    canvas, box = _on_a_face(rng, shown)
    first = len(shown.digits) - shown.decimals + int(rng.integers(0, shown.decimals))
    start, end = shown.cells[first]
    at = box[0] - shown.box[0] + start + rng.uniform(-0.05, 0.35) * (end - start)
    canvas = np.ascontiguousarray(canvas[:, : round(at)])
    seen = Counter(shown.image, shown.box, shown.cells[:first], shown.digits[:first], first - (len(shown.digits) - shown.decimals), shown.fractions[:first], shown.kind)
    image, matrix = _taken(rng, canvas, _nearly(rng, (box[0], box[1], at - box[0], box[3]), careless=0.6))
    spoilt = spoil(rng, image, cell=WIDTH / first)
    return _strip(spoilt, seen, box, matrix, readable=spoilt.legible, cut=None)


def _not_a_counter(rng: np.random.Generator) -> Strip:
    """What finders take for counters: serial numbers, words, ratings, bar codes, dials, walls."""
    image = np.empty((96, 448, 3), np.float32)
    image[:] = pick(rng, [colours.grey(rng, 140, 255, 15), colours.grey(rng, 5, 110), colours.any_(rng)])
    ink = np.float32([15, 15, 15]) if image.mean() > 110 else np.float32([235, 235, 235])
    ink = ink if rng.random() < 0.8 else colours.any_(rng)
    k = rng.random()
    face = image.clip(0, 255).astype(np.uint8)
    if k < 0.7:
        text = _serial(rng) if k < 0.4 else pick(rng, _RATINGS) + " " + pick(rng, _RATINGS) if k < 0.5 else _word(rng)
        mask = fonts.line(pick(rng, fonts.print_() if rng.random() < 0.75 else fonts.handwriting()), text, 66)
        wide = int(rng.uniform(0.7, 1.0) * 448)
        mask = cv2.resize(mask, (wide, int(rng.uniform(0.5, 0.95) * 96)), interpolation=cv2.INTER_AREA)
        _letter(face, mask, rng.uniform(0, 448 - wide), rng.uniform(0, 96 - mask.shape[0]), ink)
        if rng.random() < 0.3:
            cv2.rectangle(face, (2, 2), (445, 93), ink.tolist(), int(rng.integers(1, 8)))
    elif k < 0.8:  # a bar code
        bars = np.repeat(rng.integers(0, 2, 448), rng.integers(2, 7))[:448]
        top, low = sorted(rng.integers(0, 96, 2))
        face[top : low + 20, bars > 0] = ink
    elif k < 0.9:  # walls, blobs, edges
        coarse = cv2.resize((rng.random((int(rng.integers(2, 12)), int(rng.integers(2, 30)), 3)) * 255).astype(np.float32), (448, 96), interpolation=cv2.INTER_CUBIC)
        face = np.clip(face * 0.5 + coarse * 0.5, 0, 255).astype(np.uint8)
        for _ in range(int(rng.integers(0, 6))):
            a, b = rng.integers(0, 448, 2), rng.integers(0, 96, 2)
            cv2.line(face, (int(a[0]), int(b[0])), (int(a[1]), int(b[1])), colours.any_(rng).tolist(), int(rng.integers(1, 30)))
    else:  # small dials in a row
        for x in np.arange(30, 448, rng.uniform(70, 140)):
            radius = int(rng.uniform(22, 42))
            cv2.circle(face, (round(x), 48), radius, ink.tolist(), 2, cv2.LINE_AA)
            angle = rng.uniform(0, 2 * np.pi)
            cv2.line(face, (round(x), 48), (round(x + radius * np.cos(angle)), round(48 + radius * np.sin(angle))), (200, 30, 30), 5, cv2.LINE_AA)
    image, _ = _taken(rng, face, np.float32([[0, 0], [448, 0], [448, 96], [0, 96]]) + rng.normal(0, 5, (4, 2)).astype(np.float32))
    return _nothing(spoil(rng, image), "none", cut=None)


def _serial(rng: np.random.Generator) -> str:
    digits = "".join(str(d) for d in rng.integers(0, 10, int(rng.integers(5, 11))))
    return str(pick(rng, ["", "", "", "No ", "N. ", "SN:", "PEA ", "S/N "])) + digits + str(pick(rng, ["", "", "", " 15", "/08", "A"]))


def _word(rng: np.random.Generator) -> str:
    letters = "ABCDEFGHIJKLMNOPRSTUVWXYZ" if rng.random() < 0.6 else "abcdefghiklmnoprstuvwxyz"
    return "".join(letters[i] for i in rng.integers(0, len(letters), int(rng.integers(4, 12))))
