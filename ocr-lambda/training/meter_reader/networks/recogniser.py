"""The recogniser: a strip of 48 x 224 pixels in, digits with their decimals and turning wheels out."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from meter_reader.networks.backbone import Backbone, Stage

HEIGHT, WIDTH = 48, 224
STEPS = 28
"""How many columns the digits are read in; one is eight pixels wide."""

SYMBOLS = 11
"""The blank of CTC, then the digits 0 to 9."""

STRIP_TRAITS = ("whole", "blurred", "glare", "dark", "cut", "display")
"""What `strip` tells, in this order."""

STAGES = (
    Stage(96, (1, 1), (True, False, False)),
    Stage(192, (2, 1), (False, True, False, True, False, True, False)),
    Stage(384, (2, 1), (False, True, False)),
)


@dataclass
class Reading:
    """What the network tells of a batch of strips, as logits."""

    digits: Tensor
    """[N, STEPS, SYMBOLS]"""
    decimal: Tensor
    """[N, STEPS]"""
    turning: Tensor
    """[N, STEPS]"""
    strip: Tensor
    """[N, len(STRIP_TRAITS)]"""
    point: Tensor
    """[N, STEPS], whether the decimal point stands in this column; taught, and used for `decimal`, but not told"""


class MixColumns(nn.Module):
    """One transformer layer over the columns of the strip."""

    def __init__(self, channels: int, heads: int, hidden: int):
        super().__init__()
        self.heads = heads
        self.before_attention = nn.LayerNorm(channels)
        self.queries_keys_values = nn.Linear(channels, 3 * channels)
        self.attended = nn.Linear(channels, channels)
        self.before_mixing = nn.LayerNorm(channels)
        self.widen = nn.Linear(channels, hidden)
        self.narrow = nn.Linear(hidden, channels)

    def forward(self, columns: Tensor) -> Tensor:
        columns = columns + self.attended(self._attention(self.before_attention(columns)))
        return columns + self.narrow(F.silu(self.widen(self.before_mixing(columns))))

    def _attention(self, columns: Tensor) -> Tensor:
        n, steps, channels = columns.shape
        size = channels // self.heads
        split = self.queries_keys_values(columns).reshape(n, steps, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        queries, keys, values = split.unbind(0)
        weights = torch.softmax((queries * size**-0.5) @ keys.transpose(2, 3), dim=-1)
        return (weights @ values).transpose(1, 2).reshape(n, steps, channels)


class Neck(nn.Module):
    """Turns features into one vector per column: a local convolution, two transformer layers, and a shortcut."""

    def __init__(self, channels_in: int, channels: int):
        super().__init__()
        self.shortcut = nn.Conv2d(channels_in, channels, 1)
        self.narrow = nn.Conv2d(channels_in, channels, 1)
        self.local = nn.Conv2d(channels, channels, (1, 7), padding=(0, 3), groups=channels)
        self.layers = nn.Sequential(*(MixColumns(channels, heads=8, hidden=2 * channels) for _ in range(2)))
        self.after = nn.LayerNorm(channels, eps=1e-6)

    def forward(self, features: Tensor) -> Tensor:
        shortcut = F.silu(self.shortcut(features))
        narrow = F.silu(self.narrow(features))
        columns = (narrow + F.silu(self.local(narrow))).squeeze(2).transpose(1, 2)
        return self.after(self.layers(columns)) + shortcut.squeeze(2).transpose(1, 2)


COLOURS = 24
"""What `colours_of` tells of every column."""


def colours_of(strips: Tensor) -> Tensor:
    """[N, STEPS, COLOURS]: red, green, blue and redness of every column, their mean, most and least, and those of the strip.

    The pretrained layers were taught that colour does not matter to a letter; it tells decimals from whole digits.
    """
    light = strips / 255
    redness = light[:, :1] - light[:, 1:].mean(1, keepdim=True)
    spots = F.avg_pool2d(torch.cat([light, redness], dim=1), 4)  # [N, 4, 12, 56], so that noise is no colour
    middle = spots[:, :, 2:10]
    window = (8, 2)
    told = torch.cat([F.avg_pool2d(middle, window), F.max_pool2d(middle, window), -F.max_pool2d(-middle, window)], dim=1)
    columns = told.squeeze(2).transpose(1, 2)
    return torch.cat([columns, columns.mean(1, keepdim=True).expand_as(columns)], dim=2)


def points_of(point: Tensor) -> Tensor:
    """[N, STEPS, 2]: how surely the point stands in this column, and in this one or one to the left of it."""
    here = torch.sigmoid(point)
    later = torch.triu(torch.ones(STEPS, STEPS, device=point.device), diagonal=1)
    so_far = (here.transpose(1, 2) * (1 - later)).amax(dim=2, keepdim=True)
    return torch.cat([here, so_far], dim=2)


class Recogniser(nn.Module):
    """PP-OCRv6 small with a head of eleven symbols, and three more: decimals, turning wheels, the strip as a whole."""

    CHANNELS = 120

    def __init__(self):
        super().__init__()
        self.backbone = Backbone(48, STAGES)
        self.neck = Neck(384, self.CHANNELS)
        self.digits = nn.Linear(self.CHANNELS, SYMBOLS)
        self.point = nn.Linear(self.CHANNELS, 1)
        self.wheel = nn.Sequential(nn.Linear(self.CHANNELS + COLOURS + 2, 96), nn.GELU(), nn.Linear(96, 2))
        self.strip = nn.Sequential(
            nn.Linear(2 * self.CHANNELS + 384, 64), nn.GELU(), nn.Linear(64, len(STRIP_TRAITS)))

    def forward(self, strips: Tensor) -> Reading:
        """`strips` is [N, 3, HEIGHT, WIDTH], RGB from 0 to 255."""
        features = F.avg_pool2d(self.backbone(strips / 127.5 - 1)[-1], (3, 2))
        columns = self.neck(features)
        point = self.point(columns)
        wheel = self.wheel(torch.cat([columns, colours_of(strips), points_of(point)], dim=2))
        pooled = torch.cat([columns.mean(1), columns.amax(1), features.mean((2, 3))], dim=1)
        return Reading(self.digits(columns), wheel[..., 0], wheel[..., 1], self.strip(pooled), point[..., 0])


def probabilities(reading: Reading) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The four outputs as the exported model gives them."""
    return (
        torch.softmax(reading.digits, dim=-1),
        torch.sigmoid(reading.decimal),
        torch.sigmoid(reading.turning),
        torch.sigmoid(reading.strip),
    )
