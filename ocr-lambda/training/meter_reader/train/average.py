"""The running average of a network's weights, which is what is validated and exported."""

import copy

import torch
from torch import nn


class Average:
    """An exponential moving average; a young one forgets faster, so that the first steps do not linger."""

    def __init__(self, network: nn.Module, decay: float = 0.998):
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self.decay = decay
        self.updates = 0

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        torch._foreach_lerp_(list(self.network.parameters()), list(network.parameters()), 1 - decay)
