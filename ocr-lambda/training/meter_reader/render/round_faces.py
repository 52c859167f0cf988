"""Round water meters: plastic ones for flats with coloured rings, brass ones with a lid."""

import math

import cv2
import numpy as np

from meter_reader.render import words
from meter_reader.render.apart import apart
from meter_reader.render.counters import Counter
from meter_reader.render.faces import Board, Face, dial, fill_gap, place, star, stickers
from meter_reader.render.paint import Colour, blend, chance, colour, pick, shade

_RINGS: tuple[Colour, ...] = (
    (196, 52, 48),
    (196, 52, 48),
    (40, 80, 170),
    (40, 80, 170),
    (60, 60, 64),
    (150, 150, 150),
    (215, 215, 215),
    (225, 150, 140),
)
_BRASS: tuple[Colour, ...] = (
    (176, 134, 70),
    (150, 112, 58),
    (198, 160, 96),
    (120, 92, 60),
    (120, 118, 112),
    (70, 66, 62),
    (190, 175, 60),
)


def flat_meter(rng: np.random.Generator, counter: Counter | None, width: int, height: int) -> Face:
    """A water meter of a flat: white paper under a plastic dome, printed in black, red and blue."""
    share = rng.uniform(0.46, 0.86)
    board = _disc_board(width, share, colour(rng, 185, 250, 10))
    ring = pick(rng, _RINGS)
    radius = board.width / 2
    paper = _rim(rng, board, ring, rng.uniform(0.03, 0.16), glossy=False)
    ink = pick(rng, (board.ink, board.ink, ring if sum(ring) < 450 else board.ink))
    y = radius * rng.choice((rng.uniform(0.45, 0.85), rng.uniform(0.45, 1.35)))
    if counter and chance(rng, 0.3):
        counter = apart(rng, counter, board.ground)
    box = _counter(rng, board, counter, width, height, y)
    _band(rng, board, paper, pick(rng, ((40, 90, 190), (200, 45, 45), (200, 45, 45), (60, 60, 60))), 0.4)
    _header(rng, board, paper, ink, height, "cyrillic")
    _works(rng, board, paper, dials=int(rng.integers(0, 3)), scale=1.0)
    _prints(rng, board, paper, height, ("rating", "rating", "cyrillic", "serial", "unit", "print"), ink, int(rng.integers(3, 12)))
    if chance(rng, 0.45):
        board.barcode(
            rng,
            radius + rng.uniform(-0.6, 0.1) * paper,
            radius + rng.uniform(-0.7, 0.5) * paper,
            paper * rng.uniform(0.25, 0.5),
            paper * rng.uniform(0.1, 0.25),
        )
    if chance(rng, 0.4):
        cv2.circle(
            board.image,
            (int(radius), int(radius)),
            int(paper * rng.uniform(0.88, 0.97)),
            shade(ring, 1.1, 20),
            max(1, int(paper * 0.012)),
            cv2.LINE_AA,
        )
    return _finish(rng, board, counter, box, height, y, paper, "pipes")


def brass_meter(rng: np.random.Generator, counter: Counter | None, width: int, height: int) -> Face:
    """A water meter of a house: a brass or iron rim around grey paper with small red dials below the counter."""
    share = rng.uniform(0.32, 0.68)
    board = _disc_board(
        width, share, pick(rng, (colour(rng, 150, 230, 10), (196, 206, 190), (170, 190, 170), (205, 205, 200), (170, 150, 110)))
    )
    paper = _rim(rng, board, pick(rng, _BRASS), rng.uniform(0.1, 0.34), glossy=True)
    radius = board.width / 2
    y = radius - paper * rng.uniform(0.15, 0.6)
    if counter and chance(rng, 0.1):
        counter = apart(rng, counter, board.ground)
    box = _counter(rng, board, counter, width, height, y)
    if chance(rng, 0.7):
        board.write(
            rng,
            "signs",
            radius,
            y - height * rng.uniform(1.5, 2.2),
            height * rng.uniform(0.4, 0.7),
            centred=True,
            width=paper * 1.1,
        )
    if chance(rng, 0.6):
        board.write(
            rng,
            "serial",
            radius,
            y + height * rng.uniform(0.9, 1.4),
            height * rng.uniform(0.5, 0.9),
            shade(board.ground, 0.65),
            True,
            width=paper * 1.2,
        )
    if chance(rng, 0.85):
        _arc_of_dials(rng, board, paper)
    if chance(rng, 0.6):
        _seal(rng, board, paper)
    star(
        rng,
        board,
        radius - paper * rng.uniform(-0.2, 0.5),
        radius + paper * rng.uniform(-0.05, 0.4),
        paper * rng.uniform(0.07, 0.14),
    )
    _prints(rng, board, paper, height * 0.8, ("rating", "rating", "signs", "unit", "serial"), board.ink, int(rng.integers(2, 8)))
    return _finish(rng, board, counter, box, height, y, paper, "cellar")


