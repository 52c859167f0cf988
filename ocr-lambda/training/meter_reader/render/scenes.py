"""Whole photos of meters, drawn, with the truth about them."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from meter_reader.render import boxed_faces, lcd_faces, round_faces
from meter_reader.render.backgrounds import background
from meter_reader.render.camera import photograph
from meter_reader.render.counters import Counter, counter
from meter_reader.render.faces import Face
from meter_reader.render.obstacles import attachments, in_front
from meter_reader.render.others import other
from meter_reader.render.paint import chance, log_uniform, pick
from meter_reader.render.screens import on_screen

NARROWEST, WIDEST = 0.04, 0.85  # width of the counter, in parts of the frame's

_NONE, _SCREEN, _CUT, _NEIGHBOUR = 0.08, 0.06, 0.08, 0.1  # shares of the scenes
_LCD = 0.33
_FAINT = 14
_DRAWN_PX_MIN, _DRAWN_PX_MAX = 72, 640  # width of a counter on its face before the face is put in perspective
DrawFace = Callable[[np.random.Generator, Counter | None, int, int], Face]

_DRUM_FACES: tuple[tuple[DrawFace, float], ...] = (
    (round_faces.flat_meter, 0.28),
    (round_faces.brass_meter, 0.22),
    (boxed_faces.glass_case, 0.2),
    (boxed_faces.rail_meter, 0.1),
    (boxed_faces.gas_meter, 0.1),
    (boxed_faces.plain_plate, 0.1),
)
_LCD_FACES: tuple[tuple[DrawFace, float], ...] = ((lcd_faces.display_meter, 0.85), (boxed_faces.plain_plate, 0.15))


@dataclass
class Scene:
    """A photo of a meter, or of something else, and the truth about it.

    image: RGB, uint8.
    quad: 4 x 2, corners of the digits in reading order (top left, top right, bottom right, bottom left of the text), in px;
        they may lie outside of the image when the counter is cut off. None: no counter in sight.
    counter: what it shows; None with `quad`.
    screen: the photo is one of a screen.
    blur: the blur's sigma in parts of the height of the digits. Below 0.08 reads well, above 0.2 hardly.
    glare: share of the counter that a reflection has burnt out, 0 to 1.
    dark: 1 minus the light of the brightest twentieth of the counter, 0 to 1. Above 0.85 is too dark to read in noise.
    cut: a part of the counter is outside of the image or hidden.
    Without a counter the figures are those of the middle of the photo.
    """

    image: np.ndarray
    quad: np.ndarray | None
    counter: Counter | None
    screen: bool
    blur: float
    glare: float
    dark: float
    cut: bool


def scene(rng: np.random.Generator, width: int = 448, height: int = 448, nones: float = _NONE, screens: float = _SCREEN) -> Scene:
    """A photo at random, width x height px; `nones` and `screens` are the shares of photos without a counter and of photos of screens."""
    none = chance(rng, nones)
    if none and chance(rng, 0.35):
        return _nothing(rng, width, height, screens)
    cut = not none and chance(rng, _CUT)
    kind = "lcd" if chance(rng, _LCD) else "drum"
    span = width * _width(rng, kind, cut)
    shown = None if none else counter(rng, 64 if span < 350 else 104, kind)
    front, scale = _front(rng, shown, span)
    shown = front.counter or shown
    matrix = _pose(rng, front, span / scale, width, height, cut)
    image = background(rng, width, height, front.surroundings)
    attachments(rng, image, front, matrix)
    if chance(rng, _NEIGHBOUR):
        image = _neighbour(rng, image, front, matrix)
    image = _laid(rng, image, front, matrix)
    quad = None if front.box is None else cv2.perspectiveTransform(_corners(front.box)[None], matrix)[0]
    hidden = in_front(rng, image, front, matrix, quad)
    screen = chance(rng, screens)
    if screen:
        image, quad = on_screen(rng, image, quad)
    taken = photograph(rng, image, _middle(width, height) if quad is None else quad)
    if quad is not None and taken.contrast < _FAINT and chance(rng, 0.7):  # nobody would see a counter there
        taken = photograph(rng, image, quad)
    return Scene(taken.image, quad, shown, screen, taken.blur, taken.glare, taken.dark, hidden or _outside(quad, width, height))


def _width(rng: np.random.Generator, kind: str, cut: bool) -> float:
    """The counter's width in parts of the frame's: by its logarithm, the small ones less often, for they teach little.

    People go close to displays.
    """
    if cut:
        return rng.uniform(0.3, 1.2)
    if kind == "lcd" and chance(rng, 0.45):
        return rng.uniform(0.4, WIDEST)
    return log_uniform(rng, 0.16, WIDEST) if chance(rng, 0.75) else log_uniform(rng, NARROWEST, 0.25)


def _front(rng: np.random.Generator, shown: Counter | None, span: float) -> tuple[Face, float]:
    """A face whose counter is about as wide as it will be; and the counter's width on it in px."""
    drawn_px = min(_DRAWN_PX_MAX, max(_DRAWN_PX_MIN, span))
    if shown is None:
        fitting = None
        width, height = drawn_px, drawn_px * rng.uniform(0.14, 0.32)
        faces = _DRUM_FACES if chance(rng, 0.7) else _LCD_FACES
    else:
        fitting = _resized(shown, drawn_px / shown.box[2])
        _, _, width, height = fitting.box
        width = max(width, 0.85 * fitting.image.shape[1])
        faces = _DRUM_FACES if shown.kind == "drum" else _LCD_FACES
    draw = _weighted(rng, faces)
    front = draw(rng, fitting, int(width), int(height))
    return front, drawn_px


