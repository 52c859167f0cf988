"""Liquid crystal displays: digits of segments or dots, what stands around them, their light and their faintness."""

import cv2
import numpy as np

from meter_reader.render import colours, fonts, tiles
from meter_reader.render.colours import pick
from meter_reader.render.counters import Counter
from meter_reader.render.segments import SegmentStyle, digit

_H = 64
_UNITS = ("kWh", "kW h", "KWh", "kWh", "kVAh", "m³", "m3", "kW", "kvarh", "MWh", "GJ")
_WORDS = ("CUM", "T1", "T4", "MD", "R", "BP", "TOTAL", "L1 L2 L3", "R Y B", "BILL", "P", "TAMPER", "MAX", "EXP", "IMP", "1.8.0", "15.8.0", "Σ", "BAT")


def display(rng: np.random.Generator, height: int) -> Counter:
    count = int(rng.choice([4, 5, 5, 6, 6, 6, 7, 7, 8]))
    decimals = int(rng.choice([0, 0, 1, 1, 1, 2, 2, 3]))
    decimals = min(decimals, count - 2)
    blank = int(rng.integers(0, max(1, count - decimals - 2))) if rng.random() < 0.45 else 0  # leading places stay empty
    values = [int(rng.integers(10)) for _ in range(count - blank)]
    if not blank and rng.random() < 0.7:
        for i in range(int(rng.integers(0, max(1, count - decimals - 1)))):
            values[i] = 0
    elif values[0] == 0 and len(values) - decimals > 1:
        values[0] = int(rng.integers(1, 10))
    ground, ink = _light(rng)
    if rng.random() < 0.03:
        return _photographed(rng, values, decimals, height)
    style = SegmentStyle.any(rng)
    small = rng.uniform(0.5, 0.85) if decimals and rng.random() < 0.25 else 1.0
    row, cells, inked = _row(rng, style, values, decimals, small)
    ghost = rng.uniform(0.03, 0.16) if rng.random() < 0.3 else 0.0
    panel, left, top = _panel(rng, ground, ink, row, ghost * _ghosts(style, values, decimals, small, row.shape[1], cells), blank * (cells[0][1] - cells[0][0]))
    box = (left, top, inked, float(_H))
    cells = [(a + left, b + left) for a, b in cells]
    return _scaled(panel, box, cells, values, decimals, height)


