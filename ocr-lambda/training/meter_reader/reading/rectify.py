"""Cuts a counter out of a photo and lays it flat."""

import cv2
import numpy as np

WIDTH, HEIGHT = 224, 48


class Pyramid:
    """A photo and its halves, so that a large counter is averaged and not sampled."""

    def __init__(self, image: np.ndarray):
        self.levels = [image]
        while min(self.levels[-1].shape[:2]) >= 64 and len(self.levels) < 6:
            h, w = (v // 2 * 2 for v in self.levels[-1].shape[:2])
            self.levels.append(cv2.resize(self.levels[-1][:h, :w], (w // 2, h // 2), interpolation=cv2.INTER_AREA))

    def strip(self, corners: np.ndarray, padding: tuple[float, float]) -> np.ndarray:
        """The counter within `corners` plus padding (shares of its height along x and y), 48 x 224."""
        quad = padded(corners, padding)
        height = float(np.linalg.norm(quad[3] - quad[0]))
        level = 0
        while level + 1 < len(self.levels) and height / 2 ** (level + 1) >= HEIGHT:
            level += 1
        source = quad / 2**level - 0.5
        target = np.float32([[-0.5, -0.5], [WIDTH - 0.5, -0.5], [WIDTH - 0.5, HEIGHT - 0.5], [-0.5, HEIGHT - 0.5]])
        matrix = cv2.getPerspectiveTransform(np.float32(source), target)
        return cv2.warpPerspective(self.levels[level], matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def padded(corners: np.ndarray, padding: tuple[float, float]) -> np.ndarray:
    """Corners moved outwards by shares of the height."""
    tl, tr, br, bl = corners.astype(np.float64)
    height = (np.linalg.norm(bl - tl) + np.linalg.norm(br - tr)) / 2
    along = (tr - tl + br - bl) / max(1e-6, np.linalg.norm(tr - tl) + np.linalg.norm(br - bl))
    across = (bl - tl + br - tr) / max(1e-6, np.linalg.norm(bl - tl) + np.linalg.norm(br - tr))
    x, y = along * padding[0] * height, across * padding[1] * height
    return np.float32([tl - x - y, tr + x - y, br + x + y, bl - x + y])
