"""Square meters with drums: under a glass case, on a rail in a cabinet, gas meters, and plates of no known make."""

import cv2
import numpy as np

from meter_reader.render.apart import apart
from meter_reader.render.counters import Counter
from meter_reader.render.faces import Board, Face, dial, fill_gap, place, stickers
from meter_reader.render.paint import blend, chance, colour, pick, rounded, shade

Box = tuple[float, float, float, float]


def glass_case(rng: np.random.Generator, counter: Counter | None, width: int, height: int) -> Face:
    """An old electricity meter: a metal plate with black signs behind a glass hood, its serial number as loud as the counter."""
    plate_width = width * rng.uniform(1.25, 2.1)
    plate_height = plate_width * rng.uniform(0.95, 1.4)
    margin = plate_width * rng.uniform(0.1, 0.28)
    block = plate_height * rng.uniform(0.15, 0.5) if chance(rng, 0.7) else 0
    board = Board(int(plate_width + 2 * margin), int(plate_height + 2 * margin + block), colour(rng, 130, 245, 8))
    left, top = margin, margin * rng.uniform(0.7, 1.3)
    _hood(rng, board, plate_height + 2 * margin, margin)
    _terminal_block(rng, board, plate_height + 2 * margin, block)
    _metal_plate(board, left, top, plate_width, plate_height)
    y = top + plate_height * rng.uniform(0.2, 0.42)
    box = _counter(rng, board, counter, width, height, left + plate_width / 2 + rng.normal(0, 0.04) * plate_width, y)
    middle = left + plate_width / 2
    sign_height = height * rng.uniform(0.6, 1.15)
    sign_width = width * rng.uniform(0.65, 1.2)
    sign_x = min(middle - sign_width / 2 + rng.normal(0, 0.1) * width, left + plate_width - sign_width)
    ground, ink = pick(
        rng, (((18, 18, 20), (215, 215, 215)),) * 4 + (((45, 45, 48), (170, 170, 170)), (board.ground, (25, 25, 25)))
    )
    if chance(rng, 0.85):
        board.plate(
            rng, "plate", max(left, sign_x), max(top, y - height * rng.uniform(1.7, 2.8)), sign_width, sign_height, ground, ink
        )
        if chance(rng, 0.5):
            board.write(rng, "brand", left + 0.02 * width, max(top, y - 2 * height), sign_height * 0.7, width=max(6, sign_x - left))
    board.write(
        rng,
        pick(rng, ("sentence", "loops", "brand")),
        middle,
        y - height * 1.1,
        height * rng.uniform(0.25, 0.5),
        centred=True,
        width=plate_width * 0.9,
    )
    down = y + height * rng.uniform(0.8, 1.3)
    if chance(rng, 0.5):
        board.write(
            rng,
            pick(rng, ("brand", "sentence")),
            middle,
            down,
            height * rng.uniform(0.4, 0.8),
            centred=True,
            width=plate_width * 0.7,
        )
        down += height * 0.9
    if chance(rng, 0.8):
        _disc_slot(rng, board, middle, down, plate_width * rng.uniform(0.4, 0.75), height * rng.uniform(0.35, 0.9))
        down += height
    board.write(
        rng, "sentence", middle, down + height * 0.2, height * rng.uniform(0.25, 0.5), centred=True, width=plate_width * 0.8
    )
    if chance(rng, 0.8):
        _number_strip(rng, board, left, down + height * rng.uniform(0.8, 1.4), plate_width, height)
    within = (left + 2, top + 2, left + plate_width - 2, top + plate_height - 2)
    board.fine_print(
        rng, ("rating", "print", "sentence", "loops"), int(rng.integers(2, 9)), height * 0.13, height * 0.35, within=within
    )
    if chance(rng, 0.4):
        _mark(board, left + plate_width * rng.uniform(0.82, 0.94), y + height * rng.uniform(0, 2), height * rng.uniform(0.3, 0.6))
    if chance(rng, 0.2):
        stickers(rng, board, height, 1)
    board.age(rng)
    _glass(rng, board, plate_height + 2 * margin)
    centre = _centre(box, middle, y)
    return Face(board.image, board.alpha, box, centre, "street")


