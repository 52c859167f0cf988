"""Writes down what this reader makes of some photos, so that a test can hold the Java reader against it."""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from meter_reader import calibration
from meter_reader.reading.reader import LONG_SIDE, Reader, shrunk


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("photos", type=Path, nargs="+")
    options.add_argument("--models", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    reader = Reader(chosen.models)
    judge = calibration.load(chosen.models / "calibration.json")
    expected = {"photos": [said(reader, judge, path) for path in sorted(chosen.photos)]}
    chosen.out.write_text(json.dumps(expected, indent=1) + "\n")
    print(f"{len(chosen.photos)} photos written to {chosen.out}")


def said(reader: Reader, judge: calibration.Calibration, path: Path) -> dict:
    """What the reader says of one photo, in the units the Java reader uses: px of the photo it works on."""
    photo = shrunk(cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB), LONG_SIDE)
    reading = reader.read(photo)
    return {
        "photo": path.name,
        "none": round(reading.faults["none"], 4),
        "screen": round(reading.faults["screen"], 4),
        "candidates": [{"text": c.text(), "probability": round(c.probability, 4)} for c in reading.candidates],
        "digits": [round(float(of[int(digit)]), 4) for of, digit in zip(reading.wheels, reading.candidates[0].digits, strict=True)] if reading.candidates else [],
        "corners": reading.corners.round(2).tolist() if reading.corners is not None else None,
        "turning": reading.turning,
        "features": {name: round(value, 4) for name, value in reading.features.items()},
        "faults": {name: round(value, 4) for name, value in reading.faults.items()},
        "confidence": round(judge.confidence(reading), 4),
        "cutOut": cut_out(reader, judge, photo, reading.corners) if reading.candidates else None,
    }


def cut_out(reader: Reader, judge: calibration.Calibration, photo: np.ndarray, corners: np.ndarray) -> dict:
    """What it says of the upright rectangle around the counter, given as left, top, right and bottom, when it is all there is."""
    height, width = photo.shape[:2]
    left, top = np.clip(np.floor(corners.min(0)), 0, (width - 1, height - 1)).astype(int).tolist()
    right, bottom = np.clip(np.ceil(corners.max(0)), (left + 1, top + 1), (width, height)).astype(int).tolist()
    reading = reader.read_cut_out(np.ascontiguousarray(photo[top:bottom, left:right]))
    text = reading.candidates[0].text() if reading.candidates else None
    return {"rectangle": [left, top, right, bottom], "text": text, "confidence": round(judge.confidence(reading), 4)}


if __name__ == "__main__":
    main()