def _light(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The panel's ground and the colour of its ink."""
    k = rng.random()
    if k < 0.5:
        ground = colours.near(rng, pick(rng, colours.BACKLIGHTS))
    elif k < 0.9:
        ground = colours.near(rng, pick(rng, colours.REFLECTIVE), 18)
    else:
        ground = colours.any_(rng)
    contrast = rng.uniform(0.07, 0.35) if rng.random() < 0.35 else rng.uniform(0.35, 0.97)
    ink = ground * (1 - contrast)
    if rng.random() < 0.1:  # light digits on a dark ground
        ground, ink = ground * rng.uniform(0.05, 0.3), np.clip(ground * rng.uniform(0.8, 1.3), 0, 255)
    return ground.astype(np.float32), ink.astype(np.float32)


def _row(rng: np.random.Generator, style: SegmentStyle, values: list[int], decimals: int, small: float) -> tuple[np.ndarray, list[tuple[float, float]], float]:
    """The digits with their point as ink, 0 to 1; their places; where the last one ends."""
    space = int(rng.choice([2, 4, 7, 12, 17]) * rng.uniform(0.6, 1.4))
    stretch = rng.uniform(0.8, 1.2)
    parts = []
    for i, value in enumerate(values):
        tall = _H if i < len(values) - decimals else round(_H * small)
        mask = digit(style, value, tall)
        parts.append(cv2.resize(mask, (max(3, round(mask.shape[1] * stretch)), tall), interpolation=cv2.INTER_AREA))
    point, faintness = _point(rng, style)
    widened = rng.random() < 0.2  # the point has a place of its own
    row = np.zeros((_H + 8, sum(p.shape[1] + space for p in parts) + round(4 * point) + 8), np.float32)
    cells, x = [], 0
    for i, part in enumerate(parts):
        if decimals and i == len(parts) - decimals:
            if widened:
                x += round(2 * point)
            centre = (x - space * rng.uniform(0.3, 0.8) - (point if widened else 0), _H - point * rng.uniform(0.5, 1.5))
            if rng.random() < 0.4:
                cv2.circle(row, (round(centre[0]), round(centre[1])), max(1, round(point)), faintness, -1, cv2.LINE_AA)
            else:
                cv2.rectangle(row, (round(centre[0] - point), round(centre[1] - point)), (round(centre[0] + point * 0.8), round(centre[1] + point)), faintness, -1)
        y = _H - part.shape[0]
        np.maximum(row[y:_H, x : x + part.shape[1]], part.astype(np.float32) / 255, out=row[y:_H, x : x + part.shape[1]])
        cells.append((float(x), float(x + part.shape[1])))
        x += part.shape[1] + space
    return row, cells, cells[-1][1]


def _point(rng: np.random.Generator, style: SegmentStyle) -> tuple[float, float]:
    """Half the side of the decimal point, and how much ink it has: mostly as thick as a segment, often smaller and paler."""
    thick = 0.11 if style.typeface else style.thickness
    half = max(0.024, thick * rng.uniform(0.3, 0.65)) if rng.random() < 0.75 else rng.uniform(0.04, 0.095)
    return half * _H, rng.uniform(0.45, 1.0) if rng.random() < 0.35 else 1.0


def _ghosts(style: SegmentStyle, values: list[int], decimals: int, small: float, width: int, cells: list[tuple[float, float]]) -> np.ndarray:
    row = np.zeros((_H + 8, width), np.float32)
    for i, (a, b) in enumerate(cells):
        tall = _H if i < len(values) - decimals else round(_H * small)
        mask = cv2.resize(digit(style, -1, tall), (max(2, round(b - a)), tall), interpolation=cv2.INTER_AREA)
        row[_H - tall : _H, round(a) : round(a) + mask.shape[1]] = mask[:, : max(0, width - round(a))] / 255
    return row


def _panel(rng: np.random.Generator, ground: np.ndarray, ink: np.ndarray, row: np.ndarray, ghosts: np.ndarray, blank: float) -> tuple[np.ndarray, float, float]:
    """The whole panel with its words and signs; where the row of digits begins."""
    left, right = (_H * pick(rng, [rng.uniform(0.05, 0.25), rng.uniform(0.2, 1.3)]) for _ in range(2))
    right += _H * rng.uniform(0, 0.8)
    top, bottom = (_H * pick(rng, [rng.uniform(0.06, 0.25), rng.uniform(0.2, 0.9)]) for _ in range(2))
    left += blank
    left, top = round(left), round(top)
    h, w = round(_H + top + bottom + 8), round(row.shape[1] + left + right)
    mask = np.zeros((h, w), np.float32)
    mask[top : top + row.shape[0], left : left + row.shape[1]] = np.maximum(row, ghosts)
    _words(rng, mask, left, top, left + row.shape[1])
    if rng.random() < 0.35:  # the segments throw a shadow on the mirror behind them
        shift = rng.integers(1, 5, 2)
        mask = np.maximum(mask, rng.uniform(0.1, 0.4) * np.roll(cv2.blur(mask, (3, 3)), shift, (0, 1)))
    light = np.ones((h, w), np.float32)
    if rng.random() < 0.5:  # lamps at one side
        light = cv2.resize(rng.uniform(0.65, 1.15, (2, 3)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    panel = (ground + (ink - ground) * mask[..., None]) * light[..., None]
    if rng.random() < 0.6:
        edge = pick(rng, [ground * 0.3, np.float32([20, 20, 20]), np.float32([200, 200, 200]), ground * 1.2])
        cv2.rectangle(panel, (0, 0), (w - 1, h - 1), np.clip(edge, 0, 255).tolist(), int(rng.integers(1, 9)))
    return panel, float(left), float(top)


def _words(rng: np.random.Generator, mask: np.ndarray, left: int, top: int, right: int) -> None:
    """Units, signs and small digits of the display that are not the reading."""
    if rng.random() < 0.75:
        unit = fonts.line(pick(rng, fonts.wheels()), pick(rng, _UNITS), _H * rng.uniform(0.22, 0.5))
        _ink(mask, unit, right + rng.uniform(0, 0.2) * _H, top + pick(rng, [0, rng.uniform(0, 1), 1]) * (_H - unit.shape[0]) if rng.random() < 0.8 else top + _H + 6)
    for _ in range(int(rng.choice([0, 1, 1, 2, 3, 4]))):
        word = fonts.line(pick(rng, fonts.wheels()), pick(rng, _WORDS), _H * rng.uniform(0.16, 0.34))
        above, below = top - word.shape[0] - 2, mask.shape[0] - word.shape[0] - (top + _H + 10)
        room = [y for y, space in ((rng.random() * above, above), (top + _H + 10 + rng.random() * below, below)) if space > 0]
        if room:
            _ink(mask, word, rng.uniform(0, max(1, mask.shape[1] - word.shape[1])), pick(rng, room))
    if left > 0.45 * _H and rng.random() < 0.4:
        tall = round(_H * rng.uniform(0.25, 0.5))
        style = SegmentStyle(None, 0.5, 0.12, 0.2, 0.0, False, False)
        small = np.hstack([np.pad(digit(style, int(rng.integers(10)), tall), ((0, 0), (0, 3))) for _ in range(2)])
        if small.shape[1] < left - 6:
            _ink(mask, small, 3, top + pick(rng, [0, _H - tall]))


def _ink(mask: np.ndarray, drawn: np.ndarray, x: float, y: float) -> None:
    x, y = round(x), round(y)
    x0, y0, x1, y1 = max(0, x), max(0, y), min(mask.shape[1], x + drawn.shape[1]), min(mask.shape[0], y + drawn.shape[0])
    if x1 > x0 and y1 > y0:
        target = mask[y0:y1, x0:x1]
        np.maximum(target, drawn[y0 - y : y1 - y, x0 - x : x1 - x].astype(np.float32) / 255, out=target)


def _photographed(rng: np.random.Generator, values: list[int], decimals: int, height: int) -> Counter:
    """Real display digits side by side; they have no point, so the decimals are told by a drawn one."""
    bank = pick(rng, tiles.banks("lcd"))
    values = [round(bank.nearest(float(v))) % 10 for v in values]
    images = [bank.wheel(rng, float(v)) for v in values]
    width = int(np.median([i.shape[1] for i in images]))
    level = np.mean([i.mean() for i in images])
    row = np.hstack([np.clip(cv2.resize(i, (width, _H)).astype(np.float32) - i.mean() + level, 0, 255) for i in images])
    edge = int(_H * rng.uniform(0.05, 0.4))
    panel = cv2.copyMakeBorder(row, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    cells = [(float(edge + i * width), float(edge + (i + 1) * width)) for i in range(len(values))]
    if decimals:
        dark = np.percentile(row.reshape(-1, 3), 3, axis=0).tolist()
        cv2.circle(panel, (round(cells[len(values) - decimals][0]), edge + _H - 6), int(rng.integers(3, 6)), dark, -1, cv2.LINE_AA)
    return _scaled(panel, (float(edge), float(edge), float(width * len(values)), float(_H)), cells, values, decimals, height)


def _scaled(panel: np.ndarray, box: tuple[float, ...], cells: list[tuple[float, float]], values: list[int], decimals: int, height: int) -> Counter:
    scale = height / _H
    size = (max(8, round(panel.shape[1] * scale)), max(5, round(panel.shape[0] * scale)))
    panel = cv2.resize(panel, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return Counter(
        image=np.clip(panel, 0, 255).astype(np.uint8),
        box=tuple(float(v * scale) for v in box),
        cells=[(a * scale, b * scale) for a, b in cells],
        digits=values,
        decimals=decimals,
        fractions=[0.0] * len(values),
        kind="lcd",
    )
