"""What both tasks need to compare logits with the truth."""

import torch
import torch.nn.functional as F
from torch import Tensor


def pictures(images: Tensor) -> Tensor:
    """Pictures as they are rendered, [N, H, W, 3] bytes, as a network takes them; the memory stays as it lies."""
    return images.permute(0, 3, 1, 2).float()


def ctc(logits: Tensor, digits: Tensor) -> Tensor:
    """CTC over the strips that have digits (as digit + 1, 0 behind the last); the others do not count."""
    lengths = (digits > 0).sum(1)
    readable = lengths > 0
    if not readable.any():
        return logits.sum() * 0
    log_probabilities = torch.log_softmax(logits[readable], dim=-1).transpose(0, 1)
    steps = torch.full_like(lengths[readable], logits.shape[1])
    return F.ctc_loss(log_probabilities, digits[readable], steps, lengths[readable], zero_infinity=True)


def masked(logits: Tensor, truth: Tensor, counts: Tensor) -> Tensor:
    """Binary cross-entropy where `counts` is 1."""
    each = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return (each * counts).sum() / counts.sum().clamp_min(1)


def split(logits: Tensor, columns: Tensor, decimals: Tensor) -> Tensor:
    """Cross-entropy of how many of the last wheels stand behind the point, as the reader derives it from each wheel's chance.

    columns: [N, WHEELS], where the wheels are, -1 behind the last; strips without wheels do not count.
    decimals: [N].
    """
    wheels = columns >= 0
    of_wheels = logits.gather(1, columns.clamp_min(0)) * wheels
    behind = of_wheels.flip(1).cumsum(1).flip(1)  # the sum from each wheel on: what speaks for the point before it
    possible = wheels & (torch.arange(columns.shape[1], device=columns.device) > 0)
    none = behind.new_zeros(len(behind), 1)
    scores = torch.cat([none, behind.masked_fill(~possible, -torch.inf)], dim=1)
    first = torch.where(decimals > 0, wheels.sum(1) - decimals + 1, 0)
    counts = wheels.any(1).float()
    return (F.cross_entropy(scores, first, reduction="none") * counts).sum() / counts.sum().clamp_min(1)


def dice(logits: Tensor, core: Tensor) -> Tensor:
    """One minus the overlap of what is found and what is there, over the photos that have a counter."""
    found, truth = torch.sigmoid(logits).flatten(1), core.flatten(1)
    has_counter = (truth.sum(1) > 0).float()
    overlap = (2 * (found * truth).sum(1) + 1) / ((found * found).sum(1) + truth.sum(1) + 1)
    return ((1 - overlap) * has_counter).sum() / has_counter.sum().clamp_min(1)


def balanced(logits: Tensor, core: Tensor) -> Tensor:
    """Binary cross-entropy per photo, over the counter and as much as three times its area of the hardest surroundings.

    A pixel of either weighs the same. Were the counter as heavy as all its surroundings, the map would be unsure three pixels beyond
    its edge, and the boxes would be too large.
    """
    each = F.binary_cross_entropy_with_logits(logits, core, reduction="none").flatten(1)
    total = logits.new_zeros(())
    for errors, truth in zip(each, core.flatten(1)):
        area = int(truth.sum())
        hardest = min(errors.numel(), max(300, 3 * area))
        around = (errors * (1 - truth)).topk(hardest).values
        total = total + ((errors * truth).sum() + around.sum()) / (area + hardest)
    return total / len(each)
