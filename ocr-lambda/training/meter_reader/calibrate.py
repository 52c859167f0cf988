"""Fits the confidence and its thresholds on rendered photos that nothing was trained on, and draws how honest it is."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from meter_reader.calibration import Calibration, odds
from meter_reader.failures import Failures, could_be_read, truth_of
from meter_reader.reading.boxes import overlap
from meter_reader.reading.reader import Reader, Reading
from meter_reader.render.scenes import Scene, scene

SEED = 900_001  # far from the seeds of training
WANTED_ERROR = 0.005
SAME_PLACE = 0.4  # overlap from which it is the counter that was read
HARDLY_READABLE = 0.1  # the share of customers' photos that a person could not read; of drawn ones it is more, and they weigh less
_SIZES = ((640, 480), (480, 640), (800, 600), (600, 800), (1024, 768), (768, 1024))


@dataclass
class Trial:
    """One rendered photo, what was read, whether its whole digits are right, and whether a person could have read them."""

    reading: Reading
    right: bool
    kind: str
    readable: bool
    digits: np.ndarray | None = None
    """What stands in the places of `reading.wheels`; None when another place was read, or not as many digits."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--models", type=Path, required=True)
    options.add_argument("--photos", type=int, default=1500)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--wanted-error", type=float, default=WANTED_ERROR)
    options.add_argument("--report", type=Path, help="folder for the reliability diagram and the figures")
    chosen = options.parse_args()
    failures = Failures()
    trials = tried(Reader(chosen.models), chosen.photos, chosen.seed, failures)
    half = len(trials) // 2
    fitted = fit(trials[:half], chosen.wanted_error)
    (chosen.models / "calibration.json").write_text(json.dumps(
        {"slope": fitted.slope, "bias": fitted.bias, "threshold": fitted.threshold, "thresholds": fitted.thresholds,
         "wantedError": chosen.wanted_error, "photos": half, "seed": chosen.seed}, indent=2) + "\n")
    figures = judged(fitted, trials[half:]) | {"failures": dict(failures.counts)}
    print(json.dumps(figures, indent=2))
    if chosen.report:
        chosen.report.mkdir(parents=True, exist_ok=True)
        (chosen.report / "calibration.json").write_text(json.dumps(figures, indent=2) + "\n")
        cv2.imwrite(str(chosen.report / "reliability.png"), diagram(figures["bins"]))
        cv2.imwrite(str(chosen.report / "failures.jpg"), cv2.cvtColor(failures.picture(), cv2.COLOR_RGB2BGR), (cv2.IMWRITE_JPEG_QUALITY, 80))


def tried(reader: Reader, photos: int, seed: int, failures: Failures) -> list[Trial]:
    """Reads rendered photos, one seed each, so that a photo can be drawn again alone; what is wrong is shown to `failures`."""
    trials = []
    for i in range(photos):
        rng = np.random.default_rng((seed, i))
        width, height = _SIZES[rng.integers(len(_SIZES))]
        drawn = scene(rng, width, height)
        reading = reader.read(drawn.image)
        right, readable = bool(reading.candidates) and is_right(reading, drawn), could_be_read(drawn)
        if reading.candidates:
            trials.append(Trial(reading, right, drawn.counter.kind if drawn.counter else "none", readable, digits_of(reading, drawn)))
        if not right and (reading.candidates or readable):
            failures.add(reading, drawn)
        if (i + 1) % 100 == 0:
            print(f"{i + 1} of {photos} photos read, {sum(t.right for t in trials)} right", file=sys.stderr)
    return trials


def is_right(reading: Reading, drawn: Scene) -> bool:
    """The whole digits are those of the counter, leading zeros aside."""
    truth = truth_of(drawn)
    return bool(truth) and int(reading.candidates[0].text().split(".")[0]) == int(truth.split(".")[0])


def digits_of(reading: Reading, drawn: Scene) -> np.ndarray | None:
    """The counter's digits, where it was the counter that was read, and all of it."""
    if drawn.counter is None or reading.corners is None or overlap(reading.corners, drawn.quad) < SAME_PLACE:
        return None
    digits = np.array(drawn.counter.digits)
    return digits if reading.wheels is not None and len(digits) == len(reading.wheels) else None


def fit(trials: list[Trial], wanted_error: float, rounds: int = 30) -> Calibration:
    """Logistic regression by Newton's method, then the lowest thresholds that kept the wanted error."""
    x = np.array([[odds(t.reading), 1.0] for t in trials])
    y = np.array([t.right for t in trials], float)
    counts = weighed(np.array([t.readable for t in trials]))
    line = np.zeros(2)
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ line))
        hessian = x.T @ (x * (counts * p * (1 - p))[:, None]) + 1e-6 * np.eye(2)
        line += np.linalg.solve(hessian, x.T @ (counts * (y - p)))
    fitted = Calibration(float(line[0]), float(line[1]), 0.5)
    confidence = np.array([fitted.confidence(t.reading) for t in trials])
    fitted.threshold = threshold(confidence, y, wanted_error)
    for kind in ("drum", "lcd"):
        # a wrong reading of a photo without a counter counts against every kind
        of_kind = np.array([t.kind in (kind, "none") for t in trials])
        fitted.thresholds[kind] = threshold(confidence[of_kind], y[of_kind], wanted_error)
    return fitted


