"""The recogniser's targets lie where the wheels are, and its figures count what was read."""

import numpy as np
import torch

from meter_reader.networks.recogniser import STEPS, STRIP_TRAITS, SYMBOLS, Reading, Recogniser
from meter_reader.render.strips import Strip
from meter_reader.train.losses import split
from meter_reader.train.recogniser import ReadStrips, Score, Targets, batch_of, exact_share, greedy


def a_strip(**changed) -> Strip:
    """Two wheels, 4 and 4, the second one a decimal that turns."""
    told = {
        "image": np.zeros((48, 224, 3), np.uint8), "digits": [4, 4], "centres": [0.25, 0.75], "half_width": 0.125, "decimal": [False, True],
        "turning": [False, True], "readable": True, "kind": "drum", "blur": 0.0, "glare": None, "dark": 1.0, "cut": 0.0,
    }  # fmt: skip
    return Strip(**(told | changed))


def logits_of(*symbols: int) -> torch.Tensor:
    """Columns that say these symbols, four each, then blanks."""
    columns = torch.zeros(1, STEPS, SYMBOLS)
    columns[0, torch.arange(STEPS), [*np.repeat(symbols, 4), *[0] * (STEPS - 4 * len(symbols))]] = 9
    return columns


def test_a_wheel_is_told_of_in_its_columns_only():
    targets = Targets.of(a_strip())

    assert targets.digits.tolist() == [5, 5, *[0] * 10]
    on_wheels = [3, 4, 5, 6, 7, 8, 9, 10], [17, 18, 19, 20, 21, 22, 23, 24]
    assert np.flatnonzero(targets.wheels).tolist() == [c for wheel in on_wheels for c in wheel if _near(c)]
    assert set(np.flatnonzero(targets.decimal)) == set(np.flatnonzero(targets.turning)) == {c for c in on_wheels[1] if _near(c)}


def _near(column: int) -> bool:
    return min(abs((column + 0.5) / STEPS - centre) for centre in (0.25, 0.75)) <= 0.125


def test_a_strip_that_nobody_could_read_teaches_only_its_traits():
    targets = Targets.of(a_strip(readable=False))

    assert not targets.digits.any() and not targets.wheels.any()
    assert targets.known[STRIP_TRAITS.index("whole")] == 1 and targets.traits[STRIP_TRAITS.index("whole")] == 0


def test_traits_that_are_not_clear_are_not_taught():
    targets = Targets.of(a_strip())

    assert targets.known[STRIP_TRAITS.index("glare")] == 0
    assert targets.known[STRIP_TRAITS.index("dark")] == 1 and targets.traits[STRIP_TRAITS.index("dark")] == 1


def test_the_same_digit_twice_needs_a_blank_between():
    assert greedy(logits_of(5, 0, 5)) == [[4, 4]]
    assert greedy(logits_of(5, 5)) == [[4]]


def test_the_exact_share_leaves_out_what_cannot_be_read():
    digits = torch.zeros(2, 12, dtype=torch.long)
    digits[0, 0] = 5
    both = torch.cat([logits_of(5), logits_of(7)])

    assert exact_share(both, digits) == 1
    assert np.isnan(exact_share(both, torch.zeros_like(digits)))


def test_a_score_tells_kinds_and_turning_wheels_apart():
    score = Score()
    wheel = torch.full((1, STEPS), -9.0)
    wheel[0, STEPS // 2 :] = 9
    traits = torch.full((1, len(STRIP_TRAITS)), -9.0)
    score.add([a_strip()], Reading(logits_of(5, 0, 5), decimal=wheel, turning=wheel, strip=traits, point=wheel))

    figures = score.figures()

    assert figures["exact"] == figures["exact drum"] == figures["exact while turning"] == figures["decimals drum"] == 1
    assert figures["whole"] == 0 and figures["cut"] == 1 and "glare" not in figures


def test_ten_steps_on_the_same_strips_lower_the_loss():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    rng = np.random.default_rng(1)
    strips = [a_strip(image=rng.integers(0, 255, (48, 224, 3), dtype=np.uint8)) for _ in range(2)]
    batch = {name: torch.from_numpy(array) for name, array in batch_of(strips).items()}
    network, task = Recogniser(), ReadStrips()
    optimizer = torch.optim.AdamW(network.parameters(), 3e-4)
    seen = []
    for _ in range(10):
        loss, _ = task.losses(network, batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        seen.append(float(loss.detach()))

    assert seen[-1] < seen[0] * 0.8


def test_the_point_is_learnt_where_the_reader_looks_for_it():
    columns = torch.tensor([[2, 9, 16, -1], [2, 9, 16, 23], [-1, -1, -1, -1]])
    sure = torch.full((3, STEPS), -5.0)
    sure[0, 16] = sure[1, 9:] = 5.0

    assert split(sure, columns, torch.tensor([1, 3, 0])) < 0.02
    assert split(sure, columns, torch.tensor([0, 3, 0])) > 2
    assert split(sure[2:], columns[2:], torch.tensor([0])) == 0
