"""Places where meters hang: streets, walls, cabinets, cellars with pipes, darkness."""

from collections.abc import Callable

import cv2
import numpy as np

from meter_reader.render import words
from meter_reader.render.paint import Colour, blend, chance, clouds, colour, flat, grain, natural, pick, shade, texture


def background(rng: np.random.Generator, width: int, height: int, place: str | None = None) -> np.ndarray:
    """A place without a meter. `place` is one of `PLACES`; mostly heeded, never always."""
    name = place if place in PLACES and chance(rng, 0.75) else pick(rng, tuple(PLACES))
    out_of_focus = chance(rng, 0.55)
    scale = pick(rng, (2, 2, 3)) if out_of_focus else 1
    image = PLACES[name](rng, -(-width // scale), -(-height // scale))
    for _ in range(pick(rng, (0, 0, 0, 1, 2))):
        _sign(rng, image)
    if chance(rng, 0.35):
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.5, 2.5))
    return cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR) if out_of_focus else image


def _wall(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    image = _plaster(rng, width, height, natural(rng, 70, 240))
    kind = rng.random()
    if kind < 0.3:
        _bricks(rng, image)
    elif kind < 0.5:
        _tiles(rng, image)
    elif kind < 0.65:
        _planks(rng, image)
    if chance(rng, 0.4):
        _pipes(rng, image, int(rng.integers(1, 3)))
    if chance(rng, 0.3):
        _cables(rng, image, int(rng.integers(1, 5)))
    if chance(rng, 0.3):
        _writing(rng, image)
    return image


def _cabinet(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A painted metal or plastic box: plain fields, edges, screws, a number by marker pen."""
    image = _plaster(rng, width, height, natural(rng, 120, 245), rough=0.03)
    for _ in range(int(rng.integers(1, 6))):
        level = chance(rng, 0.6)
        at = int(rng.uniform(0, height if level else width))
        thick = int(rng.uniform(1, 0.12 * height))
        light = shade(_tone(image), rng.uniform(0.5, 1.15))
        first, last = (
            ((0, at), (width, at + int(rng.normal(0, 0.03) * height)))
            if level
            else ((at, 0), (at + int(rng.normal(0, 0.03) * width), height))
        )
        cv2.line(image, first, last, light, thick, cv2.LINE_AA)
        if chance(rng, 0.6):
            cv2.line(image, first, last, shade(light, 0.6), max(1, thick // 6), cv2.LINE_AA)
    for _ in range(int(rng.integers(0, 5))):
        at = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
        radius = max(2, int(width * rng.uniform(0.005, 0.02)))
        cv2.circle(image, at, radius, shade(_tone(image), 0.55), -1, cv2.LINE_AA)
        cv2.line(image, (at[0] - radius, at[1]), (at[0] + radius, at[1]), (40, 40, 40), 1)
    if chance(rng, 0.25):
        _slats(rng, image)
    if chance(rng, 0.55):
        _writing(rng, image)
    if chance(rng, 0.35):
        _cables(rng, image, int(rng.integers(1, 6)))
    return image


def _street(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A street behind a pole: sky, houses, leaves, road, and the pole with its wires in front."""
    small_w, small_h = width // 2, height // 2
    image = flat(small_w, small_h, pick(rng, ((235, 240, 245), (200, 215, 235), (175, 185, 190), colour(rng, 60, 200, 20))))
    horizon = int(small_h * rng.uniform(0.3, 0.8))
    image[horizon:] = natural(rng, 60, 170)
    for _ in range(int(rng.integers(1, 9))):
        wide, high = small_w * rng.uniform(0.08, 0.4), small_h * rng.uniform(0.1, 0.5)
        x = rng.uniform(-0.1, 1) * small_w
        house = natural(rng, 40, 220)
        cv2.rectangle(image, (int(x), int(horizon - high)), (int(x + wide), horizon + int(small_h * 0.05)), house, -1)
        for _ in range(int(rng.integers(0, 4))):
            at_x, at_y = x + rng.uniform(0, 0.8) * wide, horizon - rng.uniform(0.2, 0.95) * high
            cv2.rectangle(
                image,
                (int(at_x), int(at_y)),
                (int(at_x + wide * 0.15), int(at_y + high * 0.15)),
                shade(house, rng.uniform(0.3, 1.4)),
                -1,
            )
    _leaves(rng, image, int(rng.integers(0, 5)))
    if chance(rng, 0.4):
        x = int(rng.uniform(0, small_w))
        cv2.fillPoly(
            image,
            [np.int32([(x, horizon), (x + 9, horizon), (x + rng.uniform(20, 220), small_h), (x - rng.uniform(20, 220), small_h)])],
            colour(rng, 90, 150, 6),
        )
    image = texture(image, clouds(rng, small_w, small_h, 60, 3), rng.uniform(0.05, 0.3))
    image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 3))
    image = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
    if chance(rng, 0.85):
        _pole(rng, image)
    if chance(rng, 0.7):
        _cables(rng, image, int(rng.integers(1, 7)))
    return image


