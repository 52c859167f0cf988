"""Learning to read strips."""

from collections import defaultdict
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor, nn

from meter_reader import assets
from meter_reader.networks import pretrained
from meter_reader.networks.recogniser import STEPS, STRIP_TRAITS, Reading, Recogniser
from meter_reader.reading.reader import split_of
from meter_reader.render.strips import Strip, strip
from meter_reader.train.batches import Batch
from meter_reader.train.losses import ctc, masked, pictures, split

DIGITS_MAX = 12
VALIDATION_STRIPS = 400
VALIDATION_SEED = 1_000_003


@dataclass
class Targets:
    """What the network ought to say of one strip."""

    digits: np.ndarray
    """[DIGITS_MAX], digit + 1, 0 behind the last; all 0 where nothing is to be read."""
    wheels: np.ndarray
    """[STEPS], 1 where the column lies on a wheel; elsewhere `decimal` and `turning` do not count."""
    decimal: np.ndarray
    turning: np.ndarray
    columns: np.ndarray
    """[DIGITS_MAX], the column in the middle of each wheel, -1 behind the last."""
    decimals: np.ndarray
    """How many wheels stand behind the point."""
    point: np.ndarray
    """[STEPS], 1 where the decimal point stands."""
    point_known: np.ndarray
    """[STEPS], all 1 where it is known whether there is a point."""
    traits: np.ndarray
    """[STRIP_TRAITS], 1 where it is so."""
    known: np.ndarray
    """[STRIP_TRAITS], 1 where the truth is known."""

    @staticmethod
    def of(shown: Strip) -> "Targets":
        digits = np.zeros(DIGITS_MAX, np.int64)
        wheels, decimal, turning = (np.zeros(STEPS, np.float32) for _ in range(3))
        middles = np.full(DIGITS_MAX, -1, np.int64)
        if shown.readable:
            middles[: len(shown.digits)] = columns_of(shown)
            digits[: len(shown.digits)] = np.add(shown.digits, 1)
            columns = (np.arange(STEPS) + 0.5) / STEPS
            for index, centre in enumerate(shown.centres):
                on_wheel = np.abs(columns - centre) <= shown.half_width
                wheels[on_wheel] = 1
                decimal[on_wheel] = shown.decimal[index]
                turning[on_wheel] = shown.turning[index]
        point, point_known = np.zeros(STEPS, np.float32), np.full(STEPS, float(shown.readable and shown.point_known), np.float32)
        if shown.point is not None:
            point[np.abs((np.arange(STEPS) + 0.5) / STEPS - shown.point) <= 0.75 / STEPS] = 1
        traits = traits_of(shown)
        return Targets(
            digits,
            wheels,
            decimal,
            turning,
            middles,
            np.int64(sum(shown.decimal) if shown.readable else 0),
            point,
            point_known,
            traits=np.float32([0 if trait is None else trait for trait in traits]),
            known=np.float32([trait is not None for trait in traits]),
        )


def columns_of(shown: Strip) -> list[int]:
    """The columns in which the middles of the wheels lie."""
    return [min(STEPS - 1, max(0, int(centre * STEPS))) for centre in shown.centres]


def traits_of(shown: Strip) -> list[float | None]:
    """The truth of STRIP_TRAITS; None where it is neither clearly so nor clearly not."""
    display = None if shown.kind == "none" else float(shown.kind == "lcd")
    return [float(shown.readable), shown.blur, shown.glare, shown.dark, shown.cut, display]


def render(rng: np.random.Generator, size: int) -> Batch:
    return batch_of([strip(rng) for _ in range(size)])


def batch_of(strips: list[Strip]) -> Batch:
    targets = [Targets.of(shown) for shown in strips]
    named = {field.name: np.stack([getattr(t, field.name) for t in targets]) for field in fields(Targets)}
    return {"image": np.stack([shown.image for shown in strips]), **named}


