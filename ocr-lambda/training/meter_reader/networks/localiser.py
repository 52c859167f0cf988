"""The localiser: a photo in, the probability of every pixel to belong to the counter's core out."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from meter_reader.networks.backbone import Backbone, SqueezeExcite, Stage

MULTIPLE = 32
"""Height and width of a photo are multiples of this many pixels."""

SCENE_TRAITS = ("none", "screen")
"""What `scene` tells, in this order: no counter in sight; a photo of a screen."""

STAGES = (
    Stage(32, (1, 1), (True, False)),
    Stage(48, (2, 2), (False, True, False)),
    Stage(64, (2, 2), (False, True, False, True, False)),
    Stage(160, (2, 2), (False, True, False)),
)


@dataclass
class Sight:
    """What the network tells of a batch of photos, as logits."""

    counter: Tensor
    """[N, 1, H, W]"""
    scene: Tensor
    """[N, len(SCENE_TRAITS)]"""


class Excited(nn.Module):
    """A convolution whose channels are weighted by what the whole picture shows, added to themselves."""

    def __init__(self, convolution: nn.Module, channels: int):
        super().__init__()
        self.convolution = convolution
        self.excite = SqueezeExcite(channels, slope=0.2)

    def forward(self, features: Tensor) -> Tensor:
        features = self.convolution(features)
        return features + self.excite(features)


class Pyramid(nn.Module):
    """Brings the features of the four stages together at the finest resolution, a quarter of the photo's."""

    WIDE, NARROW = 64, 16

    def __init__(self, channels: tuple[int, ...]):
        super().__init__()
        coarse_first = tuple(reversed(channels))
        self.levels = nn.ModuleList(
            Excited(nn.Conv2d(c, self.WIDE, 1, bias=False), self.WIDE) for c in coarse_first)
        self.smooth = nn.ModuleList(Excited(self._large_kernel(), self.NARROW) for _ in coarse_first)

    def _large_kernel(self) -> nn.Module:
        return nn.Sequential(
            nn.Conv2d(self.WIDE, self.WIDE, 5, padding=2, groups=self.WIDE),
            nn.Conv2d(self.WIDE, self.NARROW, 1, bias=False))

    def forward(self, of_stages: list[Tensor]) -> Tensor:
        merged: list[Tensor] = []
        for level, features in zip(self.levels, reversed(of_stages)):
            features = level(features)
            merged.append(features + _enlarge(merged[-1], 2) if merged else features)
        smooth = [smooth(features) for smooth, features in zip(self.smooth, merged)]
        coarse_first = range(len(smooth) - 1, -1, -1)
        return torch.cat([_enlarge(features, 2**power) for features, power in zip(smooth, coarse_first)], dim=1)


class Localiser(nn.Module):
    """PP-OCRv6 tiny's text detector as a counter detector, with a second head for the scene as a whole.

    That head is not trained with the rest, but fitted afterwards (`train/scene.py`): in what the detector is trained on, photos without
    a counter and photos of screens are too few to be learnt, and more of them would cost it counters.
    """

    def __init__(self):
        super().__init__()
        self.backbone = Backbone(16, STAGES)
        self.pyramid = Pyramid(tuple(stage.channels for stage in STAGES))
        self.head = nn.Conv2d(64, 16, 3, padding=1)
        self.larger = nn.ConvTranspose2d(16, 16, 2, stride=2)
        self.counter = nn.ConvTranspose2d(16, 1, 2, stride=2)
        pooled = sum(stage.channels for stage in STAGES) + 64 + 1
        self.scene = nn.Sequential(nn.BatchNorm1d(pooled), nn.Linear(pooled, 64), nn.GELU(), nn.Linear(64, len(SCENE_TRAITS)))
        # ImageNet's, in the order of the published detector turned round: it was trained on BGR
        self.register_buffer("mean", 255 * torch.tensor([0.406, 0.456, 0.485]).reshape(1, 3, 1, 1), persistent=False)
        self.register_buffer("spread", 255 * torch.tensor([0.225, 0.224, 0.229]).reshape(1, 3, 1, 1), persistent=False)

    def forward(self, photos: Tensor) -> Sight:
        """`photos` is [N, 3, H, W], RGB from 0 to 255."""
        counter, pooled = self.seen(photos)
        return Sight(counter, self.scene(pooled))

    def seen(self, photos: Tensor) -> tuple[Tensor, Tensor]:
        """The counter's logits, and what `scene` judges by."""
        of_stages = self.backbone((photos - self.mean) / self.spread)
        features = self.pyramid(of_stages)
        counter = self.counter(F.relu(self.larger(F.relu(self.head(features)))))
        pooled = [*(of_stage.mean((2, 3)) for of_stage in of_stages), features.amax((2, 3)), counter.amax((2, 3))]
        return counter, torch.cat(pooled, dim=1)


def probabilities(sight: Sight) -> tuple[Tensor, Tensor]:
    """The two outputs as the exported model gives them."""
    return torch.sigmoid(sight.counter), torch.sigmoid(sight.scene)


def _enlarge(features: Tensor, factor: int) -> Tensor:
    return F.interpolate(features, scale_factor=float(factor), mode="nearest") if factor > 1 else features