def rail_meter(rng: np.random.Generator, counter: Counter | None, width: int, height: int) -> Face:
    """A small electronic meter on a rail: a grey plate in a white frame, lamps, place values above the counter, stickers."""
    plate_width = width * rng.uniform(1.4, 2.3)
    plate_height = height * rng.uniform(3.2, 6) if chance(rng, 0.7) else plate_width * rng.uniform(0.5, 0.9)
    plate_height = min(max(plate_height, height * 2.2), plate_width * 1.2)
    margin = plate_width * rng.uniform(0.01, 0.06)
    tail = plate_width * rng.uniform(0.15, 0.4) if chance(rng, 0.5) else 0
    board = Board(int(plate_width + 2 * margin + tail), int(plate_height + 2 * margin), colour(rng, 165, 245, 8))
    board.alpha[:] = 255
    frame = pick(rng, ((240, 240, 240), (225, 225, 228), (60, 60, 65), (200, 200, 205)))
    board.image[:] = frame
    _breaker(rng, board, plate_width + 2 * margin, tail)
    cv2.rectangle(
        board.image, (int(margin), int(margin)), (int(margin + plate_width), int(margin + plate_height)), board.ground, -1
    )
    cv2.rectangle(
        board.image,
        (int(margin), int(margin)),
        (int(margin + plate_width), int(margin + plate_height)),
        shade(board.ground, 0.5),
        max(1, int(margin * 0.25)),
    )
    board.take(margin + plate_width, 0, margin + tail, board.height)
    x, y = margin + plate_width * rng.uniform(0.38, 0.56), margin + plate_height * rng.uniform(0.4, 0.6)
    box = _counter(rng, board, counter, width, height, x, y)
    left = box[0] if box else x - width / 2
    if chance(rng, 0.7):
        board.write(
            rng, pick(rng, ("rating", "unit")), x, y - height * rng.uniform(0.85, 1.1), height * 0.25, centred=True, width=width
        )
    board.write(rng, "unit", left + width + height * 0.5, y - height * 0.35, height * rng.uniform(0.4, 0.9))
    board.write(
        rng,
        "sentence",
        x,
        y - height * rng.uniform(1.2, 1.7),
        height * rng.uniform(0.25, 0.45),
        centred=True,
        width=plate_width * 0.9,
    )
    _lamps(rng, board, margin + plate_width * 0.06, margin + plate_height * 0.08, height * rng.uniform(0.12, 0.25))
    board.write(
        rng,
        "brand",
        x - width * rng.uniform(0, 0.2),
        y + height * rng.uniform(0.8, 1.1),
        height * rng.uniform(0.25, 0.6),
        pick(rng, ((40, 80, 190), board.ink)),
    )
    if chance(rng, 0.6):
        board.plate(
            rng,
            "plate",
            margin + plate_width * rng.uniform(0.06, 0.3),
            y + height * rng.uniform(1.3, 1.5),
            width * rng.uniform(0.4, 0.8),
            height * 0.4,
            shade(board.ground, 0.85),
            board.ink,
        )
    within = (margin + 2, margin + 2, margin + plate_width - 2, margin + plate_height - 2)
    board.fine_print(rng, ("rating", "print"), int(rng.integers(2, 8)), height * 0.13, height * 0.35, within=within)
    if chance(rng, 0.6):
        stickers(rng, board, height * 0.8, int(rng.integers(1, 3)))
    board.age(rng)
    return Face(board.image, board.alpha, box, _centre(box, x, y), "cabinet")