class ReadStrips:
    """The recogniser's task."""

    name = "recogniser"
    batch = 24
    learning_rate = 6e-4
    render = staticmethod(render)

    def __init__(self) -> None:
        self._validation: list[Strip] = []

    def network(self) -> Recogniser:
        network = pretrained.recogniser(assets.weights() / pretrained.RECOGNISER_FILE)
        network.backbone.stem.requires_grad_(False)  # edges are edges, and their backward pass is dear
        return network

    def new_layers(self, network: Recogniser) -> list[nn.Module]:
        return [network.wheel, network.strip]

    def losses(self, network: nn.Module, batch: dict[str, Tensor]) -> tuple[Tensor, dict[str, float]]:
        reading = network(pictures(batch["image"]))
        parts = {
            "digits": ctc(reading.digits, batch["digits"]),
            "decimal": masked(reading.decimal, batch["decimal"], batch["wheels"]),
            "split": split(reading.decimal, batch["columns"], batch["decimals"]),
            "turning": masked(reading.turning, batch["turning"], batch["wheels"]),
            "point": masked(reading.point, batch["point"], batch["point_known"]),
            "strip": masked(reading.strip, batch["traits"], batch["known"]),
        }
        total = parts["digits"] + 0.5 * parts["decimal"] + parts["split"] + 2 * parts["point"] + 0.5 * (parts["turning"] + parts["strip"])
        figures = {name: float(part.detach()) for name, part in parts.items()}
        return total, figures | {"exact": exact_share(reading.digits.detach(), batch["digits"])}

    def validate(self, network: nn.Module, device: torch.device) -> dict[str, float]:
        if not self._validation:
            rng = np.random.default_rng(VALIDATION_SEED)
            self._validation = [strip(rng) for _ in range(VALIDATION_STRIPS)]
        score = Score()
        for first in range(0, len(self._validation), 50):
            some = self._validation[first : first + 50]
            images = torch.from_numpy(np.stack([shown.image for shown in some])).to(device)
            with torch.no_grad():
                score.add(some, network(pictures(images)))
        return score.figures()


class Score:
    """How right the network is on strips whose truth is known."""

    def __init__(self) -> None:
        self._right: dict[str, list[bool]] = defaultdict(list)

    def add(self, strips: list[Strip], reading: Reading) -> None:
        texts = greedy(reading.digits.cpu())
        decimal = torch.sigmoid(reading.decimal).cpu().numpy()
        turning, traits = ((part.cpu() > 0).numpy() for part in (reading.turning, reading.strip))
        for index, shown in enumerate(strips):
            for number, truth in enumerate(traits_of(shown)):
                if truth is not None:
                    self._right[STRIP_TRAITS[number]].append(traits[index, number] == (truth > 0.5))
            if shown.readable:
                self._add_readable(shown, texts[index], decimal[index], turning[index])

    def _add_readable(self, shown: Strip, text: list[int], decimal: np.ndarray, turning: np.ndarray) -> None:
        columns = columns_of(shown)
        exact = text == shown.digits
        self._right["exact"].append(exact)
        self._right[f"exact {shown.kind}"].append(exact)
        if any(shown.turning):
            self._right["exact while turning"].append(exact)
        self._right[f"decimals {shown.kind}"].append(split_of(decimal[columns])[0] == sum(shown.decimal))
        for column, truth in zip(columns, shown.turning):
            self._right["turning" if truth else "standing"].append(turning[column] == truth)

    def figures(self) -> dict[str, float]:
        return {name: float(np.mean(right)) for name, right in sorted(self._right.items())}


def greedy(logits: Tensor) -> list[list[int]]:
    """The digits of the best symbol of every column, repetitions and blanks dropped."""
    return [[int(s) - 1 for s in torch.unique_consecutive(row) if s > 0] for row in logits.argmax(-1)]


def exact_share(logits: Tensor, digits: Tensor) -> float:
    """The share of the readable strips of a batch whose digits are all right; not a number if there are none."""
    truth = [[int(d) - 1 for d in row if d > 0] for row in digits.cpu()]
    right = [read == told for read, told in zip(greedy(logits.cpu()), truth) if told]
    return sum(right) / len(right) if right else float("nan")
