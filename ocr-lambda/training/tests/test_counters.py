"""Counters say the truth about themselves."""

import numpy as np
import pytest

from meter_reader.render import wheels
from meter_reader.render.counters import counter
from meter_reader.render.strips import HEIGHT, WIDTH, strip


@pytest.mark.parametrize(
    ("position", "digit", "turning"),
    [(6.0, 6, False), (6.05, 6, False), (6.4, 6, True), (6.89, 6, True), (6.9, 7, False), (9.95, 0, False), (9.5, 9, True), (-0.05, 0, False)],
)
def test_a_wheel_that_has_not_arrived_counts_as_the_lower_digit(position, digit, turning):
    shown, fraction = wheels.shown(position)
    assert (shown, fraction > 0) == (digit, turning)


def test_a_wheel_turns_only_while_its_right_neighbour_goes_from_nine_to_nought():
    rng = np.random.default_rng(3)
    for _ in range(300):
        positions = wheels.stand(rng, 6, slack=0).positions
        for left, right in zip(positions, positions[1:], strict=False):
            if left % 1 > 1e-9:
                assert right > 9


@pytest.mark.parametrize("kind", ["drum", "lcd"])
def test_digits_lie_in_their_cells_and_cells_in_the_box(kind):
    rng = np.random.default_rng(5)
    for _ in range(40):
        shown = counter(rng, 40, kind)
        x, y, w, h = shown.box
        assert len(shown.digits) == len(shown.cells) == len(shown.fractions) >= 3
        assert 0 <= shown.decimals < len(shown.digits)
        assert x >= 0 and y >= 0 and x + w <= shown.image.shape[1] + 1 and y + h <= shown.image.shape[0] + 1
        assert h == pytest.approx(40, abs=1)
        assert all(x - 1 <= a < b <= x + w + 1 for a, b in shown.cells)


def test_the_same_seed_draws_the_same_counter():
    one, other = (counter(np.random.default_rng(11)) for _ in range(2))
    assert one.digits == other.digits
    assert np.array_equal(one.image, other.image)


def test_strips_have_one_size_and_a_truth_of_one_length():
    rng = np.random.default_rng(7)
    readable = 0
    for _ in range(150):
        taken = strip(rng)
        assert taken.image.shape == (HEIGHT, WIDTH, 3) and taken.image.dtype == np.uint8
        assert len(taken.digits) == len(taken.centres) == len(taken.decimal) == len(taken.turning)
        assert not taken.readable or len(taken.digits) >= 3
        if taken.readable:
            assert all(-0.05 < c < 1.05 for c in taken.centres)
        readable += taken.readable
    assert 70 < readable < 130
