"""What was read wrong, by group: how often, and a few of each to look at."""

from collections import defaultdict

import cv2
import numpy as np

from meter_reader.reading.reader import Candidate, Reading
from meter_reader.render.scenes import Scene

NOTHING_READ = "a counter, and nothing is read"
NOTHING_THERE = "something is read where no counter is"
POINT = "the digits are right, the point is not"
DIGITS = "one or two digits are wrong"
MORE_OR_LESS = "a digit too many or too few"
ELSEWHERE = "another number: half a counter, or another place"
GROUPS = (POINT, DIGITS, MORE_OR_LESS, ELSEWHERE, NOTHING_READ, NOTHING_THERE)
_CELL_WIDTH, _CELL_HEIGHT, _SHOWN, _TITLE_HEIGHT = 200, 150, 6, 22


class Failures:
    """Counts wrong readings and keeps pictures of the first of every group."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = defaultdict(int)
        self._cells: dict[str, list[np.ndarray]] = defaultdict(list)

    def add(self, reading: Reading, drawn: Scene) -> None:
        """Takes note of a drawn photo that was not read right."""
        group = group_of(reading.candidates[0].digits if reading.candidates else "", truth_of(drawn).replace(".", ""))
        self.counts[group] += 1
        if len(self._cells[group]) < _SHOWN:
            self._cells[group].append(_cell(reading, drawn))

    def picture(self) -> np.ndarray:
        """A row per group, RGB; under each picture what is there and what was read."""
        rows = []
        for group in (g for g in GROUPS if self.counts[g]):
            title = np.full((_TITLE_HEIGHT, _SHOWN * _CELL_WIDTH, 3), 255, np.uint8)
            cv2.putText(title, f"{self.counts[group]} x {group}", (4, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0, 0, 0), 1, cv2.LINE_AA)
            cells = self._cells[group] + [np.full_like(self._cells[group][0], 255)] * (_SHOWN - len(self._cells[group]))
            rows += [title, np.hstack(cells)]
        return np.vstack(rows) if rows else np.full((_TITLE_HEIGHT, _SHOWN * _CELL_WIDTH, 3), 255, np.uint8)


def could_be_read(drawn: Scene) -> bool:
    """Whether a person would read it."""
    return drawn.quad is not None and not drawn.cut and max(drawn.blur / 0.2, drawn.dark / 0.85, drawn.glare / 0.3) < 1


def truth_of(drawn: Scene) -> str:
    """What the counter shows, with its point; empty without a counter."""
    if drawn.counter is None or drawn.quad is None:
        return ""
    return Candidate("".join(map(str, drawn.counter.digits)), drawn.counter.decimals, 1.0).text()


def group_of(read: str, truth: str) -> str:
    """Why it is wrong, as far as the digits without their points tell."""
    if not truth:
        return NOTHING_THERE
    if not read:
        return NOTHING_READ
    if read == truth:
        return POINT
    if len(read) == len(truth):
        return DIGITS if sum(a != b for a, b in zip(read, truth, strict=True)) <= 2 else ELSEWHERE
    shorter, longer = sorted((read, truth), key=len)
    if len(longer) - len(shorter) == 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return MORE_OR_LESS
    return ELSEWHERE


def _cell(reading: Reading, drawn: Scene) -> np.ndarray:
    """The counter and what is around it, marked where it was looked for, above truth and reading."""
    picture = drawn.image.copy()
    if reading.corners is not None:
        cv2.polylines(picture, [np.int32(reading.corners)], True, (255, 60, 60), 2, cv2.LINE_AA)
    picture = _around(picture, drawn.quad)
    factor = min(_CELL_WIDTH / picture.shape[1], (_CELL_HEIGHT - 20) / picture.shape[0])
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    cell = np.full((_CELL_HEIGHT, _CELL_WIDTH, 3), 255, np.uint8)
    cell[: small.shape[0], : small.shape[1]] = small
    read = reading.candidates[0].text() if reading.candidates else "nothing"
    cv2.putText(cell, f"{truth_of(drawn) or 'none'} / {read}", (3, _CELL_HEIGHT - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (0, 0, 0), 1, cv2.LINE_AA)
    return cell


def _around(picture: np.ndarray, quad: np.ndarray | None) -> np.ndarray:
    if quad is None:
        return picture
    size = 1.2 * max(quad.max(0) - quad.min(0))
    left, top = np.maximum(0, (quad.min(0) + quad.max(0)) / 2 - size / 2).astype(int)
    cut = picture[top : top + int(size), left : left + int(size)]
    return cut if min(cut.shape[:2]) > 8 else picture