def _disc_board(width: int, share: float, ground: Colour) -> Board:
    side = int(width / share)
    board = Board(side, side, ground)
    cv2.circle(board.alpha, (side // 2, side // 2), side // 2 - 1, 255, -1, cv2.LINE_AA)
    return board


def _rim(rng: np.random.Generator, board: Board, metal: Colour, share: float, glossy: bool) -> float:
    """Draws the ring and the edge of the glass; the radius of the paper inside."""
    side = board.width
    centre, radius = (side // 2, side // 2), side / 2
    paper = radius * (1 - share)
    steps = 7 if glossy else 3
    for step in range(steps):
        light = 0.75 + 0.4 * math.sin(step * rng.uniform(0.8, 2.2)) + rng.uniform(-0.15, 0.15)
        cv2.circle(board.image, centre, int(radius - (radius - paper) * step / steps), shade(metal, light), -1, cv2.LINE_AA)
    if glossy and chance(rng, 0.5):
        turn = int(rng.integers(0, 360))
        cv2.ellipse(
            board.image,
            centre,
            (int(radius * 0.94 - 1), int(radius * 0.94 - 1)),
            turn,
            0,
            int(rng.integers(20, 90)),
            shade(metal, 1.5, 30),
            max(1, int(radius * 0.03)),
            cv2.LINE_AA,
        )
    if glossy and chance(rng, 0.3) and share > 0.15:
        _stamped(rng, board, (radius + paper) / 2, (radius - paper) * 0.45, shade(metal, 0.6))
    edge = pick(rng, ((40, 40, 42), (200, 200, 200), (25, 35, 60), shade(board.ground, 0.7)))
    cv2.circle(board.image, centre, int(paper + 1), edge, -1, cv2.LINE_AA)
    paper *= rng.uniform(0.92, 0.98)
    cv2.circle(board.image, centre, int(paper), board.ground, -1, cv2.LINE_AA)
    return paper


def _stamped(rng: np.random.Generator, board: Board, reach: float, size: float, ink: Colour) -> None:
    """A number struck into the metal, along the ring."""
    start = rng.uniform(0, 6.28)
    for place_, number in enumerate(rng.integers(0, 10, int(rng.integers(4, 8)))):
        turn = start + place_ * size / reach
        at = (int(board.width / 2 + reach * math.cos(turn)), int(board.width / 2 + reach * math.sin(turn)))
        cv2.putText(board.image, str(number), at, 0, size / 30, ink, max(1, int(size / 12)), cv2.LINE_AA)


def _counter(
    rng: np.random.Generator, board: Board, counter: Counter | None, width: int, height: int, y: float
) -> tuple[float, float, float, float] | None:
    centre = board.width / 2
    if counter is None:
        fill_gap(rng, board, centre - width / 2, y - height / 2, width, height)
        return None
    left, top, w, h = counter.box
    x = centre - left - w / 2 + rng.normal(0, 0.03) * w
    box = place(board, counter, x, y - top - h / 2)
    if chance(rng, 0.75):
        size = h * rng.uniform(0.4, 1.1)
        beyond = counter.image.shape[1] - left - w
        board.write(
            rng,
            "unit",
            box[0] + w + beyond + 0.15 * h,
            y - size / 2,
            size,
            width=max(4, centre + board.width * 0.42 - box[0] - w - beyond),
        )
    if chance(rng, 0.4):
        board.write(
            rng, pick(rng, ("unit", "rating")), box[0] - left - h * rng.uniform(0.7, 1.2), y - h * 0.35, h * 0.7, width=h * 0.6
        )
    return box


def _header(rng: np.random.Generator, board: Board, paper: float, ink: Colour, height: float, script: str) -> None:
    centre = board.width / 2
    y = centre - paper * rng.uniform(0.6, 0.88)
    for _ in range(int(rng.integers(1, 4))):
        size = height * rng.uniform(0.35, 1.1)
        kind = pick(rng, (script, script, "brand", "serial", "sentence", "plate"))
        reach = math.sqrt(max(0.0, paper**2 - (centre - y) ** 2)) * 1.7
        board.write(rng, kind, centre, y, size, pick(rng, (ink, board.ink, (190, 45, 45))), True, width=reach)
        y += size * 1.3


def _band(rng: np.random.Generator, board: Board, paper: float, fill: Colour, share: float) -> None:
    """A coloured bar or slanted stripes printed on the paper."""
    if not chance(rng, share):
        return
    centre = board.width / 2
    mask = np.zeros_like(board.alpha)
    if chance(rng, 0.5):
        x, thick = centre + rng.uniform(-0.3, 0.3) * paper, paper * rng.uniform(0.06, 0.2)
        cv2.rectangle(mask, (int(x - thick), int(centre)), (int(x + thick), int(centre + paper)), 255, -1)
    else:
        slant = rng.uniform(-0.6, 0.6) * paper
        for stripe in range(int(rng.integers(1, 5))):
            x = centre - paper * 0.7 + stripe * paper * 0.28
            cv2.line(
                mask,
                (int(x), int(centre + paper)),
                (int(x + slant), int(centre - paper * rng.uniform(-0.2, 0.6))),
                255,
                max(1, int(paper * 0.11)),
                cv2.LINE_AA,
            )
    cv2.bitwise_and(mask, _disc(board, paper * 0.97), mask)
    for left, top, right, bottom in board.taken:
        mask[max(0, int(top)) : int(bottom) + 1, max(0, int(left)) : int(right) + 1] = 0
    blend(board.image, mask, 0, 0, fill, rng.uniform(0.6, 1))


def _disc(board: Board, radius: float) -> np.ndarray:
    mask = np.zeros_like(board.alpha)
    cv2.circle(mask, (board.width // 2, board.height // 2), int(radius), 255, -1)
    return mask


def _works(rng: np.random.Generator, board: Board, paper: float, dials: int, scale: float) -> None:
    centre = board.width / 2
    star(rng, board, centre + rng.normal(0, 0.06) * paper, centre + rng.normal(0.08, 0.08) * paper, paper * rng.uniform(0.1, 0.18))
    for _ in range(dials):
        turn, reach = rng.uniform(-0.7, 3.6), paper * rng.uniform(0.45, 0.62)
        dial(rng, board, centre + reach * math.cos(turn), centre + reach * math.sin(turn), scale * paper * rng.uniform(0.17, 0.28))


def _arc_of_dials(rng: np.random.Generator, board: Board, paper: float) -> None:
    centre, count = board.width / 2, int(rng.integers(2, 5))
    radius, reach, turn = paper * rng.uniform(0.16, 0.24), paper * rng.uniform(0.58, 0.7), rng.uniform(-0.25, 0.35)
    for _ in range(count):
        dial(rng, board, centre + reach * math.cos(turn), centre + reach * math.sin(turn), radius)
        turn += 2.15 * radius / reach * rng.uniform(1, 1.2)


def _seal(rng: np.random.Generator, board: Board, paper: float) -> None:
    """A round paper with two lines of print, stuck on the glass at any turn."""
    radius = paper * rng.uniform(0.17, 0.3)
    x, y = board.width / 2 + rng.normal(0, 0.12) * paper, board.width / 2 + rng.uniform(0.05, 0.45) * paper
    if any(
        x - radius < right and x + radius > left and y - radius < bottom and y + radius > top
        for left, top, right, bottom in board.taken[:1]
    ):
        return
    ground = pick(rng, ((245, 245, 242), (245, 245, 242), (225, 222, 200), (120, 122, 118)))
    cv2.circle(board.image, (int(x), int(y)), int(radius), ground, -1, cv2.LINE_AA)
    paper_slip = np.zeros((int(2 * radius), int(2 * radius)), np.uint8)
    for row, kind in enumerate(("signs", "serial")):
        text = words.line(rng, kind, radius * 0.38)
        text = text[:, : paper_slip.shape[1]]
        top, left = int(radius * (0.55 + 0.55 * row)), max(0, (paper_slip.shape[1] - text.shape[1]) // 2)
        paper_slip[top : top + text.shape[0], left : left + text.shape[1]] = text[: paper_slip.shape[0] - top]
    turn = cv2.getRotationMatrix2D((radius, radius), rng.uniform(0, 360), 1)
    slip = cv2.warpAffine(paper_slip, turn, paper_slip.shape[::-1])
    blend(board.image, slip, x - radius, y - radius, pick(rng, ((214, 160, 50), (60, 60, 60), (180, 60, 50))))
    board.take(x - radius, y - radius, 2 * radius, 2 * radius)


def _prints(
    rng: np.random.Generator, board: Board, paper: float, height: float, kinds: tuple[str, ...], ink: Colour, blocks: int
) -> None:
    centre, reach = board.width / 2, paper * 0.93
    board.fine_print(
        rng,
        kinds,
        blocks,
        height * 0.14,
        height * 0.42,
        ink,
        (centre - reach, centre - reach, centre + reach, centre + reach),
        True,
    )


def _finish(
    rng: np.random.Generator,
    board: Board,
    counter: Counter | None,
    box: tuple[float, float, float, float] | None,
    height: float,
    y: float,
    paper: float,
    surroundings: str,
) -> Face:
    if chance(rng, 0.12):
        stickers(rng, board, height, 1)
    board.age(rng)
    if chance(rng, 0.5):
        _dome(rng, board, paper)
    centre = (box[0] + box[2] / 2, box[1] + box[3] / 2) if box else (board.width / 2, y)
    return Face(board.image, board.alpha, box, centre, surroundings, round=True, counter=counter)


def _dome(rng: np.random.Generator, board: Board, paper: float) -> None:
    """The shine along the edge of the glass."""
    centre = (board.width // 2, board.height // 2)
    turn, span = int(rng.integers(0, 360)), int(rng.integers(15, 110))
    mask = np.zeros_like(board.alpha)
    cv2.ellipse(
        mask,
        centre,
        (int(paper * 0.96), int(paper * 0.96)),
        turn,
        0,
        span,
        255,
        max(1, int(paper * rng.uniform(0.01, 0.06))),
        cv2.LINE_AA,
    )
    blend(board.image, mask, 0, 0, (255, 255, 255), rng.uniform(0.2, 0.8))
