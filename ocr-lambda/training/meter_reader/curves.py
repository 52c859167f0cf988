"""Draws how a training went: what was right on the fixed rendered set, step by step."""

import json
from pathlib import Path

import cv2
import numpy as np

SHOWN = {
    "recogniser": ("exact drum", "exact lcd", "decimals drum", "decimals lcd", "exact while turning"),
    "localiser": ("any large", "first large", "any small", "first small"),
}
"""The figures that tell most, per network; all others stand in the runs' validation.jsonl."""

_COLOURS = ((180, 60, 20), (30, 120, 30), (30, 30, 190), (160, 30, 140), (20, 130, 170))  # BGR
_WIDTH, _HEIGHT, _LEFT, _TOP, _BELOW = 520, 260, 44, 30, 30


def write(runs: Path, report: Path) -> Path:
    """The curves of all networks that were trained in `runs`, as `curves.png` in the report's folder."""
    panels = [panel(name, points_of(runs / name / "validation.jsonl"), figures) for name, figures in SHOWN.items() if (runs / name / "validation.jsonl").exists()]
    if not panels:
        raise FileNotFoundError(f"{runs} holds no validation.jsonl: nothing was trained there")
    path = report / "curves.png"
    report.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.vstack(panels))
    return path


def points_of(validation: Path) -> list[dict[str, float]]:
    """Each time the network was validated, its step and its figures."""
    return [json.loads(line) for line in validation.read_text().splitlines() if line.strip()]


def panel(name: str, points: list[dict[str, float]], figures: tuple[str, ...]) -> np.ndarray:
    """Steps to the right, shares from 0 to 1 upwards, a line per figure and its last value beside its name."""
    image = np.full((_HEIGHT + _TOP + _BELOW, _WIDTH + _LEFT + 220, 3), 255, np.uint8)
    last = max(point["step"] for point in points)
    at = lambda step, share: (round(_LEFT + _WIDTH * step / last), round(_TOP + _HEIGHT * (1 - share)))
    for share in np.arange(0, 1.01, 0.25):
        cv2.line(image, at(0, share), at(last, share), (225, 225, 225), 1)
        _text(image, f"{share:.2f}", 4, at(0, share)[1] + 4, (120, 120, 120))
    _text(image, f"{name}, {last} steps", _LEFT, 18, (0, 0, 0))
    for number, figure in enumerate(figures):
        told = [(point["step"], point[figure]) for point in points if figure in point]
        if not told:
            continue
        line = np.int32([at(step, share) for step, share in told])
        cv2.polylines(image, [line], False, _COLOURS[number], 2, cv2.LINE_AA)
        _text(image, f"{figure} {told[-1][1]:.2f}", _LEFT + _WIDTH + 12, _TOP + 20 + 22 * number, _COLOURS[number])
    return image


def _text(image: np.ndarray, text: str, x: int, y: int, colour: tuple[int, int, int]) -> None:
    cv2.putText(image, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.42, colour, 1, cv2.LINE_AA)