def gas_meter(rng: np.random.Generator, counter: Counter | None, width: int, height: int) -> Face:
    """A gas meter: a white plate in a tin box, the counter low on it with a red end, big print around."""
    plate_width = width * rng.uniform(1.05, 1.7)
    plate_height = max(height * rng.uniform(3, 7), plate_width * rng.uniform(0.4, 0.8))
    margin = plate_width * rng.uniform(0.02, 0.3)
    board = Board(int(plate_width + 2 * margin), int(plate_height + 2 * margin), colour(rng, 175, 250, 10))
    cv2.fillPoly(board.alpha, [rounded(1, 1, board.width - 2, board.height - 2, margin * rng.uniform(0.2, 1.5))], 255, cv2.LINE_AA)
    tin = pick(rng, (colour(rng, 120, 240, 10), colour(rng, 60, 140, 12), shade(board.ground, 0.9)))
    board.image[:] = tin
    board.polygon(rounded(margin, margin, plate_width, plate_height, plate_width * rng.uniform(0.005, 0.06)), board.ground)
    x, y = margin + plate_width * rng.uniform(0.47, 0.53), margin + plate_height * rng.uniform(0.4, 0.72)
    box = _counter(rng, board, counter, width, height, x, y)
    top = margin + plate_height * 0.05
    for _ in range(int(rng.integers(1, 5))):
        size = height * rng.uniform(0.3, 0.9)
        board.write(
            rng,
            pick(rng, ("brand", "rating", "rating", "serial", "serial")),
            margin + plate_width * rng.uniform(0.03, 0.4),
            top,
            size,
            width=plate_width * 0.6,
        )
        top += size * 1.35
    board.write(
        rng,
        "unit",
        margin + plate_width * rng.uniform(0.6, 0.85),
        y - height * rng.uniform(1.3, 1.8),
        height * rng.uniform(0.4, 0.8),
    )
    if chance(rng, 0.5):
        board.write(
            rng,
            pick(rng, ("serial", "plate")),
            margin + plate_width * rng.uniform(0.05, 0.5),
            y + height * rng.uniform(0.8, 1.2),
            height * rng.uniform(0.4, 0.8),
        )
    if chance(rng, 0.4):
        board.barcode(
            rng,
            margin + plate_width * rng.uniform(0.1, 0.5),
            y + height * rng.uniform(0.8, 1.6),
            width * rng.uniform(0.3, 0.6),
            height * rng.uniform(0.3, 0.8),
        )
    if chance(rng, 0.3):
        _mark(board, margin + plate_width * 0.12, margin + plate_height * 0.15, height * 0.5)
    within = (margin, margin, margin + plate_width, margin + plate_height)
    board.fine_print(
        rng, ("rating", "rating", "print", "serial"), int(rng.integers(2, 8)), height * 0.15, height * 0.5, within=within
    )
    if chance(rng, 0.15):
        stickers(rng, board, height, 1)
    board.age(rng)
    return Face(board.image, board.alpha, box, _centre(box, x, y), pick(rng, ("yard", "wall", "cabinet")))


def plain_plate(rng: np.random.Generator, counter: Counter | None, width: int, height: int) -> Face:
    """A meter of no known make: anything may stand anywhere."""
    full_width = width * rng.uniform(1.1, 2.8)
    full_height = max(height * 1.6, full_width * rng.uniform(0.45, 1.5))
    board = Board(
        int(full_width), int(full_height), pick(rng, (colour(rng, 160, 255, 12), colour(rng, 60, 200, 30), colour(rng, 10, 80, 12)))
    )
    board.alpha[:] = 255
    edge = min(full_width, full_height) * rng.uniform(0.02, 0.1)
    if chance(rng, 0.5):
        board.image[:] = colour(rng, 20, 230, 20)
        board.polygon(rounded(edge, edge, full_width - 2 * edge, full_height - 2 * edge, edge), board.ground)
    x, y = rng.uniform(width / 2, full_width - width / 2), full_height * rng.uniform(0.3, 0.7)
    if counter and counter.kind == "drum" and chance(rng, 0.15):
        counter = apart(rng, counter, board.ground)
    box = _counter(rng, board, counter, width, height, x, y)
    for _ in range(int(rng.choice((0, 0, 1, 3)))):
        radius = full_width * rng.uniform(0.03, 0.09)
        dial(
            rng,
            board,
            rng.uniform(radius, full_width - radius),
            rng.uniform(radius, full_height - radius),
            radius,
            red=chance(rng, 0.7),
        )
    if chance(rng, 0.4):
        sign = height * rng.uniform(0.5, 1.3)
        at_x, at_y = rng.uniform(0, full_width * 0.5), rng.uniform(0, full_height - sign)
        if board.room(at_x, at_y, sign * 5, sign):
            board.plate(
                rng,
                "plate",
                at_x,
                at_y,
                sign * rng.uniform(3, 6),
                sign,
                *pick(rng, (((20, 20, 20), (230, 230, 230)), ((240, 240, 240), (20, 20, 20)))),
            )
    if chance(rng, 0.35):
        board.barcode(
            rng,
            rng.uniform(0, full_width * 0.6),
            rng.uniform(0, full_height * 0.85),
            full_width * rng.uniform(0.2, 0.4),
            full_height * rng.uniform(0.04, 0.1),
        )
    stickers(rng, board, height, int(rng.choice((0, 0, 1, 2))))
    board.scatter(
        rng,
        ("print", "rating", "serial", "sentence", "signs", "cyrillic", "loops", "brand"),
        int(rng.integers(3, 16)),
        height * 0.2,
        height * 1.1,
    )
    board.age(rng)
    return Face(
        board.image,
        board.alpha,
        box,
        _centre(box, x, y),
        pick(rng, ("wall", "street", "cabinet", "yard", "pipes", "cellar")),
        counter=counter,
    )


