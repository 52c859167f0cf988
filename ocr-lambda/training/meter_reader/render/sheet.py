"""Contact sheets of what is drawn, to look at: `python -m meter_reader.render.sheet out.png --scenes 40 --seed 1`."""

import argparse
import time
from pathlib import Path

import cv2
import numpy as np

from meter_reader.render.scenes import Scene, scene

_COLUMNS = 8


def scenes(rng: np.random.Generator, count: int, marked: bool, cell_px: int = 240) -> np.ndarray:
    """Scenes side by side, each with its counter marked green; the left end of the counter is red."""
    return _tiled([_shrunk(_marked(scene(rng)) if marked else scene(rng).image, cell_px) for _ in range(count)])


def _marked(shown: Scene) -> np.ndarray:
    image = shown.image.copy()
    if shown.quad is not None:
        cv2.polylines(image, [np.int32(shown.quad)], True, (0, 255, 0), 1, cv2.LINE_AA)
        cv2.line(image, np.int32(shown.quad[0]).tolist(), np.int32(shown.quad[3]).tolist(), (255, 0, 0), 2)
    faults = f"b{shown.blur:.2f} g{shown.glare:.2f} d{shown.dark:.2f}{' cut' * shown.cut}{' screen' * shown.screen}"
    cv2.putText(image, faults, (4, image.shape[0] - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 0), 1, cv2.LINE_AA)
    return image


def _shrunk(image: np.ndarray, side: int) -> np.ndarray:
    return cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)


def _tiled(cells: list[np.ndarray]) -> np.ndarray:
    cells = cells + [np.zeros_like(cells[0])] * (-len(cells) % _COLUMNS)
    return np.vstack([np.hstack(cells[i : i + _COLUMNS]) for i in range(0, len(cells), _COLUMNS)])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--scenes", type=int, default=40)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--plain", action="store_true", help="without the marks")
    chosen = arguments.parse_args()
    cv2.setNumThreads(1)
    began = time.perf_counter()
    image = scenes(np.random.default_rng(chosen.seed), chosen.scenes, not chosen.plain)
    print(f"{(time.perf_counter() - began) / chosen.scenes * 1000:.1f} ms per scene")
    cv2.imwrite(str(chosen.out), cv2.cvtColor(image, cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
