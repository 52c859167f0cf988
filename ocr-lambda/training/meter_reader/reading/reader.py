"""Reads a photo: finds the counter, lays it flat, reads a few candidates, chooses."""

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from meter_reader.reading import beam
from meter_reader.reading.boxes import Box, best, found
from meter_reader.reading.rectify import Pyramid

LONG_SIDE = 1600
GLANCES = ((448,), (640, 320), (224,))  # long sides at which the photo is looked at: the next ones while nothing reads well
READS_WELL = 0.6  # worth from which no further glance is taken
FIRST_PADDING = (0.12, 0.12)
MORE_PADDINGS = ((0.0, -0.08),)  # what is read alike in strips cut unlike is right more often than what is read in many cut alike
CUT_OUT_PADDINGS = ((0.0, 0.0), (0.15, 0.15), (-0.1, -0.1), (-0.2, -0.2), (0.3, 0.3))  # whoever cut it out left as much around it as he liked
CUT_OUT_LOOKS = 2  # the best of these say what it shows
UPRIGHT = 0.3  # worth from which a strip is not read the other way up as well
CLEAR = 0.6  # rank from which no further box is read
NEAR = 0.5  # a second box is read closely when its rank is at least this share of the best one's
LEAST_DIGITS, MOST_DIGITS = 3, 9
WHEELS_USUAL = {5: (1, 0.35, 0.2, 0.15), 6: (1, 1, 0.6, 0.35), 7: (0.65, 1, 0.85, 0.85), 8: (0.25, 0.25, 0.35, 1)}
"""How usual it is that of so many wheels none, one, two or three stand behind the point, as shares of what is most usual."""
UNUSUAL = 0.1
COUNTER, BLUR, GLARE, DARK, CUT, DISPLAY = range(6)


@dataclass
class Seen:
    """What the recogniser says of one strip."""

    steps: np.ndarray
    decimal: np.ndarray
    turning: np.ndarray
    strip: np.ndarray


@dataclass
class Candidate:
    """A way to read the counter: its digits, how many are decimals, its probability among the readings."""

    digits: str
    decimals: int
    probability: float

    def text(self) -> str:
        whole = len(self.digits) - self.decimals
        return self.digits if self.decimals == 0 else f"{self.digits[:whole]}.{self.digits[whole:]}"


@dataclass
class Reading:
    """What a photo shows; no candidates when there is nothing to be read.

    wheels: [digits of the likeliest candidate, 10], the chances of 0 to 9 in each place, by the recogniser's own word.
    features: figures by name, from which the confidence is derived.
    """

    candidates: list[Candidate]
    corners: np.ndarray | None
    turning: bool
    display: bool = False
    wheels: np.ndarray | None = None
    features: dict[str, float] = field(default_factory=dict)
    faults: dict[str, float] = field(default_factory=dict)


