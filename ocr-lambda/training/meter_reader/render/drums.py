"""Counters of wheels: how they are framed, which of them are decimals, and how that is marked."""

from dataclasses import dataclass

import cv2
import numpy as np

from meter_reader.render import colours, tiles, wheels
from meter_reader.render.colours import pick
from meter_reader.render.counters import Counter

_H = 64  # px; everything is drawn at this height and scaled at the end

_COUNTS = (4, 5, 5, 5, 5, 6, 6, 7, 8, 8, 8, 9)
_DECIMALS = {
    4: (0, 0, 0, 1),
    5: (0, 0, 0, 1, 1, 1, 2),
    6: (0, 1, 1, 1, 2),
    7: (0, 1, 1, 2, 2, 3),
    8: (0, 1, 2, 3, 3, 3, 3, 3),
    9: (0, 1, 2, 3, 3),
}
"""How many of so many wheels are decimals, as often as water (5 + 3), gas (5 + 2, 5 + 3) and electricity (5, 5 + 1, 6 + 1) have them."""

_FAINTEST_INK = 35  # of 255; worn digits that differ less from their wheel cannot be told from its shades


@dataclass
class _Layout:
    """Measures of one counter, in px at the height of 64."""

    count: int
    decimals: int
    wheel: int
    gap: int
    margin: tuple[int, int, int, int]  # left, top, right, bottom of the frame


def drum(rng: np.random.Generator, height: int) -> Counter:
    count = pick(rng, _COUNTS)
    decimals = pick(rng, _DECIMALS[count])
    stand = wheels.stand(rng, count)
    photographed = rng.random() < 0.5
    faces, stand = _photographed(rng, stand) if photographed else _drawn(rng, stand)
    if rng.random() < 0.28:
        faces = _grazed(rng, faces)
    layout = _layout(rng, count, decimals, faces[0].shape[1])
    plate = _plate_colour(rng, faces)
    faces, marked = _mark_decimals(rng, faces, layout)
    image, cells = _assemble(rng, faces, layout, plate, marked)
    _frame(rng, image, layout, plate)
    left, top, _, _ = layout.margin
    box = (left, top, cells[-1][1] - left, _H)
    scale = height / _H
    size = (max(8, round(image.shape[1] * scale)), max(5, round(image.shape[0] * scale)))
    image = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return Counter(
        image=np.clip(image, 0, 255).astype(np.uint8),
        box=tuple(float(v * scale) for v in box),
        cells=[(a * scale, b * scale) for a, b in cells],
        digits=stand.digits(),
        decimals=decimals,
        fractions=stand.fractions(),
        kind="drum",
    )


def _drawn(rng: np.random.Generator, stand: wheels.Stand) -> tuple[list[np.ndarray], wheels.Stand]:
    """Wheels lettered with a typeface; some with hardly any contrast, as old ones have."""
    style = wheels.WheelStyle.any(rng)
    dark = rng.random() < 0.65
    ground = colours.grey(rng, 8, 80) if dark else colours.grey(rng, 130, 250, 18)
    contrast = rng.uniform(70, 190) if rng.random() < 0.7 else rng.uniform(35, 80)
    letters = np.clip(ground + contrast * (1 if dark else -1) + rng.uniform(-15, 15, 3), 0, 255).astype(np.float32)
    width = int(_H * rng.uniform(0.42, 0.95))
    relief = rng.uniform(10, 60) if rng.random() < 0.25 else 0.0
    faces = []
    for position, slip in zip(stand.positions, stand.slips, strict=True):
        mask = wheels.ink(style, position + slip, width, _H)
        if rng.random() < 0.15:
            mask = mask * _wear(rng, width)
        face = ground + (letters - ground) * mask[..., None]
        if relief:  # stamped digits: light on one edge, shadow on the other
            face += relief * (mask - np.roll(mask, (2, 2), (0, 1)))[..., None]
        faces.append(face * wheels.shade(style, _H) + rng.uniform(-8, 8))
    return faces, stand


