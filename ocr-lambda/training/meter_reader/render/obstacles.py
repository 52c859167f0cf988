"""What is fixed to a meter or gets between it and the camera: pipes, lids, valves, bars, fingers."""

import cv2
import numpy as np

from meter_reader.render.backgrounds import pipe
from meter_reader.render.faces import Face
from meter_reader.render.paint import Colour, chance, colour, pick, shade

_BRASS: tuple[Colour, ...] = ((150, 115, 65), (120, 90, 55), (170, 160, 140), (60, 55, 50), (190, 150, 90), (200, 200, 195))


def attachments(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> None:
    """Draws what lies behind the face: the pipe it sits in, its nuts, the side of its body."""
    height, width = front.image.shape[:2]
    if front.round:
        if chance(rng, 0.75):
            _fittings(rng, image, front, matrix)
        if chance(rng, 0.5):
            _body(rng, image, front, matrix)
    elif chance(rng, 0.25):
        shift = rng.normal(0, 0.05, 2) * width
        _polygon(image, matrix, np.array([(0, 0), (width, 0), (width, height), (0, height)]) + shift, colour(rng, 30, 220, 15))


def in_front(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray, quad: np.ndarray | None) -> bool:
    """Draws what stands before the face; says whether it hides a good part of the counter."""
    drawings = []
    if front.round and chance(rng, 0.3):
        drawings.append(_lid)
    if chance(rng, 0.1):
        drawings.append(_valve)
    if chance(rng, 0.12):
        drawings.append(_wire)
    if chance(rng, 0.06):
        drawings.append(_hand)
    hidden = False
    for draw in drawings:
        layer = image.copy()
        draw(rng, layer, front, matrix)
        covered = 0.0 if quad is None else _covered(image, layer, quad)
        if covered < 0.03:
            image[:] = layer
        elif covered > 0.2 and chance(rng, 0.05):
            image[:] = layer
            hidden = True
    if chance(rng, 0.025):
        _grid(rng, image)
    return hidden


def _at(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    moved = cv2.perspectiveTransform(np.float32(points).reshape(1, -1, 2), matrix)[0]
    return np.clip(moved, -3000, 3000).astype(np.int32)


def _polygon(image: np.ndarray, matrix: np.ndarray, points: np.ndarray, fill: Colour) -> None:
    cv2.fillPoly(image, [_at(matrix, points)], fill, cv2.LINE_AA)


def _scale(matrix: np.ndarray, front: Face) -> float:
    """Pixels of the photo per pixel of the face, at the counter."""
    first, last = _at(matrix, np.array([front.centre, (front.centre[0] + 100, front.centre[1])]))
    return max(0.02, float(np.hypot(*(last - first))) / 100)


def _fittings(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> None:
    side = front.image.shape[1]
    metal = pick(rng, _BRASS)
    turn = pick(rng, (0.0, np.pi / 2)) + rng.normal(0, 0.05)
    way = np.array((np.cos(turn), np.sin(turn)))
    across = np.array((-way[1], way[0]))
    middle = np.array((side / 2, side / 2))
    scale = _scale(matrix, front)
    thick = side * rng.uniform(0.14, 0.32)
    first, last = _at(matrix, np.array([middle - way * side * 12, middle + way * side * 12]))
    pipe(
        image,
        tuple(first.tolist()),
        tuple(last.tolist()),
        max(2, int(thick * scale)),
        pick(rng, (metal, (215, 215, 210), (110, 80, 55), colour(rng, 30, 200, 15))),
    )
    for sign in (-1, 1):
        reach = side * rng.uniform(0.5, 0.65)
        for _ in range(int(rng.integers(1, 3))):
            long, wide = side * rng.uniform(0.08, 0.22), thick * rng.uniform(0.6, 0.9)
            near, far = middle + sign * way * reach, middle + sign * way * (reach + long)
            for share, light in ((1.0, 0.6), (0.7, 0.9), (0.25, 1.35)):
                _polygon(
                    image,
                    matrix,
                    np.array(
                        [
                            near + across * wide * share,
                            far + across * wide * share,
                            far - across * wide * share,
                            near - across * wide * share,
                        ]
                    ),
                    shade(metal, light),
                )
            reach += long * rng.uniform(1, 1.6)


def _body(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> None:
    """The round side of the meter, seen when the camera stands aside."""
    side = front.image.shape[1]
    paint = pick(rng, (*_BRASS, (190, 50, 45), (50, 85, 165), (210, 210, 210), (50, 70, 120)))
    turns = np.linspace(0, 2 * np.pi, 40)
    ring = np.stack((np.cos(turns), np.sin(turns)), 1) * side * rng.uniform(0.5, 0.54)
    shift = rng.normal(0, 0.05, 2) * side
    for step in (1.0, 0.7, 0.4):
        _polygon(image, matrix, ring + side / 2 + shift * step, shade(paint, 1.15 - 0.6 * step))


def _lid(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> None:
    """The open lid of a water meter on its hinge, sometimes with a label inside."""
    side = front.image.shape[1]
    turn = rng.uniform(0, 2 * np.pi)
    paint = pick(rng, ((30, 45, 70), (30, 45, 70), (40, 150, 75), (30, 60, 150), (25, 25, 28), (170, 140, 80), (150, 150, 145)))
    way = np.array((np.cos(turn), np.sin(turn)))
    across = np.array((-way[1], way[0]))
    middle = np.array((side / 2, side / 2)) + way * side * rng.uniform(0.82, 1.0)
    turns = np.linspace(0, 2 * np.pi, 40)
    squeeze = rng.uniform(0.35, 1)
    ring = (np.cos(turns)[:, None] * way * squeeze + np.sin(turns)[:, None] * across) * side * rng.uniform(0.4, 0.5)
    hinge = np.array((side / 2, side / 2)) + way * side * 0.44
    half = side * rng.uniform(0.06, 0.14)
    _polygon(
        image,
        matrix,
        np.array([hinge - across * half, hinge + across * half, middle + across * half, middle - across * half]),
        shade(paint, 0.7),
    )
    _polygon(image, matrix, ring + middle, shade(paint, 0.75))
    _polygon(image, matrix, ring * 0.94 + middle, paint)
    if chance(rng, 0.5):
        label = pick(rng, ((235, 215, 60), (70, 170, 60), (230, 230, 225)))
        half_w, half_h = side * rng.uniform(0.15, 0.28), side * rng.uniform(0.08, 0.16) * squeeze
        sign = (
            np.array(
                [
                    across * -half_w + way * half_h,
                    across * half_w + way * half_h,
                    across * half_w - way * half_h,
                    across * -half_w - way * half_h,
                ]
            )
            + middle
        )
        _polygon(image, matrix, sign, label)
        for row in np.linspace(-0.6, 0.6, 4):
            first, last = _at(
                matrix,
                np.array(
                    [
                        middle - across * half_w * 0.8 + way * half_h * row,
                        middle + across * half_w * rng.uniform(0.2, 0.8) + way * half_h * row,
                    ]
                ),
            )
            cv2.line(
                image, first.tolist(), last.tolist(), (40, 40, 40), max(1, int(half_h * 0.2 * _scale(matrix, front))), cv2.LINE_AA
            )


def _valve(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> None:
    """The hand wheel or the lever of a valve."""
    side = front.image.shape[1]
    turn = rng.uniform(0, 2 * np.pi)
    at = np.array((side / 2, front.image.shape[0] / 2)) + np.array((np.cos(turn), np.sin(turn))) * side * rng.uniform(0.55, 0.95)
    centre = tuple(_at(matrix, at[None])[0].tolist())
    radius = max(4, int(side * rng.uniform(0.15, 0.35) * _scale(matrix, front)))
    paint = pick(rng, ((200, 35, 45), (200, 35, 45), (40, 80, 170), (40, 130, 70), (235, 190, 40), (30, 30, 32)))
    if chance(rng, 0.6):
        lobes = int(rng.integers(5, 9))
        for lobe in range(lobes):
            angle = lobe * 2 * np.pi / lobes + turn
            knob = (int(centre[0] + 0.85 * radius * np.cos(angle)), int(centre[1] + 0.7 * radius * np.sin(angle)))
            cv2.line(image, centre, knob, shade(paint, 0.8), max(1, radius // 5), cv2.LINE_AA)
            cv2.circle(image, knob, max(1, radius // 3), shade(paint, rng.uniform(0.7, 1.2)), -1, cv2.LINE_AA)
            cv2.circle(
                image,
                (knob[0] - radius // 10, knob[1] - radius // 10),
                max(1, radius // 10),
                shade(paint, 1.5, 40),
                -1,
                cv2.LINE_AA,
            )
        cv2.circle(image, centre, max(1, radius // 4), (110, 110, 105), -1, cv2.LINE_AA)
    else:
        tip = (int(centre[0] + 2.2 * radius * np.cos(turn + 1.4)), int(centre[1] + 2.2 * radius * np.sin(turn + 1.4)))
        pipe(image, centre, tip, max(2, radius // 2), paint)
        cv2.circle(image, centre, max(1, radius // 2), (120, 115, 105), -1, cv2.LINE_AA)


def _wire(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> None:
    """A seal's wire, a cable or a rope across the meter."""
    height, width = front.image.shape[:2]
    points = rng.uniform(-0.5, 1.5, (3, 2)) * (width, height)
    along = np.linspace(0, 1, 16)[:, None]
    curve = (1 - along) ** 2 * points[0] + 2 * along * (1 - along) * points[1] + along**2 * points[2]
    thick = max(1, int(width * rng.uniform(0.006, 0.05) * _scale(matrix, front)))
    wire = pick(rng, ((25, 25, 28), (190, 190, 190), (200, 50, 45), (120, 85, 60), (50, 80, 160)))
    cv2.polylines(image, [_at(matrix, curve)], False, wire, thick, cv2.LINE_AA)


def _hand(rng: np.random.Generator, image: np.ndarray, front: Face, matrix: np.ndarray) -> None:
    """Fingers that hold a lid, a lamp or a leaf out of the way; they come from the frame's edge, wherever the meter is."""
    del front, matrix
    height, width = image.shape[:2]
    skin = pick(rng, ((225, 180, 150), (200, 150, 120), (160, 110, 80), (110, 75, 55), (235, 195, 175)))
    root = np.array(pick(rng, ((0.0, rng.uniform(0, 1)), (1.0, rng.uniform(0, 1)), (rng.uniform(0, 1), 1.0)))) * (width, height)
    towards = np.array((width / 2, height / 2)) - root
    towards /= np.hypot(*towards)
    across = np.array((-towards[1], towards[0]))
    thick = int(width * rng.uniform(0.06, 0.14))
    for finger in range(int(rng.integers(1, 5))):
        start = root + across * finger * thick * 0.95 - towards * thick
        tip = start + towards * width * rng.uniform(0.15, 0.4) + across * rng.normal(0, 10)
        first, last = tuple(start.astype(int).tolist()), tuple(tip.astype(int).tolist())
        for share, light in ((1.0, 0.75), (0.8, 0.92), (0.5, 1.03)):
            cv2.line(image, first, last, shade(skin, light), max(1, int(thick * share)), cv2.LINE_AA)
        nail = (tip + towards * thick * 0.1).astype(int).tolist()
        cv2.circle(image, nail, max(1, thick // 4), shade(skin, 1.1, 15), -1, cv2.LINE_AA)


def _grid(rng: np.random.Generator, image: np.ndarray) -> None:
    """A fence before the meter; it crosses the counter too, which can be read between the wires."""
    height, width = image.shape[:2]
    step, wire = int(width * rng.uniform(0.06, 0.2)), colour(rng, 40, 200, 15)
    thick = max(1, int(step * rng.uniform(0.06, 0.14)))
    lean = rng.uniform(-0.3, 0.3)
    for at in range(-width, 2 * width, step):
        bend = [(int(at + lean * y + step * 0.06 * np.sin(y / step * 3)), y) for y in range(0, height + step, max(4, step // 3))]
        cv2.polylines(image, [np.int32(bend)], False, wire, thick, cv2.LINE_AA)
        if chance(rng, 0.97):
            cv2.line(image, (0, at), (width, int(at - lean * width)), shade(wire, 0.8), thick, cv2.LINE_AA)


def _covered(before: np.ndarray, after: np.ndarray, quad: np.ndarray) -> float:
    """The share of the counter's pixels that changed."""
    height, width = before.shape[:2]
    left, top = np.clip(np.floor(quad.min(0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(quad.max(0)).astype(int), 1, (width, height))
    if right <= left or bottom <= top:
        return 0.0
    inside = np.zeros((bottom - top, right - left), np.uint8)
    cv2.fillPoly(inside, [np.int32(quad - (left, top))], 1)
    changed = (before[top:bottom, left:right] != after[top:bottom, left:right]).any(2)
    return float(changed[inside > 0].mean()) if inside.any() else 0.0