def _counter(
    rng: np.random.Generator, board: Board, counter: Counter | None, width: int, height: int, x: float, y: float
) -> Box | None:
    if counter is None:
        fill_gap(rng, board, max(0, x - width / 2), y - height / 2, width, height)
        return None
    left, top, w, h = counter.box
    return place(board, counter, x - left - w / 2, y - top - h / 2)


def _centre(box: Box | None, x: float, y: float) -> tuple[float, float]:
    return (box[0] + box[2] / 2, box[1] + box[3] / 2) if box else (x, y)


def _hood(rng: np.random.Generator, board: Board, height: float, margin: float) -> None:
    """The glass around the plate: what is behind it shows dimly, its edges shine."""
    radius = margin * rng.uniform(0.8, 2)
    cv2.fillPoly(board.alpha, [rounded(1, 1, board.width - 2, height - 2, radius)], 255, cv2.LINE_AA)
    tone = pick(rng, (colour(rng, 40, 110, 6), colour(rng, 90, 180, 6), colour(rng, 160, 215, 6)))
    board.image[: int(height)] = tone
    inset = 1.0
    for _ in range(int(rng.integers(3, 7))):
        outline = rounded(inset, inset, board.width - 2 * inset, height - 2 * inset, max(2, radius - inset * 0.5))
        fill = shade(tone, rng.uniform(0.6, 1.7), rng.uniform(-10, 30))
        if chance(rng, 0.55):
            cv2.polylines(board.image, [outline], True, fill, max(1, int(margin * rng.uniform(0.03, 0.2))), cv2.LINE_AA)
        else:
            board.polygon(outline, fill)
        inset += margin * rng.uniform(0.08, 0.28)


def _terminal_block(rng: np.random.Generator, board: Board, top: float, height: float) -> None:
    """The cover of the wires below the glass."""
    if height < 4:
        return
    narrow = rng.uniform(0.05, 0.3) * board.width
    points = np.array(
        [
            (narrow * 0.4, top - 2),
            (board.width - narrow * 0.4, top - 2),
            (board.width - narrow, top + height),
            (narrow, top + height),
        ]
    )
    cv2.fillPoly(board.alpha, [np.int32(points)], 255, cv2.LINE_AA)
    paint = pick(rng, (colour(rng, 180, 235, 8), colour(rng, 180, 235, 8), colour(rng, 20, 60, 6)))
    board.polygon(points, paint)
    cv2.circle(
        board.image, (board.width // 2, int(top + height * 0.4)), max(1, int(height * 0.06)), shade(paint, 0.5), -1, cv2.LINE_AA
    )
    if chance(rng, 0.25):
        board.plate(
            rng,
            pick(rng, ("loops", "sticker", "print")),
            board.width * 0.25,
            top + height * 0.2,
            board.width * 0.5,
            height * 0.4,
            (195, 40, 45),
            (245, 240, 240),
        )


def _metal_plate(board: Board, x: float, y: float, width: float, height: float) -> None:
    board.polygon(rounded(x, y, width, height, width * 0.03), board.ground)
    cv2.polylines(
        board.image,
        [rounded(x, y, width, height, width * 0.03)],
        True,
        shade(board.ground, 0.55),
        max(1, int(width * 0.006)),
        cv2.LINE_AA,
    )


def _disc_slot(rng: np.random.Generator, board: Board, x: float, y: float, width: float, height: float) -> None:
    """The slit with the turning disc, or the arrow around it."""
    if not board.room(x - width / 2, y, width, height):
        return
    dark = (18, 18, 20)
    outer = rng.uniform(0.8, 1.1)
    tip = height * rng.uniform(0.5, 1.5)
    points = [
        (x - width * outer / 2, y),
        (x + width / 2, y),
        (x + width / 2 + tip, y + height / 2),
        (x + width / 2, y + height),
        (x - width / 2, y + height),
        (x - width / 2 - tip, y + height / 2),
    ]
    board.polygon(np.array(points), pick(rng, (dark, (235, 235, 235), shade(board.ground, 0.8))))
    cv2.ellipse(
        board.image,
        (int(x), int(y + height / 2)),
        (int(width * 0.4), max(1, int(height * 0.22))),
        0,
        0,
        360,
        pick(rng, (dark, (200, 200, 200))),
        -1,
        cv2.LINE_AA,
    )
    board.take(x - width / 2 - tip, y, width + 2 * tip, height)


def _number_strip(rng: np.random.Generator, board: Board, left: float, y: float, width: float, height: float) -> None:
    """'15(45)A | No | bar code' in boxes."""
    tall = height * rng.uniform(0.5, 0.95)
    x = left + width * rng.uniform(0.05, 0.25)
    if y + tall > board.height or not board.room(x, y, width * 0.6, tall):
        return
    board.write(rng, "rating", x, y + tall * 0.15, tall * 0.7, width=width * 0.25)
    bars = width * rng.uniform(0.3, 0.45)
    at = x + width * 0.3
    if chance(rng, 0.5):
        board.plate(rng, "plate", at, y, bars, tall, (20, 20, 22), (190, 190, 190))
    else:
        board.barcode(rng, at, y, bars, tall)
    cv2.rectangle(
        board.image, (int(x - 3), int(y - 2)), (int(at + bars + 3), int(y + tall + 2)), board.ink, max(1, int(height * 0.03))
    )


def _mark(board: Board, x: float, y: float, radius: float) -> None:
    """An approval's mark: a rhombus in a circle."""
    if radius < 2 or not board.room(x - radius, y - radius, 2 * radius, 2 * radius):
        return
    thick = max(1, int(radius * 0.15))
    cv2.polylines(
        board.image,
        [np.int32([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)])],
        True,
        board.ink,
        thick,
        cv2.LINE_AA,
    )
    cv2.circle(board.image, (int(x), int(y)), max(1, int(radius * 0.35)), board.ink, thick, cv2.LINE_AA)
    board.take(x - radius, y - radius, 2 * radius, 2 * radius)