def _pipework(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    image = _plaster(
        rng,
        width,
        height,
        pick(rng, (natural(rng, 20, 120), natural(rng, 90, 220), (100, 130, 115), (70, 85, 75), (190, 150, 110))),
    )
    if chance(rng, 0.3):
        _tiles(rng, image)
    _pipes(rng, image, int(rng.integers(1, 6)))
    if chance(rng, 0.4):
        _cables(rng, image, int(rng.integers(1, 4)))
    return image


def _cellar(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A dark hole with a few things that the torch just reaches."""
    image = _plaster(rng, width, height, natural(rng, 8, 70), rough=rng.uniform(0.05, 0.3))
    for _ in range(int(rng.integers(1, 7))):
        _lump(rng, image, colour(rng, 10, 110, 25))
    if chance(rng, 0.7):
        _pipes(rng, image, int(rng.integers(1, 4)))
    if chance(rng, 0.3):
        _leaves(rng, image, 2)
    return image


def _yard(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """Outdoors: earth, leaves, a wall, a bit of everything."""
    image = _plaster(rng, width, height, natural(rng, 60, 190), rough=rng.uniform(0.1, 0.35))
    if chance(rng, 0.4):
        _bricks(rng, image)
    for _ in range(int(rng.integers(0, 6))):
        _lump(rng, image, natural(rng, 20, 230))
    if chance(rng, 0.6):
        _leaves(rng, image, int(rng.integers(1, 5)))
    if chance(rng, 0.5):
        _pipes(rng, image, int(rng.integers(1, 3)))
    return image


def _dark(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    image = flat(width, height, colour(rng, 0, 30, 8))
    for _ in range(int(rng.integers(0, 5))):
        _lump(rng, image, colour(rng, 5, 60, 12))
    return image


def _clutter(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """Shapes without meaning, so that no place is learned by heart."""
    image = _plaster(rng, width, height, colour(rng, 10, 245, 30), rough=rng.uniform(0, 0.4))
    for _ in range(int(rng.integers(2, 14))):
        _lump(rng, image, colour(rng, 0, 255, pick(rng, (10, 25, 60))))
    return image


def _plaster(rng: np.random.Generator, width: int, height: int, base: Colour, rough: float | None = None) -> np.ndarray:
    image = flat(width, height, base)
    image = texture(image, clouds(rng, width, height, int(rng.integers(2, 7)), 3), rng.uniform(0.05, 0.35))
    rough = rng.uniform(0, 0.3) if rough is None else rough
    if rough > 0.02:
        image = texture(image, clouds(rng, width, height, int(rng.integers(40, 200))), rough)
    if chance(rng, 0.3):
        image = texture(image, grain(rng, width, height), rng.uniform(0.05, 0.5))
    return image


def _tone(image: np.ndarray) -> Colour:
    red, green, blue = image[::16, ::16].reshape(-1, 3).mean(0)
    return int(red), int(green), int(blue)


def _bricks(rng: np.random.Generator, image: np.ndarray) -> None:
    height, width = image.shape[:2]
    tall, mortar = int(rng.integers(12, 70)), shade(_tone(image), rng.uniform(0.6, 1.4))
    wide = int(tall * rng.uniform(1.8, 3.2))
    thick = max(1, tall // 10)
    for row, y in enumerate(range(0, height, tall)):
        cv2.line(image, (0, y), (width, y), mortar, thick)
        for x in range(-(row % 2) * wide // 2, width, wide):
            cv2.line(image, (x, y), (x, y + tall), mortar, thick)
            if chance(rng, 0.3):
                cv2.rectangle(
                    image,
                    (x + thick, y + thick),
                    (x + wide - thick, y + tall - thick),
                    shade(_tone(image), rng.uniform(0.75, 1.2)),
                    -1,
                )


def _tiles(rng: np.random.Generator, image: np.ndarray) -> None:
    height, width = image.shape[:2]
    side, joint = int(rng.integers(40, 200)), shade(_tone(image), rng.uniform(0.6, 1.25))
    for x in range(int(rng.integers(0, side)), width, side):
        cv2.line(image, (x, 0), (x, height), joint, max(1, side // 40), cv2.LINE_AA)
    for y in range(int(rng.integers(0, side)), height, side):
        cv2.line(image, (0, y), (width, y), joint, max(1, side // 40), cv2.LINE_AA)


def _planks(rng: np.random.Generator, image: np.ndarray) -> None:
    height, width = image.shape[:2]
    wide, across = int(rng.integers(25, 140)), chance(rng, 0.4)
    wood = pick(rng, ((130, 90, 55), (170, 130, 85), (95, 75, 60), (150, 150, 145)))
    for at in range(0, height if across else width, wide):
        board = shade(wood, rng.uniform(0.75, 1.2))
        first, last = ((0, at), (width, at + wide - 2)) if across else ((at, 0), (at + wide - 2, height))
        cv2.rectangle(image, first, last, board, -1)
    veins = clouds(rng, width, height, 90)
    veins = cv2.blur(veins, (31, 1) if across else (1, 31))
    image[:] = texture(image, veins, 0.6)


def _slats(rng: np.random.Generator, image: np.ndarray) -> None:
    height, width = image.shape[:2]
    left, wide, step = int(rng.uniform(-0.2, 0.7) * width), int(rng.uniform(0.2, 0.6) * width), int(rng.integers(8, 30))
    for y in range(0, height, step):
        cv2.line(image, (left, y), (left + wide, y), shade(_tone(image), 0.5), max(1, step // 3))


def _pipes(rng: np.random.Generator, image: np.ndarray, count: int) -> None:
    for _ in range(count):
        tube = pick(
            rng,
            (
                colour(rng, 20, 230, 15),
                (215, 215, 210),
                (150, 110, 70),
                (110, 75, 50),
                (90, 95, 100),
                (45, 90, 160),
                (170, 50, 45),
                (215, 170, 60),
            ),
        )
        first, last = _ends(rng, image)
        pipe(image, first, last, log_thickness(rng, image), tube)


def pipe(image: np.ndarray, first: tuple[int, int], last: tuple[int, int], thick: int, tube: Colour) -> None:
    """A tube with its light along the middle."""
    for share, light in ((1.0, 0.45), (0.8, 0.75), (0.5, 1.0), (0.2, 1.3)):
        cv2.line(image, first, last, shade(tube, light), max(1, int(thick * share)), cv2.LINE_AA)


def log_thickness(rng: np.random.Generator, image: np.ndarray) -> int:
    return max(3, int(image.shape[1] * 0.02 * 2 ** rng.uniform(0, 3.2)))


def _ends(rng: np.random.Generator, image: np.ndarray) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two points on the frame between which something goes: upright, level or across."""
    height, width = image.shape[:2]
    x, y, lean = int(rng.uniform(0, width)), int(rng.uniform(0, height)), int(rng.normal(0, 0.1) * width)
    kind = rng.random()
    if kind < 0.5:
        return (x, -20), (x + lean, height + 20)
    if kind < 0.85:
        return (-20, y), (width + 20, y + lean)
    return (x, -20), (int(rng.uniform(0, width)), height + 20)


def _cables(rng: np.random.Generator, image: np.ndarray, count: int) -> None:
    height, width = image.shape[:2]
    for _ in range(count):
        wire = pick(
            rng, ((20, 20, 22), (20, 20, 22), (225, 225, 225), (130, 135, 140), (200, 60, 50), (60, 90, 170), (210, 190, 70))
        )
        ends = np.array(_ends(rng, image), float)
        middle = ends.mean(0) + rng.normal(0, 0.2, 2) * (width, height)
        along = np.linspace(0, 1, 14)[:, None]
        curve = np.int32((1 - along) ** 2 * ends[0] + 2 * along * (1 - along) * middle + along**2 * ends[1])
        thick = max(1, int(width * rng.uniform(0.004, 0.03)))
        cv2.polylines(image, [curve], False, shade(wire, 0.6), thick, cv2.LINE_AA)
        cv2.polylines(image, [curve], False, shade(wire, 1.2, 10), max(1, thick // 3), cv2.LINE_AA)


def _pole(rng: np.random.Generator, image: np.ndarray) -> None:
    height, width = image.shape[:2]
    x, wide, lean = rng.uniform(-0.1, 0.7) * width, rng.uniform(0.2, 0.7) * width, rng.normal(0, 0.06) * width
    dark = colour(rng, 15, 110, 8)
    cv2.fillPoly(image, [np.int32([(x, 0), (x + wide, 0), (x + wide + lean, height), (x + lean, height)])], dark, cv2.LINE_AA)
    cv2.fillPoly(
        image,
        [np.int32([(x, 0), (x + wide * 0.2, 0), (x + wide * 0.2 + lean, height), (x + lean, height)])],
        shade(dark, rng.uniform(0.6, 1.4)),
        cv2.LINE_AA,
    )
    for _ in range(int(rng.integers(0, 3))):
        y = int(rng.uniform(0, height))
        cv2.line(image, (int(x), y), (int(x + wide), y + int(rng.normal(0, 4))), (210, 210, 210), max(2, height // 50))


def _leaves(rng: np.random.Generator, image: np.ndarray, bushes: int) -> None:
    height, width = image.shape[:2]
    for _ in range(bushes):
        centre = rng.uniform(0, 1, 2) * (width, height)
        green = pick(rng, ((60, 110, 40), (90, 140, 60), (40, 70, 35), (120, 130, 60), (110, 90, 60)))
        reach = rng.uniform(0.05, 0.25) * width
        for x, y in rng.normal(0, 1, (int(rng.integers(20, 90)), 2)) * reach + centre:
            size = int(reach * rng.uniform(0.06, 0.25)) + 1
            cv2.ellipse(
                image,
                (int(x), int(y)),
                (size, max(1, size // 2)),
                rng.uniform(0, 180),
                0,
                360,
                shade(green, rng.uniform(0.5, 1.6)),
                -1,
            )


def _lump(rng: np.random.Generator, image: np.ndarray, fill: Colour) -> None:
    height, width = image.shape[:2]
    at = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
    size = rng.uniform(0.04, 0.45, 2) * (width, height)
    if chance(rng, 0.5):
        cv2.ellipse(image, at, (int(size[0] / 2), int(size[1] / 2)), rng.uniform(0, 180), 0, 360, fill, -1, cv2.LINE_AA)
    else:
        upright = chance(rng, 0.6)
        corners = cv2.boxPoints((at, tuple(size), rng.normal(0, 6) if upright else rng.uniform(0, 90)))
        cv2.fillPoly(image, [np.int32(corners)], fill, cv2.LINE_AA)
        if chance(rng, 0.5):  # another side of the same thing
            side = corners + rng.normal(0, 0.06, 2) * width
            cv2.fillPoly(
                image, [np.int32([corners[0], corners[1], side[1], side[0]])], shade(fill, rng.uniform(0.5, 0.9)), cv2.LINE_AA
            )


def _sign(rng: np.random.Generator, image: np.ndarray) -> None:
    """Print on a wall, a poster or a parcel."""
    height, width = image.shape[:2]
    text = words.line(
        rng,
        pick(rng, ("print", "serial", "sticker", "sentence", "loops", "signs", "brand", "plate")),
        rng.uniform(0.015, 0.09) * height,
    )
    if chance(rng, 0.4):
        text = np.rot90(text, int(rng.integers(1, 4)))
    x, y = rng.uniform(-0.1, 0.9) * width, rng.uniform(0, 1) * height
    ground, ink = colour(rng, 0, 255, 40), colour(rng, 0, 255, 40)
    if chance(rng, 0.5):
        cv2.rectangle(image, (int(x - 3), int(y - 3)), (int(x + text.shape[1] + 3), int(y + text.shape[0] + 3)), ground, -1)
    blend(image, text, x, y, ink, rng.uniform(0.5, 1))


def _writing(rng: np.random.Generator, image: np.ndarray) -> None:
    """A number that somebody wrote on the wall beside the meter."""
    height, width = image.shape[:2]
    text = words.line(rng, "handwritten", rng.uniform(0.05, 0.2) * height)
    ink = pick(rng, ((20, 20, 25), (20, 20, 25), (40, 60, 150), (180, 40, 40), (150, 150, 155)))
    blend(image, text, rng.uniform(0, 0.8) * width, rng.uniform(0, 0.9) * height, ink, rng.uniform(0.5, 1))


PLACES: dict[str, Callable[[np.random.Generator, int, int], np.ndarray]] = {
    "wall": _wall,
    "cabinet": _cabinet,
    "street": _street,
    "pipes": _pipework,
    "cellar": _cellar,
    "yard": _yard,
    "dark": _dark,
    "clutter": _clutter,
}
