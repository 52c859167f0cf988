"""Learning to find the counter."""

from collections import defaultdict

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from meter_reader import assets
from meter_reader.networks import pretrained
from meter_reader.networks.localiser import Localiser
from meter_reader.reading.boxes import best, core, found, overlap
from meter_reader.render.scenes import Scene, scene
from meter_reader.train.batches import Batch
from meter_reader.train.losses import balanced, dice, pictures

SIZES = (288, 320, 352, 384)
"""Sides of the photos in training, drawn anew for each batch. Smaller than what is read later: what counts is the counter's size in
pixels, and a step on 416 x 416 takes twice as long."""

NARROWEST_PX = 20
"""A counter narrower than this has no digits left to be seen; a whole photo is looked at in a larger size then."""

FAINTEST = 6.0
"""Standard deviation of the brightness, 0 to 255, over a counter of which something can be seen."""

VALIDATION_SCENES = 120
VALIDATION_SIZE = 448
VALIDATION_SEED = 1_000_003
FOUND_OVERLAP = 0.5
SMALL = 0.15
"""Counters narrower than this share of the photo are counted apart."""


def core_mask(shown: Scene) -> np.ndarray:
    """The core as pixels, 1 inside."""
    mask = np.zeros(shown.image.shape[:2], np.uint8)
    if shown.quad is not None:
        cv2.fillPoly(mask, [np.int32(np.round(core(shown.quad) * 8))], 1, shift=3)
    return mask


def render(rng: np.random.Generator, size: int) -> Batch:
    width, height = (int(side) for side in rng.choice(SIZES, 2))
    return batch_of([_visible(rng, width, height) for _ in range(size)])


def _visible(rng: np.random.Generator, width: int, height: int) -> Scene:
    while True:
        shown = scene(rng, width, height)
        if shown.quad is None or is_visible(shown):
            return shown


def is_visible(shown: Scene) -> bool:
    """Whether somebody who knows where the counter is would see that it is one: where nothing is, guessing would be learnt."""
    inside = cv2.fillPoly(np.zeros(shown.image.shape[:2], np.uint8), [np.int32(shown.quad)], 1) > 0
    if np.linalg.norm(shown.quad[1] - shown.quad[0]) < NARROWEST_PX or not inside.any():
        return False
    return shown.image[inside].mean(1).std() >= FAINTEST



def batch_of(scenes: list[Scene]) -> Batch:
    return {
        "image": np.stack([shown.image for shown in scenes]),
        "core": np.stack([core_mask(shown) for shown in scenes]),
    }


class FindCounters:
    """The localiser's task."""

    name = "localiser"
    batch = 8
    learning_rate = 1e-3
    render = staticmethod(render)

    def __init__(self) -> None:
        self._validation: list[Scene] = []

    def network(self) -> Localiser:
        network = pretrained.localiser(assets.weights() / pretrained.LOCALISER_FILE)
        network.backbone.stem.requires_grad_(False)  # a third of the time for edges that are known already
        return network

    def new_layers(self, network: Localiser) -> list[nn.Module]:
        return [network.scene]

    def losses(self, network: Localiser, batch: dict[str, Tensor]) -> tuple[Tensor, dict[str, float]]:
        logits, _ = network.seen(pictures(batch["image"]))
        truth = batch["core"].float().unsqueeze(1)
        parts = {
            "dice": dice(logits, truth),
            "core": balanced(logits, truth),
        }
        total = parts["dice"] + parts["core"]
        return total, {name: float(part.detach()) for name, part in parts.items()}

    def validate(self, network: Localiser, device: torch.device) -> dict[str, float]:
        if not self._validation:
            rng = np.random.default_rng(VALIDATION_SEED)
            self._validation = [_visible(rng, VALIDATION_SIZE, VALIDATION_SIZE) for _ in range(VALIDATION_SCENES)]
        right: dict[str, list[bool]] = defaultdict(list)
        for shown in self._validation:
            with torch.no_grad():
                logits, _ = network.seen(pictures(torch.from_numpy(shown.image[None]).to(device)))
            if shown.quad is not None:
                probability = torch.sigmoid(logits[0, 0]).cpu().numpy()
                overlaps = [overlap(box.corners, shown.quad) for box in best(found(probability, (1, 1)))]
                size = "small" if np.linalg.norm(shown.quad[1] - shown.quad[0]) < SMALL * VALIDATION_SIZE else "large"
                right[f"first {size}"].append(bool(overlaps) and overlaps[0] >= FOUND_OVERLAP)
                right[f"any {size}"].append(max(overlaps, default=0) >= FOUND_OVERLAP)
        return {name: float(np.mean(of_name)) for name, of_name in sorted(right.items())}