class Reader:
    """Both models, loaded once, on one thread."""

    def __init__(self, models: Path, glances: tuple[tuple[int, ...], ...] = GLANCES):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.localiser = onnxruntime.InferenceSession(str(models / "localiser.onnx"), options, providers=["CPUExecutionProvider"])
        self.recogniser = onnxruntime.InferenceSession(str(models / "recogniser.onnx"), options, providers=["CPUExecutionProvider"])
        self.glances = glances

    def read(self, photo: np.ndarray) -> Reading:
        """Reads an RGB photo."""
        photo = shrunk(photo, LONG_SIDE)
        pyramid, readings, faults = Pyramid(photo), [], {}
        for glance in self.glances:
            boxes, scene = self.locate(photo, glance)
            faults = faults or {"none": float(scene[0]), "screen": float(scene[1])}
            readings += self.readings(pyramid, boxes) if boxes else []
            if any(r.features["worth"] >= READS_WELL for r in readings):
                break
        if not readings:
            return Reading([], None, False, faults=faults)
        reading = max(readings, key=lambda r: r.features["worth"])
        reading.faults |= faults
        return reading

    def read_cut_out(self, counter: np.ndarray) -> Reading:
        """Reads a counter that somebody has cut out already: the whole picture is it, lying or standing."""
        h, w = counter.shape[:2]
        corners = np.float32([(0, 0), (w, 0), (w, h), (0, h)])
        corners = corners if w >= h else np.roll(corners, -1, axis=0)
        pyramid, readings = Pyramid(counter), []
        for way in (corners, np.roll(corners, -2, axis=0)):
            looks = [look for padding in CUT_OUT_PADDINGS for look in self.recognise([pyramid.strip(way, padding)])]
            readings.append(combined(sorted(looks, key=_worth, reverse=True)[:CUT_OUT_LOOKS], way, 1.0))
        return max(readings, key=lambda r: r.features["worth"])

    def locate(self, photo: np.ndarray, glance: tuple[int, ...]) -> tuple[list[Box], np.ndarray]:
        boxes, scenes = [], []
        for long in glance:
            small = glanced(photo, long)
            (h, w), (height, width) = photo.shape[:2], small.shape[:2]
            counter, scene = self.localiser.run(["counter", "scene"], {"photo": planar(small)[None]})
            boxes += found(counter[0, 0], (w / width, h / height))
            scenes.append(scene[0])
        return best(boxes), scenes[0]

    def recognise(self, strips: list[np.ndarray]) -> list[Seen]:
        batch = np.stack([planar(s) for s in strips])
        return [Seen(*parts) for parts in zip(*self.recogniser.run(["digits", "decimal", "turning", "strip"], {"strips": batch}), strict=True)]

    def readings(self, pyramid: Pyramid, boxes: list[Box]) -> list[Reading]:
        """Reads the boxes, the surest first, until one is clear; and the best two of them more closely."""
        held: list[Held] = []
        for box in boxes:
            held.append(self._held(pyramid, box))
            if held[-1].rank() >= CLEAR:
                break
        held.sort(key=Held.rank, reverse=True)
        return [self._closely(pyramid, one) for one in held[:2] if one.rank() >= NEAR * held[0].rank()]

    def _held(self, pyramid: Pyramid, box: Box) -> "Held":
        strip = pyramid.strip(box.corners, FIRST_PADDING)
        (up,) = self.recognise([strip])
        worth = _worth(up)
        if worth >= UPRIGHT:
            return Held(box, box.corners, up, worth)
        (down,) = self.recognise([np.ascontiguousarray(strip[::-1, ::-1])])
        other = _worth(down)
        return Held(box, box.corners, up, worth) if worth >= other else Held(box, np.roll(box.corners, -2, axis=0), down, other)

    def _closely(self, pyramid: Pyramid, held: "Held") -> Reading:
        seen = [held.look] + self.recognise([pyramid.strip(held.corners, p) for p in MORE_PADDINGS])
        return combined(seen, held.corners, held.box.score)


@dataclass
class Held:
    """A box the way up that reads better. worth: how much it looks like a counter this way."""

    box: Box
    corners: np.ndarray
    look: Seen
    worth: float

    def rank(self) -> float:
        return self.box.score**0.5 * self.worth


