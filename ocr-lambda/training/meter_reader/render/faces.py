"""Fronts of meters with a counter on them: the part of a scene that is flat and is seen in perspective.

A face is drawn upright at the size it will have; everything on it is measured in counter widths. The kinds of faces are in
`round_faces`, `boxed_faces` and `lcd_faces`; this file has what they share.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np

from meter_reader.render import words
from meter_reader.render.counters import Counter
from meter_reader.render.paint import Colour, blend, chance, clouds, colour, flat, is_dark, pick, rounded, shade, texture


@dataclass
class Face:
    """The front of a meter, upright, with its outline and where its digits are."""

    image: np.ndarray
    alpha: np.ndarray  # uint8, 255 inside the outline
    box: tuple[float, float, float, float] | None  # x, y, w, h of the digits
    centre: tuple[float, float]  # of the counter, or of the place where it would be
    surroundings: str  # the kind of place such a meter hangs in, see `backgrounds`
    round: bool = False
    counter: Counter | None = None  # the counter as it was put there


@dataclass
class Board:
    """A face while it is being drawn: what is on it, and where there is still room."""

    width: int
    height: int
    ground: Colour
    image: np.ndarray = field(init=False)
    alpha: np.ndarray = field(init=False)
    ink: Colour = field(init=False)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.image = flat(self.width, self.height, self.ground)
        self.alpha = np.zeros((self.height, self.width), np.uint8)
        self.ink = (225, 225, 225) if is_dark(self.ground) else (30, 30, 35)

    def room(self, x: float, y: float, width: float, height: float) -> bool:
        return all(x + width < left or x > right or y + height < top or y > bottom for left, top, right, bottom in self.taken)

    def take(self, x: float, y: float, width: float, height: float, margin: float = 1) -> None:
        self.taken.append((x - margin, y - margin, x + width + margin, y + height + margin))

    def put(self, image: np.ndarray, x: float, y: float) -> None:
        """Lays an image on the board, which must have the room."""
        x, y = int(x), int(y)
        self.image[y : y + image.shape[0], x : x + image.shape[1]] = image
        self.take(x, y, image.shape[1], image.shape[0], 2)

    def write(
        self, rng: np.random.Generator, kind: str, x: float, y: float, height: float, ink: Colour | None = None,
        centred: bool = False, width: float | None = None, crowded: bool = False, strength: float = 0.9,
    ) -> bool:  # fmt: skip
        """Writes a line of words at (x, y) if it fits there; says whether it did."""
        if height < 3:
            return False
        mask = words.line(rng, kind, height)
        if width is not None and mask.shape[1] > width:
            mask = cv2.resize(mask, (max(3, int(width)), mask.shape[0]), interpolation=cv2.INTER_AREA)
        x = x - mask.shape[1] / 2 if centred else x
        if not crowded and not self.room(x, y, mask.shape[1], mask.shape[0]):
            return False
        blend(self.image, mask, x, y, ink or self.ink, strength)
        self.take(x, y, mask.shape[1], mask.shape[0])
        return True

    def scatter(
        self, rng: np.random.Generator, kinds: tuple[str, ...], count: int, lowest: float, highest: float, ink: Colour | None = None,
        within: tuple[float, float, float, float] | None = None,
    ) -> None:  # fmt: skip
        """Writes lines of words where there is room, some of them below each other."""
        left, top, right, bottom = within or (0, 0, self.width, self.height)
        x, y, height = 0.0, 0.0, 0.0
        for _ in range(count):
            follows = chance(rng, 0.5) and height > 0
            y = y + 1.35 * height if follows else rng.uniform(top, bottom)
            x = x if follows else rng.uniform(left, left + 0.7 * (right - left))
            height = height if follows else rng.uniform(lowest, highest)
            if y + height < bottom:
                self.write(rng, pick(rng, kinds), x, y, height, ink, width=right - x, strength=rng.uniform(0.5, 1))

    def fine_print(
        self, rng: np.random.Generator, kinds: tuple[str, ...], blocks: int, lowest: float, highest: float, ink: Colour | None = None,
        within: tuple[float, float, float, float] | None = None, round_: bool = False,
    ) -> None:  # fmt: skip
        """Blocks of one to five small lines below each other, wherever there is room; on a round face within its circle."""
        left, top, right, bottom = within or (0, 0, self.width, self.height)
        for _ in range(blocks):
            size, lines = rng.uniform(lowest, highest), pick(rng, (1, 1, 2, 3, 3, 4, 5))
            wide, tall = size * rng.uniform(4, 11), size * 1.35 * lines
            for _ in range(4):
                x, y = left + rng.random() * max(1.0, right - left - wide), top + rng.random() * max(1.0, bottom - top - tall)
                if self.room(x, y, wide, tall) and not (round_ and self._leaves_circle(x, y, wide, tall, (right - left) / 2)):
                    break
            else:
                continue
            centred, strength = chance(rng, 0.3), rng.uniform(0.5, 1)
            for line in range(lines):
                self.write(
                    rng,
                    pick(rng, kinds),
                    x + wide / 2 if centred else x,
                    y + 1.35 * size * line,
                    size,
                    ink,
                    centred,
                    wide,
                    True,
                    strength,
                )
            self.take(x, y, wide, tall)

    def _leaves_circle(self, x: float, y: float, width: float, height: float, radius: float) -> bool:
        far_x = max(abs(x - self.width / 2), abs(x + width - self.width / 2))
        far_y = max(abs(y - self.height / 2), abs(y + height - self.height / 2))
        return far_x**2 + far_y**2 > radius**2

    def plate(
        self, rng: np.random.Generator, kind: str, x: float, y: float, width: float, height: float, ground: Colour, ink: Colour
    ) -> None:
        """A small sign with a line of words on it, wherever it is."""
        cv2.rectangle(self.image, (int(x), int(y)), (int(x + width), int(y + height)), ground, -1)
        self.take(x, y, width, height)
        text = height * rng.uniform(0.5, 0.85)
        self.write(rng, kind, x + width / 2, y + (height - text) / 2, text, ink, True, width * 0.94, crowded=True, strength=1)

    def polygon(self, points: np.ndarray, fill: Colour) -> None:
        cv2.fillPoly(self.image, [np.int32(points)], fill, cv2.LINE_AA)

    def barcode(self, rng: np.random.Generator, x: float, y: float, width: float, height: float) -> None:
        if width < 6 or height < 3 or not self.room(x, y, width, height):
            return
        cv2.rectangle(self.image, (int(x - 2), int(y - 2)), (int(x + width + 2), int(y + height + 2)), (235, 235, 235), -1)
        blend(self.image, words.barcode(rng, int(width), int(height)), x, y, (20, 20, 20))
        self.take(x, y, width, height, 3)
        if chance(rng, 0.6):
            self.write(rng, "serial", x, y + height + 3, height * rng.uniform(0.3, 0.6), (25, 25, 25), width=width)

    def age(self, rng: np.random.Generator) -> None:
        """Dirt, drops, uneven print and faded paper; on the counter too."""
        if chance(rng, 0.18):
            self._smear(rng)
        if chance(rng, 0.75):
            noise = clouds(rng, self.width, self.height, int(rng.integers(3, 14)), pick(rng, (1, 1, 3)))
            self.image = texture(self.image, noise, rng.uniform(0.02, 0.2))
        if chance(rng, 0.25):
            spots = clouds(rng, self.width, self.height, int(rng.integers(40, 90)))
            self.image = texture(self.image, spots, rng.uniform(0.03, 0.16))

    def _smear(self, rng: np.random.Generator) -> None:
        """Mud, dust and drops on the glass, drawn small: they have no sharp edges."""
        scale = max(1, self.width // 110)
        cover = np.zeros((max(2, self.height // scale), max(2, self.width // scale)), np.uint8)
        for _ in range(int(rng.integers(1, 26))):
            at = (int(rng.uniform(0, cover.shape[1])), int(rng.uniform(0, cover.shape[0])))
            size = cover.shape[1] * rng.uniform(0.008, 0.07)
            cv2.ellipse(
                cover,
                at,
                (max(1, int(size)), max(1, int(size * rng.uniform(0.4, 1)))),
                rng.uniform(0, 180),
                0,
                360,
                int(rng.integers(40, 200)),
                -1,
            )
        cover = cv2.resize(cv2.blur(cover, (3, 3)), (self.width, self.height), interpolation=cv2.INTER_LINEAR)
        dirt = pick(rng, ((70, 55, 40), (70, 55, 40), (120, 110, 95), (235, 240, 240), (30, 30, 30), (90, 110, 60)))
        blend(self.image, cover, 0, 0, dirt, rng.uniform(0.25, 0.75))


def place(board: Board, counter: Counter, x: float, y: float) -> tuple[float, float, float, float]:
    """Puts the counter with its top left corner at (x, y), inside the board; where its digits are then."""
    left, top, w, h = counter.box
    cut_x, cut_y = _too_much(left, w, counter.image.shape[1], board.width), _too_much(top, h, counter.image.shape[0], board.height)
    image = counter.image[cut_y : cut_y + board.height, cut_x : cut_x + board.width]
    x = int(np.clip(x + cut_x, 0, board.width - image.shape[1]))
    y = int(np.clip(y + cut_y, 0, board.height - image.shape[0]))
    board.put(image, x, y)
    return x + left - cut_x, y + top - cut_y, w, h


def _too_much(start: float, length: float, image: int, board: int) -> int:
    """How much of an image that is too large for the board to cut at its start, so that the digits are in the middle."""
    return int(np.clip(start + length / 2 - board / 2, 0, max(0, image - board)))


def fill_gap(rng: np.random.Generator, board: Board, x: float, y: float, width: float, height: float) -> None:
    """What is on a face in place of a counter: nothing, a sign that resembles one, a blank display, a cover."""
    kind = rng.random()
    if kind < 0.25:
        return
    if kind < 0.6:
        ground, ink = pick(
            rng, (((20, 20, 22), (225, 225, 225)), ((240, 240, 240), (25, 25, 25)), ((200, 40, 40), (245, 245, 245)))
        )
        board.plate(rng, pick(rng, ("plate", "serial", "brand", "rating")), x, y, width, height, ground, ink)
    elif kind < 0.85:
        glass = pick(rng, ((90, 100, 85), (130, 140, 120), (60, 65, 60), (30, 32, 35), (150, 160, 150), colour(rng, 40, 200, 30)))
        board.polygon(rounded(x, y, width, height, height * 0.08), glass)
        cv2.rectangle(
            board.image, (int(x), int(y)), (int(x + width), int(y + height)), shade(glass, 0.5), max(1, int(height * 0.05))
        )
        board.take(x, y, width, height)
    else:
        board.polygon(rounded(x, y, width, height, height * 0.2), colour(rng, 20, 235, 25))
        board.take(x, y, width, height)


def dial(rng: np.random.Generator, board: Board, x: float, y: float, radius: float, red: bool = True) -> None:
    """A small round scale with a hand, as water meters have them for the litres."""
    if not board.room(x - radius, y - radius, 2 * radius, 2 * radius):
        return
    centre = (int(x), int(y))
    paper = shade(board.ground, rng.uniform(0.9, 1.08), 8)
    ink = (195, 45, 40) if chance(rng, 0.25) else board.ink
    cv2.circle(board.image, centre, int(radius), paper, -1, cv2.LINE_AA)
    if chance(rng, 0.7):
        cv2.circle(board.image, centre, int(radius), ink, max(1, int(radius * 0.06)), cv2.LINE_AA)
    turns = rng.uniform(0, 0.3) + np.arange(10) * 0.628
    for number, turn in enumerate(turns):
        at = (x + 0.78 * radius * np.sin(turn), y - 0.78 * radius * np.cos(turn))
        if radius > 14:
            size = radius / 70
            cv2.putText(
                board.image,
                str(number),
                (int(at[0] - 9 * size), int(at[1] + 9 * size)),
                0,
                size,
                ink,
                max(1, int(radius * 0.04)),
                cv2.LINE_AA,
            )
        else:
            cv2.circle(board.image, (int(at[0]), int(at[1])), max(1, int(radius * 0.08)), ink, -1)
    hand = (215, 45, 40) if red else board.ink
    turn = rng.uniform(0, 6.28)
    tip = np.array([np.sin(turn), -np.cos(turn)]) * radius * rng.uniform(0.5, 0.8)
    side = np.array([np.cos(turn), np.sin(turn)]) * radius * rng.uniform(0.12, 0.3)
    board.polygon(np.array([(x, y) + tip, (x, y) + side, (x, y) - tip * 0.3, (x, y) - side]), hand)
    cv2.circle(board.image, centre, max(1, int(radius * rng.uniform(0.15, 0.42))), hand, -1, cv2.LINE_AA)
    board.take(x - radius, y - radius, 2 * radius, 2 * radius)
    if chance(rng, 0.6):
        board.write(rng, "rating", x, y + radius * 1.05, radius * 0.35, centred=True, width=radius * 2)


def star(rng: np.random.Generator, board: Board, x: float, y: float, radius: float) -> None:
    """The wheel that turns with the flow."""
    if radius < 3 or not board.room(x - radius, y - radius, 2 * radius, 2 * radius):
        return
    rays = int(rng.integers(3, 9))
    inner = rng.uniform(0.3, 0.7)
    turns = rng.uniform(0, 6.28) + np.arange(2 * rays) * np.pi / rays
    reach = np.where(np.arange(2 * rays) % 2 == 0, 1, inner) * radius
    fill = pick(rng, ((20, 20, 22), (20, 20, 22), (60, 60, 60), (200, 50, 40), (130, 125, 120)))
    board.polygon(np.stack([x + reach * np.cos(turns), y + reach * np.sin(turns)], 1), fill)
    cv2.circle(board.image, (int(x), int(y)), max(1, int(radius * 0.2)), (150, 150, 150), -1, cv2.LINE_AA)
    board.take(x - radius, y - radius, 2 * radius, 2 * radius)


def stickers(rng: np.random.Generator, board: Board, size: float, count: int) -> None:
    """Paper that somebody stuck on the meter later."""
    for _ in range(count):
        height = size * rng.uniform(0.6, 1.5)
        width = height * rng.uniform(2, 6)
        x, y = rng.uniform(0, max(1, board.width - width)), rng.uniform(0, max(1, board.height - height))
        if board.room(x, y, width, height):
            ground = pick(
                rng, ((246, 246, 243), (236, 226, 190), (250, 215, 60), (90, 170, 90), (190, 50, 50), (20, 20, 24), (60, 90, 190))
            )
            board.plate(
                rng,
                pick(rng, ("sticker", "sticker", "serial", "print")),
                x,
                y,
                width,
                height,
                ground,
                (235, 235, 235) if is_dark(ground) else (25, 25, 30),
            )
