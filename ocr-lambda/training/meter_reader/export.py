"""Writes a trained network as the ONNX model that the Java reader loads, and checks that both say the same.

Signatures (normalisation is inside; input is float32 RGB from 0 to 255, planar):

* localiser: `photo` [1,3,H,W] -> `counter` [1,1,H,W], `scene` [1,2]
* recogniser: `strips` [N,3,48,224] -> `digits` [N,28,11], `decimal` [N,28], `turning` [N,28], `strip` [N,6]
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from meter_reader.networks import localiser, recogniser
from meter_reader.quiet import quietly
from meter_reader.train.checkpoint import Checkpoint
from meter_reader.train.loop import checkpoint_of

OPSET = 17
TOLERANCE = 1e-3
"""Between torch and ONNX Runtime, on noise. Single precision sums differ most where nothing is familiar: strips differ ten times less."""


class ExportedRecogniser(nn.Module):
    """The recogniser with probabilities instead of logits."""

    def __init__(self, network: recogniser.Recogniser):
        super().__init__()
        self.network = network

    def forward(self, strips: Tensor) -> tuple[Tensor, ...]:
        return recogniser.probabilities(self.network(strips))


class ExportedLocaliser(nn.Module):
    """The localiser with probabilities instead of logits."""

    def __init__(self, network: localiser.Localiser):
        super().__init__()
        self.network = network

    def forward(self, photo: Tensor) -> tuple[Tensor, ...]:
        return localiser.probabilities(self.network(photo))


@dataclass(frozen=True)
class Signature:
    """Names of a model's input and outputs, and which of their axes are free."""

    input: str
    outputs: tuple[str, ...]
    free_axes: dict[str, dict[int, str]]
    samples: tuple[tuple[int, ...], ...]
    """Shapes to compare on."""


RECOGNISER = Signature(
    "strips",
    ("digits", "decimal", "turning", "strip"),
    {name: {0: "n"} for name in ("strips", "digits", "decimal", "turning", "strip")},
    ((1, 3, 48, 224), (9, 3, 48, 224)))

LOCALISER = Signature(
    "photo",
    ("counter", "scene"),
    {"photo": {2: "h", 3: "w"}, "counter": {2: "h", 3: "w"}},
    ((1, 3, 64, 96), (1, 3, 320, 480)))


@dataclass(frozen=True)
class Written:
    """An exported model, and how far ONNX Runtime is from torch on noise."""

    path: Path
    bytes: int
    difference: float


def export(what: str, runs: Path, folder: Path) -> int:
    """Exports the averaged weights of the last checkpoints; 0 when all were there."""
    for name in ("recogniser", "localiser") if what == "all" else (what,):
        checkpoint = Checkpoint.load(checkpoint_of(runs, name))
        network = NETWORKS[name]()
        network.load_state_dict(checkpoint.average)
        written = WRITERS[name](network, folder / f"{name}.onnx")
        print(f"{written.path}: step {checkpoint.step}, {written.bytes / 1e6:.1f} MB, {written.difference:.1e} from torch")
    return 0


def write_recogniser(network: recogniser.Recogniser, path: Path) -> Written:
    return _write(ExportedRecogniser(network), RECOGNISER, path)


def write_localiser(network: localiser.Localiser, path: Path) -> Written:
    return _write(ExportedLocaliser(network), LOCALISER, path)


def _write(module: nn.Module, signature: Signature, path: Path) -> Written:
    """Writes beside the goal and renames, so that a reader never sees half a model."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    module = module.to("cpu", memory_format=torch.contiguous_format).eval()
    with quietly(), torch.no_grad():
        torch.onnx.export(
            module, (_noise(signature.samples[0]),), str(unfinished), dynamo=False, opset_version=OPSET,
            input_names=[signature.input], output_names=list(signature.outputs), dynamic_axes=signature.free_axes)
    onnx.checker.check_model(str(unfinished), full_check=True)
    difference = max(_difference(module, unfinished, signature, shape) for shape in signature.samples)
    if difference > TOLERANCE:
        raise ValueError(f"{path.name}: ONNX Runtime is {difference:.1e} from torch")
    os.replace(unfinished, path)
    return Written(path, path.stat().st_size, difference)


def _difference(module: nn.Module, path: Path, signature: Signature, shape: Sequence[int]) -> float:
    noise = _noise(shape)
    with torch.no_grad():
        expected = module(noise)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    answers = session.run(list(signature.outputs), {signature.input: noise.numpy()})
    return max(float(np.abs(a - e.numpy()).max()) for a, e in zip(answers, expected))


def _noise(shape: Sequence[int]) -> Tensor:
    return torch.from_numpy(np.random.default_rng(1).uniform(0, 255, shape).astype(np.float32))


NETWORKS = {"recogniser": recogniser.Recogniser, "localiser": localiser.Localiser}
WRITERS = {"recogniser": write_recogniser, "localiser": write_localiser}