def combined(seen: list[Seen], corners: np.ndarray | None, box_score: float) -> Reading:
    """One reading from several looks at the same counter."""
    together: dict[str, float] = {}
    tops = []
    for look in seen:
        found_texts = beam.texts(look.steps)
        tops.append(found_texts[0][0])
        for text, probability in found_texts:
            together[text] = together.get(text, 0.0) + probability / len(seen)
    ranked = sorted(((t, p) for t, p in together.items() if LEAST_DIGITS <= len(t) <= MOST_DIGITS), key=lambda item: -item[1])[:3]
    if not ranked:
        return Reading([], corners, False, features={"worth": 0.0})
    text, probability = ranked[0]
    looks = [look for look, top in zip(seen, tops, strict=True) if top == text] or [max(seen, key=lambda s: s.strip[COUNTER])]
    decimal = np.zeros(len(text))
    sure = np.zeros(len(text))
    turning = np.zeros(len(text))
    for look in looks:
        peaks = beam.align(look.steps, text)
        decimal += look.decimal[peaks] / len(looks)
        turning += look.turning[peaks] / len(looks)
        sure += look.steps[peaks, [int(c) + 1 for c in text]] / len(looks)
    display = float(np.mean([s.strip[DISPLAY] for s in seen])) > 0.5
    decimals, split = split_of(decimal, None if display else WHEELS_USUAL.get(len(text)))
    counter = float(np.mean([s.strip[COUNTER] for s in seen]))
    whole = len(text) - decimals
    features = {
        "probability": probability,
        "least_whole_digit": float(sure[:whole].min()),
        "split": split,
        "counter": counter,
        "box": box_score,
        "worth": box_score**0.5 * counter * max(0.0, float(sure.min())) ** 0.5 * probability**0.25,
    }
    candidates = [Candidate(t, min(decimals, len(t) - 1) if len(t) == len(text) else max(0, min(decimals + len(t) - len(text), len(t) - 1)), p) for t, p in ranked]
    names = {"blur": BLUR, "glare": GLARE, "dark": DARK, "cut": CUT}
    faults = {name: float(np.mean([s.strip[i] for s in seen])) for name, i in names.items()}
    return Reading(candidates, corners, bool(turning[whole - 1] > 0.5), display, chances_of(text, seen, tops), features, faults)


def chances_of(text: str, seen: list[Seen], tops: list[str]) -> np.ndarray:
    """[digits, 10], the chances of 0 to 9 in each place, from the looks that see as many digits, or else from all."""
    seeing = [look for look, top in zip(seen, tops, strict=True) if len(top) == len(text)] or seen
    of_looks = []
    for look in seeing:
        steps = look.steps[beam.align(look.steps, text)]
        of_looks.append(steps[:, 1:] / np.maximum(1e-6, 1 - steps[:, :1]))
    return np.mean(of_looks, axis=0)


def split_of(decimal: np.ndarray, usual: tuple[float, ...] | None = None) -> tuple[int, float]:
    """How many of the last digits are decimals, given each one's probability to be one and what is usual; and how sure that is."""
    p = np.clip(decimal, 1e-4, 1 - 1e-4)
    count = len(p)
    scores = np.array([np.log(1 - p[: count - d]).sum() + np.log(p[count - d :]).sum() for d in range(count)])
    if usual:
        scores += np.log([usual[d] if d < len(usual) else UNUSUAL for d in range(count)])
    likely = np.exp(scores - scores.max())
    return int(scores.argmax()), float(likely.max() / likely.sum())


def _worth(seen: Seen) -> float:
    """How much this looks like a counter that can be read."""
    text = greedy(seen.steps)
    if not LEAST_DIGITS <= len(text) <= MOST_DIGITS:
        return 1e-3 * float(seen.strip[COUNTER])
    peaks = beam.align(seen.steps, text)
    sure = seen.steps[peaks, [int(c) + 1 for c in text]]
    return float(seen.strip[COUNTER] * np.sqrt(sure.min()))


def greedy(steps: np.ndarray) -> str:
    at = steps.argmax(1)
    return "".join(str(c - 1) for k, c in enumerate(at) if c and (k == 0 or c != at[k - 1]))


def planar(image: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(image.transpose(2, 0, 1), dtype=np.float32)


def glanced(photo: np.ndarray, long: int) -> np.ndarray:
    """The photo as the localiser looks at it: its long side about so many px, both sides multiples of 32."""
    h, w = photo.shape[:2]
    factor = long / max(h, w)
    size = tuple(max(64, round(v * factor / 32) * 32) for v in (w, h))
    return cv2.resize(photo, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)


def shrunk(photo: np.ndarray, long: int) -> np.ndarray:
    """The photo, made smaller if its long side has more px."""
    h, w = photo.shape[:2]
    if max(h, w) <= long:
        return photo
    factor = long / max(h, w)
    return cv2.resize(photo, (round(w * factor), round(h * factor)), interpolation=cv2.INTER_AREA)