def _photographed(rng: np.random.Generator, stand: wheels.Stand) -> tuple[list[np.ndarray], wheels.Stand]:
    """Real wheels, all of one meter; the stand becomes what they show."""
    bank = pick(rng, tiles.banks("drum"))
    found = [bank.nearest((p + slip) % 10) for p, slip in zip(stand.positions, stand.slips, strict=True)]
    images = [bank.wheel(rng, value) for value in found]
    width = int(np.clip(np.median([i.shape[1] for i in images]) * rng.uniform(0.75, 1.3), 26, 70))
    faces = [_without_red(cv2.resize(i, (width, _H), interpolation=cv2.INTER_AREA).astype(np.float32)) for i in images]
    k = rng.random()
    if k < 0.75:  # of one colour, one brightness and one contrast
        mean, spread = rng.uniform(40, 200), rng.uniform(0.5, 1.2)
        tint = rng.uniform(0.93, 1.07, 3)
        invert = rng.random() < 0.3
        faces = [f.mean(2, keepdims=True) * np.ones(3, np.float32) if k < 0.55 else f for f in faces]
        faces = [255 - f for f in faces] if invert else faces
        base = np.mean([f.mean() for f in faces])
        faces = [np.clip((f - (0.6 * f.mean() + 0.4 * base)) * spread + mean, 0, 255) * tint for f in faces]
    return faces, wheels.Stand([_shown(*wheel) for wheel in zip(stand.positions, stand.slips, found, strict=True)])


def _shown(position: float, slip: float, found: float) -> float:
    """The position that counts: the wheel's own, if there was a picture of it hanging like that."""
    return position if slip and abs(found - (position + slip) % 10) < 0.06 else found


def _grazed(rng: np.random.Generator, faces: list[np.ndarray]) -> list[np.ndarray]:
    """Wheels in a light that comes from above or below: of worn, stamped digits only some strokes catch it.

    The digits fade across a band that lies alike on all wheels, their edges leave a pale double, and the edge of each wheel shines.
    """
    at = np.linspace(0, 1, _H, dtype=np.float32)
    band = np.exp(-0.5 * ((at - rng.uniform(0.1, 0.9)) / rng.uniform(0.08, 0.25)) ** 2)
    strongest = max(1.0, max(float(np.ptp(np.percentile(face.mean(2), (3, 97)))) for face in faces))
    fade = max(rng.uniform(0.45, 1.0) if rng.random() < 0.5 else 1.0, min(1.0, _FAINTEST_INK / strongest))
    share = fade * (1 - rng.uniform(0.3, 0.9) * band)[:, None, None]
    shift, double = int(rng.integers(2, 9)) * (1 if rng.random() < 0.5 else -1), rng.uniform(0, 0.45) if rng.random() < 0.5 else 0.0
    shine = rng.uniform(20, 120) if rng.random() < 0.4 else 0.0
    row, thick = rng.uniform(0.05, 0.95) * _H, rng.uniform(0.6, 2.5)
    grazed = []
    for face in faces:
        ground = np.median(face.reshape(-1, 3), axis=0)
        ink = face - ground
        lit = ground + ink * share + double * np.roll(ink, shift, 0)
        if shine:
            width = face.shape[1]
            along = np.exp(-0.5 * ((np.linspace(0, 1, width) - rng.uniform(0.3, 0.7)) / rng.uniform(0.1, 0.35)) ** 2)
            across = np.exp(-0.5 * ((np.arange(_H) - row - rng.normal(0, 1)) / thick) ** 2)
            lit = lit + (shine * rng.uniform(0.3, 1) * across[:, None] * along)[..., None]
        grazed.append(np.clip(lit, 0, 255).astype(np.float32))
    return grazed


def _without_red(face: np.ndarray) -> np.ndarray:
    """Red wheels were decimals on their own meter; whether they are on this one is marked later."""
    redness = face[..., 0] - face[..., 1:].mean(2)
    return face.mean(2, keepdims=True) * np.ones(3, np.float32) if np.percentile(redness, 90) > 25 else face


def _layout(rng: np.random.Generator, count: int, decimals: int, wheel: int) -> _Layout:
    gap = int(pick(rng, [0, rng.integers(1, 6), rng.integers(1, 6), rng.integers(4, 16), rng.integers(10, 40)]))
    margin = [int(_H * pick(rng, [0.03, rng.uniform(0, 0.12), rng.uniform(0.05, 0.35)])) for _ in range(4)]
    if rng.random() < 0.12:
        margin[2] += int(_H * rng.uniform(0.3, 1.6))  # an empty place at the end of the window
    return _Layout(count, decimals, wheel, gap, tuple(margin))


