"""The published weights of PP-OCRv6, poured from their ONNX graphs into our modules.

The published names say nothing, so weights are taken in the order in which the graph uses them, which is the order in
which our modules are declared. Every shape is checked, and a test compares the outcome with ONNX Runtime's.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from meter_reader.networks.localiser import Localiser
from meter_reader.networks.recogniser import Recogniser

DIGITS = "0123456789"
RECOGNISER_FILE = "PP-OCRv6_rec_small.onnx"
LOCALISER_FILE = "PP-OCRv6_det_tiny.onnx"


@dataclass
class Layer:
    """A convolution or linear layer, or a layer normalisation, with batch normalisation folded in."""

    weight: np.ndarray
    bias: np.ndarray | None


class Graph:
    """A published ONNX graph, as the layers it uses, in order."""

    def __init__(self, path: Path):
        self.model = onnx.load(str(path))
        self._constants = {i.name: numpy_helper.to_array(i) for i in self.model.graph.initializer}
        self._nodes = []
        self._same_as: dict[str, str] = {}
        for node in self.model.graph.node:
            if node.op_type == "Constant":
                self._constants[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
            elif node.op_type == "Identity":
                self._same_as[node.output[0]] = node.input[0]
            else:
                self._nodes.append(node)

    def characters(self) -> list[str]:
        """The alphabet of a recogniser, without the blank."""
        entries = {entry.key: entry.value for entry in self.model.metadata_props}
        return entries["character"].splitlines()

    def layers(self) -> list[Layer]:
        found = []
        for node in self._nodes:
            if node.op_type in ("Conv", "ConvTranspose", "MatMul"):
                weight = self._constant(node.input[1])
                if weight is not None:
                    bias = self._constant(node.input[2]) if len(node.input) > 2 else None
                    found.append(self._with_what_follows(node, Layer(weight, bias)))
            elif node.op_type == "Mul":  # the gain of a layer normalisation is the one vector that is multiplied
                gain = self._constant(node.input[1])
                if gain is not None and gain.ndim == 1 and gain.size > 1:
                    found.append(self._with_what_follows(node, Layer(gain, None)))
        return found

    def _with_what_follows(self, node: onnx.NodeProto, layer: Layer) -> Layer:
        following = [n for n in self._nodes if node.output[0] in map(self._origin, n.input)]
        if len(following) != 1:
            return layer
        follower = following[0]
        if follower.op_type == "BatchNormalization":
            gain, shift, mean, variance = (self._constant(name) for name in follower.input[1:5])
            epsilon = next(a.f for a in follower.attribute if a.name == "epsilon")
            scale = gain / np.sqrt(variance + epsilon)
            weight = layer.weight * scale.reshape(-1, *[1] * (layer.weight.ndim - 1))
            before = layer.bias if layer.bias is not None else 0
            return Layer(weight, (before - mean) * scale + shift)
        if follower.op_type == "Add" and layer.bias is None:
            bias = self._constant(follower.input[1])
            if bias is not None and bias.size > 1 or bias is not None and node.op_type == "ConvTranspose":
                return Layer(layer.weight, bias.reshape(-1))
        return layer

    def _origin(self, name: str) -> str:
        while name in self._same_as:
            name = self._same_as[name]
        return name

    def _constant(self, name: str) -> np.ndarray | None:
        return self._constants.get(self._origin(name))


def recogniser(path: Path) -> Recogniser:
    """PP-OCRv6 small's recogniser, of whose 18,710 symbols the blank and the digits are kept."""
    graph = Graph(path)
    layers = graph.layers()
    keep = [0] + [1 + graph.characters().index(digit) for digit in DIGITS]
    head = layers.pop()
    network = Recogniser()
    pour(layers, [network.backbone, network.neck])
    _fill(network.digits, Layer(head.weight[:, keep], head.bias[keep]))
    point = 1 + graph.characters().index(".")
    _fill(network.point, Layer(head.weight[:, [point]] - head.weight[:, [0]], head.bias[[point]] - head.bias[[0]]))  # against blank
    _take_rgb(network.backbone.stem.first)
    return network


def localiser(path: Path) -> Localiser:
    """PP-OCRv6 tiny's text detector."""
    network = Localiser()
    pour(Graph(path).layers(), [network.backbone, network.pyramid, network.head, network.larger, network.counter])
    _take_rgb(network.backbone.stem.first)
    return network


def pour(layers: list[Layer], modules: list[nn.Module]) -> None:
    """Fills every layer of the modules, in the order of their declaration; nothing may be left over."""
    kinds = (nn.Conv2d, nn.ConvTranspose2d, nn.Linear, nn.LayerNorm)
    targets = [part for module in modules for part in module.modules() if isinstance(part, kinds)]
    if len(targets) != len(layers):
        raise ValueError(f"{len(layers)} layers do not fit into {len(targets)}")
    for target, layer in zip(targets, layers):
        _fill(target, layer)


def _fill(target: nn.Module, layer: Layer) -> None:
    weight = layer.weight.T if isinstance(target, nn.Linear) else layer.weight
    if tuple(target.weight.shape) != weight.shape or (target.bias is None) != (layer.bias is None):
        raise ValueError(f"{weight.shape} does not fit into {target}")
    with torch.no_grad():
        target.weight.copy_(torch.from_numpy(np.array(weight)))
        if target.bias is not None:
            target.bias.copy_(torch.from_numpy(np.array(layer.bias)))


def _take_rgb(first: nn.Conv2d) -> None:
    """The published networks want BGR; turning their first weights round spares everybody that."""
    with torch.no_grad():
        first.weight.copy_(first.weight.flip(1))
