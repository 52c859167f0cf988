"""Sheets of what is trained on, to look at."""

from pathlib import Path

import cv2
import numpy as np

from meter_reader.render import sheet
from meter_reader.render.strips import Strip, strip

STRIP_COLUMNS = 5


def draw(what: str, out: Path, count: int, seed: int) -> int:
    """Writes so many strips or scenes, with their truth, side by side as a PNG; 0 when it could be written."""
    rng = np.random.default_rng(seed)
    if what == "scenes":
        image = sheet.scenes(rng, count, marked=True)
    else:
        cells = [_labelled(strip(rng)) for _ in range(count)]
        cells += [np.zeros_like(cells[0])] * (-len(cells) % STRIP_COLUMNS)
        rows = [np.hstack(cells[i : i + STRIP_COLUMNS]) for i in range(0, len(cells), STRIP_COLUMNS)]
        image = np.vstack(rows)
    return 0 if cv2.imwrite(str(out), cv2.cvtColor(image, cv2.COLOR_RGB2BGR)) else 1


def _labelled(shown: Strip) -> np.ndarray:
    """The strip with its digits below: decimals behind a point, a turning wheel with a tilde, faults by their first letters."""
    text = "-"
    if shown.readable:
        text = ""
        for index, digit in enumerate(shown.digits):
            text += "." if shown.decimal[index] and not shown.decimal[index - 1] else ""
            text += f"{digit}{'~' if shown.turning[index] else ''}"
    faults = {"blur": shown.blur, "glare": shown.glare, "dark": shown.dark, "cut": shown.cut}
    text += "".join(f" {name}" for name, truth in faults.items() if truth)
    below = np.zeros((18, shown.image.shape[1], 3), np.uint8)
    cv2.putText(below, text, (3, 13), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (255, 255, 255), 1, cv2.LINE_AA)
    return cv2.copyMakeBorder(np.vstack([shown.image, below]), 0, 2, 0, 2, cv2.BORDER_CONSTANT)
