"""Fits the localiser's judgement of a whole scene: no counter in sight, a photo of a screen.

The trained detector stays as it is. Scenes are drawn of which many are what the judgement is about, and what the detector sees in them is
all that is learnt from; then the odds are set back to how rare such photos are.
"""

import sys
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from meter_reader.networks.localiser import SCENE_TRAITS, Localiser
from meter_reader.reading.reader import GLANCES, glanced, planar
from meter_reader.render.scenes import scene
from meter_reader.train.checkpoint import Checkpoint
from meter_reader.train.loop import checkpoint_of

PHOTOS, SEED = 5_000, 700_001  # far from the seeds of training
DRAWN = (0.3, 0.3)
"""Shares of the drawn scenes that have each trait."""
TAKEN = (0.05, 0.03)
"""Shares among the photos that customers take; nobody has counted them."""
FALSE_SHARE = 0.01  # how good the fit is is told at so many false alarms
_SIZES = ((640, 480), (480, 640), (800, 600), (600, 800), (1024, 768), (768, 1024))
_HELD_BACK, _ROUNDS, _BATCH, _DROPPED = 0.25, 25, 128, 0.2


def fit(runs: Path, photos: int = PHOTOS, seed: int = SEED) -> dict[str, float]:
    """Fits the judgement of the localiser that was trained in `runs`, keeps it in its checkpoint, and says how good it is."""
    torch.set_num_threads(1)  # one photo at a time is too little to share
    cv2.setNumThreads(1)
    path = checkpoint_of(runs, "localiser")
    checkpoint = Checkpoint.load(path)
    network = Localiser()
    trunk = {name: weights for name, weights in checkpoint.average.items() if not name.startswith("scene.")}
    network.load_state_dict(trunk, strict=False)
    seen, truth = drawn(network.eval(), photos, seed)
    taught = round(photos * (1 - _HELD_BACK))
    learn(network.scene, seen[:taught], truth[:taught], seed)
    fitted = {name: weights for name, weights in network.state_dict().items() if name.startswith("scene.")}
    checkpoint.average, checkpoint.network = checkpoint.average | fitted, checkpoint.network | fitted
    checkpoint.save(path)
    with torch.no_grad():
        return figures(network.scene(seen[taught:]), truth[taught:])


def drawn(network: Localiser, photos: int, seed: int) -> tuple[Tensor, Tensor]:
    """What the detector sees of each scene at its first glance, and whether the scene has each of the traits."""
    seen, truth = [], []
    for i in range(photos):
        rng = np.random.default_rng((seed, i))
        shown = scene(rng, *_SIZES[rng.integers(len(_SIZES))], nones=DRAWN[0], screens=DRAWN[1])
        with torch.no_grad():
            seen.append(network.seen(torch.from_numpy(planar(glanced(shown.image, GLANCES[0][0]))[None]))[1][0])
        truth.append([shown.quad is None, shown.screen])
        if (i + 1) % 250 == 0:
            print(f"{i + 1} of {photos} scenes drawn", file=sys.stderr)
    return torch.stack(seen), torch.tensor(truth, dtype=torch.float32)


def learn(head: nn.Sequential, seen: Tensor, truth: Tensor, seed: int) -> None:
    """Teaches the head by what was seen, and sets its odds to how rare the traits are."""
    norm, layers = head[0], head[1:]
    norm.load_state_dict(nn.BatchNorm1d(seen.shape[1]).state_dict())
    norm.running_mean.copy_(seen.mean(0))
    norm.running_var.copy_(seen.var(0))
    norm.eval()
    with torch.no_grad():
        told = norm(seen)
    random = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(layers.parameters(), 1e-3, weight_decay=1e-2)
    for _ in range(_ROUNDS):
        for some in torch.randperm(len(told), generator=random).split(_BATCH):
            kept = (torch.rand(len(some), told.shape[1], generator=random) > _DROPPED) / (1 - _DROPPED)
            loss = F.binary_cross_entropy_with_logits(layers(told[some] * kept), truth[some])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        layers[-1].bias += torch.logit(torch.tensor(TAKEN)) - torch.logit(truth.mean(0))


def figures(logits: Tensor, truth: Tensor) -> dict[str, float]:
    """For each trait the share found, at its half chance and where one in a hundred of the others is taken for it."""
    told = {}
    for number, name in enumerate(SCENE_TRAITS):
        there, others = logits[truth[:, number] > 0, number], logits[truth[:, number] == 0, number]
        told[f"{name} found"] = float((there > 0).float().mean())
        told[f"{name} false"] = float((others > 0).float().mean())
        told[f"{name} found at {FALSE_SHARE:.0%} false"] = float((there > torch.quantile(others, 1 - FALSE_SHARE)).float().mean())
    return told
