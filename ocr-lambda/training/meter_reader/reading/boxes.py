"""From the localiser's map to counter boxes."""

from dataclasses import dataclass

import cv2
import numpy as np

THRESHOLD = 0.3
LEAST_PIXELS = 12
SURE = 0.75  # of what a component's clear part says: the box is drawn around pixels at least as sure
CLEAR = 95  # percentile
BEST = 4
BEHIND = 0.5  # a box with less of the best one's score is not read: what reads right was hardly ever below 0.6
SAME = 0.6  # boxes that overlap by more are the same counter
CORE_HEIGHT, CORE_END = 0.6, 0.2  # the core: 60 % of the height, each end cut by 20 % of the height


@dataclass
class Box:
    """A counter's corners in the photo (along the long axis, one way up of two) and how sure the localiser is, 0 to 1."""

    corners: np.ndarray
    score: float

    @property
    def height(self) -> float:
        return float(np.linalg.norm(self.corners[3] - self.corners[0]))

    @property
    def width(self) -> float:
        return float(np.linalg.norm(self.corners[1] - self.corners[0]))


def found(probability: np.ndarray, scale: tuple[float, float]) -> list[Box]:
    """The boxes in one map; `scale` is photo px per map px, along x and y."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((probability > THRESHOLD).astype(np.uint8), connectivity=8)
    boxes = []
    for label in range(1, count):
        if stats[label, cv2.CC_STAT_AREA] < LEAST_PIXELS:
            continue
        inside = labels == label
        said = probability[inside]
        sure = inside & (probability >= max(THRESHOLD, SURE * np.percentile(said, CLEAR, method="lower")))
        boxes.append(_box(inside, sure, float(said.mean()) * min(1.0, np.sqrt(len(said)) / 12), scale))
    return boxes


def best(boxes: list[Box], limit: int = BEST) -> list[Box]:
    """The surest boxes, without those that lie on a surer one, and without what is far behind."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: -b.score):
        near = not kept or box.score >= BEHIND * kept[0].score
        if near and len(kept) < limit and all(overlap(box.corners, k.corners) < SAME for k in kept):
            kept.append(box)
    return kept


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    """Intersection over union of two convex quadrilaterals."""
    shared, _ = cv2.intersectConvexConvex(np.float32(one), np.float32(other))
    return float(shared / max(1e-6, cv2.contourArea(np.float32(one)) + cv2.contourArea(np.float32(other)) - shared))


def core(quad: np.ndarray) -> np.ndarray:
    """The part of a counter that the localiser is trained to mark."""
    tl, tr, br, bl = quad.astype(np.float64)
    height = (np.linalg.norm(bl - tl) + np.linalg.norm(br - tr)) / 2
    width = (np.linalg.norm(tr - tl) + np.linalg.norm(br - bl)) / 2
    end, side = min(0.3, CORE_END * height / max(width, 1)), (1 - CORE_HEIGHT) / 2

    def at(s: float, t: float) -> np.ndarray:
        return (tl * (1 - s) + tr * s) * (1 - t) + (bl * (1 - s) + br * s) * t

    return np.float32([at(end, side), at(1 - end, side), at(1 - end, 1 - side), at(end, 1 - side)])


def _box(inside: np.ndarray, sure: np.ndarray, score: float, scale: tuple[float, float]) -> Box:
    """A rectangle as long as the component and as high as its sure part, less the rim of doubt that this part lies in."""
    ys, xs = np.nonzero(inside)
    (cx, cy), (a, b), angle = cv2.minAreaRect(np.stack([xs, ys], 1).astype(np.float32))
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    width, height = a, b
    if height > width:
        width, height, along = height, width, np.array([-along[1], along[0]])
    if along[0] < 0 or (along[0] == 0 and along[1] < 0):
        along = -along
    across = np.array([-along[1], along[0]])
    ys, xs = np.nonzero(sure)
    at = xs * across[0] + ys * across[1]
    high = at.max() - at.min()
    width, middle = max(high, width - max(0.0, height - high)), (at.max() + at.min()) / 2
    height = (high + 1) / CORE_HEIGHT
    width = width + 1 + 2 * CORE_END * height
    centre = along * (np.array([cx, cy]) @ along) + across * middle + 0.5
    corners = [centre + sx * along * width / 2 + sy * across * height / 2 for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return Box(np.float32(corners) * np.float32(scale), score)