def wheels_of(trials: list[Trial]) -> tuple[np.ndarray, np.ndarray]:
    """[n, 10] chances and [n] digits of all places whose truth is known, in photos that a person could read."""
    known = [t for t in trials if t.digits is not None and t.readable]
    if not known:
        return np.zeros((0, 10)), np.zeros(0, int)
    return np.concatenate([t.reading.wheels for t in known]), np.concatenate([t.digits for t in known])


def weighed(readable: np.ndarray) -> np.ndarray:
    """What each photo counts, so that the hardly readable ones are as many as among customers' photos."""
    if readable.all() or not readable.any():
        return np.ones(len(readable))
    share = HARDLY_READABLE / (1 - HARDLY_READABLE) * readable.sum() / (~readable).sum()
    return np.where(readable, 1.0, min(1.0, share))


def threshold(confidence: np.ndarray, right: np.ndarray, wanted_error: float) -> float:
    """The lowest confidence from which no more than the wanted share was wrong; of few photos that is the first wrong one's."""
    order = np.argsort(-confidence)
    wrong = np.cumsum(1 - right[order])
    taken = np.arange(1, len(order) + 1)
    allowed = (wrong + 1) <= np.maximum(1, wanted_error * taken)  # as if the next one were wrong
    return float(confidence[order][np.nonzero(allowed)[0].max()]) if allowed.any() else 1.0


def judged(fitted: Calibration, trials: list[Trial]) -> dict:
    """Figures on photos that were not used for fitting."""
    confidence = np.array([fitted.confidence(t.reading) for t in trials])
    right = np.array([t.right for t in trials], float)
    accepted = confidence >= fitted.threshold
    bins = []
    for low in np.arange(0, 1, 0.1):
        inside = (confidence >= low) & ((confidence < low + 0.1) | (low > 0.85))
        if inside.any():
            bins.append({"from": round(float(low), 1), "photos": int(inside.sum()), "confidence": float(confidence[inside].mean()), "right": float(right[inside].mean())})
    chances, digits = wheels_of(trials)
    error = sum(b["photos"] * abs(b["confidence"] - b["right"]) for b in bins) / max(1, len(trials))
    return {
        "photos": len(trials), "right": float(right.mean()), "accepted": float(accepted.mean()),
        "wrongAmongAccepted": float(1 - right[accepted].mean()) if accepted.any() else 0.0,
        "expectedCalibrationError": float(error), "bins": bins,
        "digits": {"count": len(digits), "expectedCalibrationError": digit_error(chances, digits)},
    }


def digit_error(chances: np.ndarray, digits: np.ndarray) -> float:
    """How far the likeliest digit's chance and how often it is right are apart, over tenths of the chance."""
    if not len(digits):
        return 0.0
    chance, right = chances.max(-1), chances.argmax(-1) == digits
    tenth = np.minimum(9, (chance * 10).astype(int))
    apart = [abs(chance[tenth == t].sum() - right[tenth == t].sum()) for t in range(10)]
    return float(sum(apart) / len(digits))


def diagram(bins: list[dict], side: int = 360) -> np.ndarray:
    """Confidence to the right, share of right readings upwards; a honest reader's dots lie on the line."""
    edge = 40
    image = np.full((side + 2 * edge, side + 2 * edge, 3), 255, np.uint8)
    at = lambda x, y: (round(edge + x * side), round(edge + (1 - y) * side))
    cv2.rectangle(image, at(0, 1), at(1, 0), (150, 150, 150), 1)
    cv2.line(image, at(0, 0), at(1, 1), (180, 180, 180), 1, cv2.LINE_AA)
    most = max(b["photos"] for b in bins)
    for b in bins:
        cv2.circle(image, at(b["confidence"], b["right"]), round(4 + 14 * np.sqrt(b["photos"] / most)), (170, 90, 20), -1, cv2.LINE_AA)
        cv2.putText(image, str(b["photos"]), (at(b["confidence"], 0)[0] - 10, side + edge + 16), cv2.FONT_HERSHEY_SIMPLEX, 0.35, (90, 90, 90), 1, cv2.LINE_AA)
    cv2.putText(image, "confidence", (edge, side + 2 * edge - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (0, 0, 0), 1, cv2.LINE_AA)
    cv2.putText(image, "share that is right", (edge, 26), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (0, 0, 0), 1, cv2.LINE_AA)
    return image


if __name__ == "__main__":
    main()
