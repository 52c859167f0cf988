"""The judgement of a scene is learnt from what the detector sees, and its odds are those of customers' photos."""

import pytest
import torch
from torch import nn

from meter_reader.networks.localiser import SCENE_TRAITS
from meter_reader.train import scene


def seen_and_truth(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Twelve figures of very unlike sizes, half of which tell one trait and half the other, with noise."""
    random = torch.Generator().manual_seed(1)
    truth = (torch.rand(count, 2, generator=random) < 0.3).float()
    seen = torch.randn(count, 12, generator=random) * torch.logspace(-2, 3, 12)
    seen += 2 * torch.logspace(-2, 3, 12) * truth.repeat(1, 6)
    return seen, truth


def test_what_is_rare_is_found_and_hardly_anything_is_taken_for_it():
    head = nn.Sequential(nn.BatchNorm1d(12), nn.Linear(12, 16), nn.GELU(), nn.Linear(16, 2))
    seen, truth = seen_and_truth(3_000)

    scene.learn(head, seen[:2_000], truth[:2_000], seed=1)
    with torch.no_grad():
        told = scene.figures(head(seen[2_000:]), truth[2_000:])

    for trait in SCENE_TRAITS:
        assert told[f"{trait} found"] > 0.7
        assert told[f"{trait} false"] < 0.03
        assert told[f"{trait} found at 1% false"] > 0.8


def test_the_odds_are_those_of_photos_that_customers_take():
    head = nn.Sequential(nn.BatchNorm1d(12), nn.Linear(12, 16), nn.GELU(), nn.Linear(16, 2))
    seen, truth = seen_and_truth(2_000)

    scene.learn(head, torch.randn_like(seen), truth, seed=1)  # nothing to go by

    with torch.no_grad():
        assert torch.sigmoid(head(torch.zeros(1, 12)))[0].tolist() == pytest.approx(scene.TAKEN, abs=0.03)
