"""Reads labelled photos and cut-out counters, and counts. For totals only: nothing here may be trained or fitted on."""

import argparse
import csv
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

from meter_reader import calibration
from meter_reader.reading.reader import GLANCES, Reader


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=["photos", "crops"])
    options.add_argument("folder", type=Path, help="has photos.csv and photos/, crops.csv and crops/")
    options.add_argument("--models", type=Path, required=True)
    options.add_argument("--out", type=Path, help="predictions, a JSON object per line")
    options.add_argument("--glances", type=_glances, default=GLANCES, help="long sides in px, such as 448/640,320")
    options.add_argument("--limit", type=int, default=0, help="so many per source")
    chosen = options.parse_args()
    reader = Reader(chosen.models, chosen.glances)
    rows = list(csv.DictReader((chosen.folder / f"{chosen.what}.csv").open(newline="")))
    if chosen.limit:
        rows = _limited(rows, chosen.limit)
    (_crops if chosen.what == "crops" else _photos)(reader, rows, chosen)


def _glances(text: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(side) for side in glance.split(",")) for glance in text.split("/"))


def _limited(rows: list[dict], limit: int) -> list[dict]:
    taken: dict[str, int] = defaultdict(int)
    shuffled = np.random.default_rng(1).permutation(len(rows))
    kept = []
    for i in shuffled:
        if taken[rows[i]["source"]] < limit:
            taken[rows[i]["source"]] += 1
            kept.append(rows[i])
    return kept


def answers(row: dict) -> set[str]:
    """The digits that count as right, without the point and leading zeros."""
    texts = [row.get("text") or row.get("reading")] + [a for a in row["alternatives"].split("|") if a]
    return {t.replace(".", "").lstrip("0") or "0" for t in texts}


def _crops(reader: Reader, rows: list[dict], chosen: argparse.Namespace) -> None:
    counts: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(5))
    for row in rows:
        image = cv2.cvtColor(cv2.imread(str(chosen.folder / "crops" / row["file"])), cv2.COLOR_BGR2RGB)
        reading = reader.read_cut_out(image)
        right = answers(row)
        digits = reading.candidates[0].digits if reading.candidates else ""
        whole = digits[: len(digits) - reading.candidates[0].decimals] if digits else ""
        exact = (digits.lstrip("0") or "0") in right
        integer = (whole.lstrip("0") or "0") in ({a for a in right} if "." not in row["text"] else {row["text"].split(".")[0].lstrip("0") or "0"})
        prefix = exact or any(digits.lstrip("0").startswith(a) and len(digits.lstrip("0")) - len(a) <= 3 for a in right)
        counts[row["country"] + " " + row["kind"]] += (1, exact, integer, prefix, reading.features.get("counter", 0))
        counts["all"] += (1, exact, integer, prefix, reading.features.get("counter", 0))
    print(f"{'crops':24} {'n':>5} {'digits':>7} {'integer':>8} {'prefix':>7} {'counter':>8}")
    for key, c in sorted(counts.items()):
        print(f"{key:24} {int(c[0]):5} " + " ".join(f"{v / c[0]:7.3f}" for v in c[1:]))


def _photos(reader: Reader, rows: list[dict], chosen: argparse.Namespace) -> None:
    started, lines = time.process_time(), []
    judge = calibration.load(chosen.models / "calibration.json")
    for i, row in enumerate(rows):
        image = cv2.cvtColor(cv2.imread(str(chosen.folder / "photos" / row["file"])), cv2.COLOR_BGR2RGB)
        reading = reader.read(image)
        confidence = judge.confidence(reading)
        best = reading.candidates[0].text() if reading.candidates else None
        lines.append({
            "file": row["file"], "status": "READ" if best and confidence >= judge.threshold else "UNREADABLE", "reading": best, "confidence": confidence,
            "turning": reading.turning, "candidates": [c.text() for c in reading.candidates], "features": reading.features, "faults": reading.faults,
            "corners": reading.corners.tolist() if reading.corners is not None else None,
        })
        if (i + 1) % 50 == 0:
            print(f"{i + 1} of {len(rows)} photos, {1000 * (time.process_time() - started) / (i + 1):.0f} ms of CPU each", file=sys.stderr)
    chosen.out.write_text("".join(json.dumps(line) + "\n" for line in lines))
    print(f"{len(rows)} photos, {1000 * (time.process_time() - started) / len(rows):.0f} ms of CPU each, written to {chosen.out}")


if __name__ == "__main__":
    main()