def _plate_colour(rng: np.random.Generator, faces: list[np.ndarray]) -> np.ndarray:
    k = rng.random()
    if k < 0.35:  # as the wheels' ground
        return np.percentile(faces[0].reshape(-1, 3), pick(rng, [15, 50, 85]), axis=0).astype(np.float32)
    return colours.grey(rng, 0, 60) if k < 0.65 else colours.grey(rng, 120, 250, 18)


def _mark_decimals(rng: np.random.Generator, faces: list[np.ndarray], layout: _Layout) -> tuple[list[np.ndarray], bool]:
    """Red decimals in one of the usual ways; false when only a comma can tell them."""
    k = rng.random()
    if k > 0.87:
        return faces, False
    marked = list(faces)
    red = colours.near(rng, colours.RED)
    pale = rng.random()
    if pale < 0.4:  # faded, or washed out by the camera
        red = red + rng.uniform(0.2, 0.65) * (np.float32([165, 125, 120]) - red)
    elif pale < 0.6:  # hardly more than pink, and no darker than it has to be
        red = red + rng.uniform(0.4, 0.8) * (faces[0].max((0, 1)) - red)
    for i in range(layout.count - layout.decimals, layout.count):
        face = faces[i]
        grey = face.mean(2, keepdims=True)
        if grey.mean() > 120:
            if k < 0.35:  # a red ground, the digit as it was or white
                marked[i] = (red + 25) * (grey / 255)
            else:  # red digits
                marked[i] = grey + (red - grey) * np.clip((grey.max() - grey) / max(30.0, float(np.ptp(grey))), 0, 1)
        elif k < 0.6:  # white on red
            ground = red * rng.uniform(0.5, 1.0)
            low, high = np.percentile(grey, (5, 98))
            marked[i] = ground + (rng.uniform(170, 255) - ground) * np.clip((grey - low) / max(20.0, high - low), 0, 1)
        else:  # red on black
            marked[i] = np.clip(grey * np.float32([1.25, 0.45, 0.45]) + np.float32([12, 0, 0]), 0, 255)
    return marked, True