def _weighted(rng: np.random.Generator, options: tuple[tuple[DrawFace, float], ...]) -> DrawFace:
    at = rng.random() * sum(weight for _, weight in options)
    for option, weight in options:
        at -= weight
        if at < 0:
            return option
    return options[-1][0]


def _resized(shown: Counter, factor: float) -> Counter:
    size = (max(8, round(shown.image.shape[1] * factor)), max(5, round(shown.image.shape[0] * factor)))
    image = cv2.resize(shown.image, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    across, down = size[0] / shown.image.shape[1], size[1] / shown.image.shape[0]
    x, y, w, h = shown.box
    cells = [(left * across, right * across) for left, right in shown.cells]
    return Counter(
        image, (x * across, y * down, w * across, h * down), cells, shown.digits, shown.decimals, shown.fractions, shown.kind
    )


def _turn(rng: np.random.Generator) -> float:
    """How the meter is turned in the photo, in degrees: mostly upright, often by quarters, sometimes anyhow."""
    kind = rng.random()
    if kind < 0.5:
        return rng.normal(0, 8)
    if kind < 0.78:
        return pick(rng, (90, 180, 180, 270)) + rng.normal(0, 8)
    return rng.uniform(0, 360)


def _pose(rng: np.random.Generator, front: Face, scale: float, width: int, height: int, cut: bool) -> np.ndarray:
    """The matrix from the face to the photo: scaled, turned, seen from aside, its counter somewhere in the frame."""
    around = np.radians(_turn(rng))
    tilt = np.radians(rng.normal(0, pick(rng, (3, 12, 22)), 2)).clip(-0.9, 0.9)
    rotation = (
        cv2.Rodrigues(np.array((0, 0, around)))[0]
        @ cv2.Rodrigues(np.array((tilt[0], 0, 0)))[0]
        @ cv2.Rodrigues(np.array((0, tilt[1], 0)))[0]
    )
    far = max(width, height) * rng.uniform(1.3, 4)

    def project(points: np.ndarray) -> np.ndarray:
        flat = (points - front.centre) * scale
        solid = np.column_stack((flat, np.zeros(len(flat)))) @ rotation.T
        depth = np.maximum(0.25 * far, solid[:, 2] + far)
        return solid[:, :2] * (far / depth)[:, None]

    side = np.array(front.image.shape[1::-1], float)
    reach = 0.5 * (np.array(front.box[2:]) if front.box else side * 0.5)
    middle = np.array(front.centre)
    inner = project(middle + np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * reach)
    extent = np.abs(inner).max(0)
    shrink = min(1.0, *((0.9 if cut else 0.47) * np.array((width, height)) / extent))
    at = _position(rng, extent * shrink, width, height, cut)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * reach
    return cv2.getPerspectiveTransform(np.float32(middle + corners), np.float32(inner * shrink + at))


def _position(rng: np.random.Generator, extent: np.ndarray, width: int, height: int, cut: bool) -> np.ndarray:
    """Where the counter's centre lies: anywhere it is whole, mostly in the middle; or across the frame's edge."""
    frame = np.array((width, height), float)
    if cut:
        side = int(rng.integers(0, 2))
        at = rng.uniform(np.minimum(extent, frame / 2), np.maximum(frame - extent, frame / 2))
        over = extent[side] * rng.uniform(-0.5, 0.85)
        at[side] = over if chance(rng, 0.5) else frame[side] - over
        return at
    if chance(rng, 0.45):
        return rng.uniform(extent, frame - extent)
    return np.clip(rng.normal(0.5, 0.13, 2) * frame, extent, frame - extent)


def _neighbour(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> np.ndarray:
    """The scene with a second meter beside, as large as the first; its own counter is out of sight."""
    draw = _weighted(rng, _DRUM_FACES if front.round or chance(rng, 0.7) else _LCD_FACES)
    height, width = front.image.shape[:2]
    size = width * rng.uniform(0.35, 0.6)
    beside = draw(rng, None, int(size), int(size * rng.uniform(0.15, 0.3)))
    away = np.array(pick(rng, ((-1.05, 0.0), (1.05, 0.0), (0.0, -1.05), (0.0, 1.05)))) * (
        beside.image.shape[1],
        beside.image.shape[0],
    )
    gap = np.array((width / 2, height / 2)) + away * rng.uniform(1, 1.3) - (beside.image.shape[1] / 2, beside.image.shape[0] / 2)
    return _laid(rng, image, beside, matrix @ np.array([(1, 0, gap[0]), (0, 1, gap[1]), (0, 0, 1)]))


def _laid(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> np.ndarray:
    """The scene with the face in it, and the shadow the face throws."""
    face, alpha, matrix = _thinned(front.image, front.alpha, front.centre, matrix)
    if chance(rng, 0.5):
        image = _shaded(rng, image, alpha, matrix)
    left, top, right, bottom = _bounds(alpha, matrix, image)
    moved, size = np.array([(1, 0, -left), (0, 1, -top), (0, 0, 1.0)]) @ matrix, (right - left, bottom - top)
    warped = cv2.warpPerspective(face, moved, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    share = cv2.warpPerspective(alpha, moved, size, flags=cv2.INTER_LINEAR).astype(np.float32) * (1 / 255)
    under = np.ascontiguousarray(image[top:bottom, left:right])
    image[top:bottom, left:right] = cv2.blendLinear(warped, under, share, 1 - share)
    return image


def _shaded(rng: np.random.Generator, image: np.ndarray, alpha: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """The scene with the shadow that the face throws on what is behind it."""
    height, width = image.shape[:2]
    shift = rng.normal(0, 0.004, 2) * width
    moved = np.array([(0.25, 0, shift[0]), (0, 0.25, shift[1]), (0, 0, 1)]) @ matrix
    small = cv2.blur(cv2.warpPerspective(alpha, moved, (width // 4, height // 4), flags=cv2.INTER_LINEAR), (7, 7))
    gain = cv2.resize(1 - rng.uniform(0.2, 0.75) * small.astype(np.float32) / 255, (width, height))
    return cv2.multiply(image, cv2.merge((gain, gain, gain)), dtype=cv2.CV_8U)


def _bounds(alpha: np.ndarray, matrix: np.ndarray, image: np.ndarray) -> tuple[int, int, int, int]:
    """The part of the photo that the face may touch: left, top, right, bottom."""
    height, width = image.shape[:2]
    corners = np.column_stack((_corners((0, 0, alpha.shape[1], alpha.shape[0])), np.ones(4))) @ matrix.T
    if corners[:, 2].min() <= 0.05 * corners[:, 2].max():  # the plane runs past the camera
        return 0, 0, width, height
    points = corners[:, :2] / corners[:, 2:]
    left, top = np.clip(np.floor(points.min(0)), 0, (width - 1, height - 1)).astype(int).tolist()
    right, bottom = np.clip(np.ceil(points.max(0)), (left + 1, top + 1), (width, height)).astype(int).tolist()
    return left, top, right, bottom


def _thinned(
    face: np.ndarray, alpha: np.ndarray, centre: tuple[float, float], matrix: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The face with as many pixels as the photo will show, or thin lines would flicker."""
    here, right, down = cv2.perspectiveTransform(
        np.float32([centre, np.add(centre, (1, 0)), np.add(centre, (0, 1))])[None], matrix
    )[0]
    factor = math.sqrt(abs(float(np.linalg.det(np.stack((right - here, down - here))))))
    if factor > 0.7:
        return face, alpha, matrix
    factor = max(factor * 1.15, 8 / min(face.shape[:2]))
    size = (round(face.shape[1] * factor), round(face.shape[0] * factor))
    shrunk = np.diag((face.shape[1] / size[0], face.shape[0] / size[1], 1.0))
    return (
        cv2.resize(face, size, interpolation=cv2.INTER_AREA),
        cv2.resize(alpha, size, interpolation=cv2.INTER_AREA),
        matrix @ shrunk,
    )


def _nothing(rng: np.random.Generator, width: int, height: int, screens: float) -> Scene:
    """A photo of something that is no meter at all."""
    image = other(rng, width, height)
    screen = chance(rng, screens)
    if screen:
        image, _ = on_screen(rng, image, None)
    taken = photograph(rng, image, _middle(width, height))
    return Scene(taken.image, None, None, screen, taken.blur, taken.glare, taken.dark, False)


def _corners(box: tuple[float, float, float, float]) -> np.ndarray:
    x, y, w, h = box
    return np.float32([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])


def _middle(width: int, height: int) -> np.ndarray:
    return _corners((width * 0.3, height * 0.46, width * 0.4, height * 0.08))


def _outside(quad: np.ndarray | None, width: int, height: int) -> bool:
    if quad is None:
        return False
    slack = 0.15 * min(np.hypot(*(quad[0] - quad[3])), np.hypot(*(quad[0] - quad[1])))
    return bool((quad < -slack).any() or (quad > np.array((width, height)) + slack).any())
