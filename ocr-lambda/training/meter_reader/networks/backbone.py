"""The backbone of PP-OCRv6 (tiny, small): a stem and blocks of a 3x3 depthwise convolution and two 1x1 convolutions.

Batch normalisation is already folded into the convolutions, as in the published graphs: there are no running statistics
to keep, and training is faster. Modules are declared in the order in which the published graph uses their weights;
`pretrained.pour` depends on that order.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Stage:
    """A run of blocks at one resolution. `blocks` says of each whether it squeezes and excites."""

    channels: int
    stride: tuple[int, int]
    blocks: tuple[bool, ...]


class Stem(nn.Module):
    """Halves the picture twice, through a branch of 2x2 convolutions and a pooling one beside it."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(3, channels, 3, stride=2, padding=1)
        self.narrow = nn.Conv2d(channels, channels // 2, 2)
        self.widen = nn.Conv2d(channels // 2, channels, 2)
        self.join = nn.Conv2d(2 * channels, channels, 3, stride=2, padding=1)
        self.out = nn.Conv2d(channels, 2 * channels, 1)

    def forward(self, picture: Tensor) -> Tensor:
        first = F.relu(self.first(picture))
        branch = F.relu(self.narrow(_pad_right_and_below(first)))
        branch = F.relu(self.widen(_pad_right_and_below(branch)))
        pooled = F.max_pool2d(_pad_right_and_below(first), 2, stride=1)  # after a relu, so padding with 0 is harmless
        return F.relu(self.out(F.relu(self.join(torch.cat([pooled, branch], dim=1)))))


class SqueezeExcite(nn.Module):
    """A weight per channel, from the mean of all channels. `slope` is the steepness of the hard sigmoid."""

    def __init__(self, channels: int, slope: float):
        super().__init__()
        self.down = nn.Conv2d(channels, channels // 4, 1)
        self.up = nn.Conv2d(channels // 4, channels, 1)
        self.slope = slope

    def forward(self, features: Tensor) -> Tensor:
        mean = features.mean((2, 3), keepdim=True)
        weight = self.up(F.relu(self.down(mean)))
        return features * (weight * self.slope + 0.5).clamp(0, 1)


class Block(nn.Module):
    """Depthwise 3x3, then twice as many channels and back; a residual where the shape stays."""

    def __init__(self, channels_in: int, channels_out: int, stride: tuple[int, int], excites: bool):
        super().__init__()
        self.depthwise = nn.Conv2d(channels_in, channels_in, 3, stride=stride, padding=1, groups=channels_in)
        self.excite = SqueezeExcite(channels_in, slope=1 / 6) if excites else nn.Identity()
        self.widen = nn.Conv2d(channels_in, 2 * channels_in, 1)
        self.narrow = nn.Conv2d(2 * channels_in, channels_out, 1)
        self.residual = channels_in == channels_out

    def forward(self, features: Tensor) -> Tensor:
        features = self.excite(self.depthwise(features))
        mixed = self.narrow(F.gelu(self.widen(features)))
        return features + mixed if self.residual else mixed


class Backbone(nn.Module):
    """The stem and the stages; gives the features of every stage, the finest first."""

    def __init__(self, stem_channels: int, stages: tuple[Stage, ...]):
        super().__init__()
        self.stem = Stem(stem_channels)
        self.stages = nn.ModuleList()
        channels = 2 * stem_channels
        for stage in stages:
            blocks = nn.Sequential()
            for number, excites in enumerate(stage.blocks):
                stride = stage.stride if number == 0 else (1, 1)
                blocks.append(Block(channels, stage.channels, stride, excites))
                channels = stage.channels
            self.stages.append(blocks)

    def forward(self, picture: Tensor) -> list[Tensor]:
        features = self.stem(picture)
        of_stages = []
        for stage in self.stages:
            features = stage(features)
            of_stages.append(features)
        return of_stages


def _pad_right_and_below(features: Tensor) -> Tensor:
    return F.pad(features, (0, 1, 0, 1))