def _assemble(rng: np.random.Generator, faces: list[np.ndarray], layout: _Layout, plate: np.ndarray, marked: bool) -> tuple[np.ndarray, list[tuple[float, float]]]:
    left, top, right, bottom = layout.margin
    width = layout.count * layout.wheel + (layout.count - 1) * layout.gap
    image = np.empty((_H + top + bottom, width + left + right, 3), np.float32)
    image[:] = plate
    split = layout.count - layout.decimals
    red_zone = layout.decimals and rng.random() < 0.25
    if red_zone:
        image[:, left + split * (layout.wheel + layout.gap) - layout.gap // 2 :] = colours.near(rng, colours.RED)
    windows = layout.gap >= 8 and rng.random() < 0.6
    cells, x = [], left
    slip = rng.uniform(0, 3) if rng.random() < 0.3 else 0
    for face in faces:
        image[top : top + _H, x : x + layout.wheel] = np.roll(face, round(rng.uniform(-slip, slip)), 0)
        if windows:  # each wheel looks out of its own window, with a shadow
            cv2.rectangle(image, (x - 1, top - 1), (x + layout.wheel, top + _H), (plate * rng.uniform(0.4, 0.8)).tolist(), int(rng.integers(1, 4)))
            edge = int(rng.integers(2, 9))
            image[top : top + edge, x : x + layout.wheel] *= np.linspace(rng.uniform(0.4, 0.9), 1, edge, dtype=np.float32)[:, None, None]
        cells.append((float(x), float(x + layout.wheel)))
        x += layout.wheel + layout.gap
    if layout.decimals:
        at = left + split * (layout.wheel + layout.gap) - layout.gap / 2
        k = rng.random()
        colour = pick(rng, [np.float32([245, 245, 245]), np.float32([10, 10, 10]), colours.near(rng, colours.RED)]).tolist()
        if k < 0.35 or not marked:  # a comma
            cv2.ellipse(image, (round(at), top + _H - int(rng.integers(0, 10))), (int(rng.integers(2, 5)), int(rng.integers(3, 8))), 20, 0, 360, colour, -1, cv2.LINE_AA)
        elif k < 0.5:  # a line between them
            cv2.line(image, (round(at), top), (round(at), top + _H), colour, int(rng.integers(1, 5)))
    if rng.random() < 0.4:
        _scale(rng, image, cells[-1], top)
    return image, cells


def _scale(rng: np.random.Generator, image: np.ndarray, cell: tuple[float, float], top: int) -> None:
    """The marks at the edge of the last wheel, one or two columns of them, and the pointer beside them."""
    wheel = cell[1] - cell[0]
    broad = rng.random() < 0.4  # they take their place from the digit
    if broad:
        a, b = round(cell[0]), round(cell[1])
        image[top : top + _H, a:b] = np.roll(image[top : top + _H, a:b], -round(wheel * rng.uniform(0.05, 0.2)), 1)
    ink = pick(rng, [np.float32([230, 230, 230]), np.float32([20, 20, 20])]) if not broad else _ink_of(image[top : top + _H, round(cell[0]) : round(cell[1])])
    step, thick = rng.uniform(3, 9), int(rng.integers(1, 3))
    right = cell[1] - rng.uniform(1, 4)
    for _ in range(int(rng.integers(1, 3)) if broad else 1):
        long = rng.uniform(0.08, 0.16) * wheel if broad else rng.uniform(2, 8)
        for y in np.arange(top + rng.uniform(0, step), top + _H, step):
            cv2.line(image, (round(right - long), round(y)), (round(right), round(y)), ink.tolist(), thick, cv2.LINE_AA)
        right -= long + rng.uniform(2, 5)
    if rng.random() < 0.4:
        y, x = round(top + _H * rng.uniform(0.4, 0.6)), round(cell[1] + rng.uniform(1, 4))
        cv2.line(image, (x, y), (x + int(rng.integers(4, 14)), y), pick(rng, [ink, np.float32([235, 235, 235])]).tolist(), int(rng.integers(1, 4)), cv2.LINE_AA)


def _ink_of(wheel: np.ndarray) -> np.ndarray:
    """The colour of a wheel's digits: what is farthest from its ground."""
    colours_ = wheel.reshape(-1, 3)
    ground = np.median(colours_, axis=0)
    low, high = np.percentile(colours_, (3, 97), axis=0)
    return (high if np.abs(high - ground).sum() > np.abs(low - ground).sum() else low).astype(np.float32)


def _frame(rng: np.random.Generator, image: np.ndarray, layout: _Layout, plate: np.ndarray) -> None:
    left, top, right, bottom = layout.margin
    h, w = image.shape[:2]
    if rng.random() < 0.5:
        colour = pick(rng, [plate * 0.5, np.float32([15, 15, 15]), np.float32([235, 235, 235]), colours.near(rng, colours.RED)])
        cv2.rectangle(image, (0, 0), (w - 1, h - 1), colour.tolist(), int(rng.integers(1, 7)))
    if rng.random() < 0.35:  # the frame's shadow
        deep = int(_H * rng.uniform(0.08, 0.25))
        image[top : top + deep] *= np.linspace(rng.uniform(0.3, 0.8), 1, deep, dtype=np.float32)[:, None, None]
    if rng.random() < 0.25:  # thin separators
        colour = pick(rng, [np.float32([200, 200, 200]), np.float32([10, 10, 10])]).tolist()
        for i in range(1, layout.count):
            x = left + i * (layout.wheel + layout.gap) - layout.gap // 2
            cv2.line(image, (x, top), (x, top + _H), colour, 1, cv2.LINE_AA)
    if rng.random() < 0.15:  # dirt
        noise = cv2.resize(rng.random((4, 10), np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
        image *= (1 - rng.uniform(0.2, 0.6) * np.clip(noise - 0.4, 0, 1))[..., None]


def _wear(rng: np.random.Generator, width: int) -> np.ndarray:
    coarse = cv2.resize(rng.random((8, 5), np.float32), (width, _H), interpolation=cv2.INTER_LINEAR)
    return np.clip((coarse - rng.uniform(0.1, 0.35)) * 6, rng.uniform(0, 0.6), 1)