def _glass(rng: np.random.Generator, board: Board, height: float) -> None:
    """Reflections of the sky and haze on the hood."""
    mask = np.zeros_like(board.alpha)
    for _ in range(int(rng.integers(0, 4))):
        x, wide, lean = rng.uniform(0, board.width), board.width * rng.uniform(0.03, 0.35), rng.uniform(-0.4, 0.4) * height
        cv2.fillPoly(
            mask,
            [np.int32([(x, 0), (x + wide, 0), (x + wide + lean, height), (x + lean, height)])],
            int(rng.integers(15, 70)),
            cv2.LINE_AA,
        )
    if chance(rng, 0.4):
        cv2.add(mask, int(rng.integers(10, 90)), mask)
    blend(board.image, cv2.min(mask, board.alpha), 0, 0, pick(rng, ((255, 255, 255), (190, 200, 210), (120, 120, 120))))


def _breaker(rng: np.random.Generator, board: Board, x: float, width: float) -> None:
    """The circuit breaker beside the meter."""
    if width < 5:
        return
    body = pick(rng, ((235, 235, 232), (60, 62, 66), (235, 235, 232)))
    cv2.rectangle(board.image, (int(x), 0), (board.width, board.height), body, -1)
    cv2.rectangle(board.image, (int(x), 0), (int(x + max(1, width * 0.04)), board.height), shade(body, 0.4), -1)
    tall = board.height
    cv2.rectangle(
        board.image,
        (int(x + width * 0.25), int(tall * 0.4)),
        (int(x + width * 0.75), int(tall * 0.65)),
        pick(rng, ((25, 25, 28), (40, 80, 190), (30, 30, 30))),
        -1,
    )
    board.write(
        rng,
        "brand",
        x + width * 0.1,
        tall * 0.08,
        tall * 0.1,
        pick(rng, ((200, 40, 40), (40, 140, 70), (20, 20, 20))),
        width=width * 0.8,
        crowded=True,
    )
    board.write(rng, "sticker", x + width * 0.1, tall * 0.8, tall * 0.1, (30, 30, 30), width=width * 0.8, crowded=True)


def _lamps(rng: np.random.Generator, board: Board, x: float, y: float, radius: float) -> None:
    for lamp in pick(rng, (((40, 200, 60), (210, 50, 45)), ((210, 50, 45),), ((60, 60, 60), (40, 190, 60)), ())):
        cv2.circle(board.image, (int(x + radius), int(y + radius)), max(1, int(radius)), (30, 30, 30), -1, cv2.LINE_AA)
        cv2.circle(board.image, (int(x + radius), int(y + radius)), max(1, int(radius * 0.7)), lamp, -1, cv2.LINE_AA)
        board.take(x, y, 2 * radius, 2 * radius)
        x += radius * rng.uniform(3, 6)
