"""What every drawn photo promises to the training."""

import cv2
import numpy as np
import pytest

from meter_reader.render.scenes import WIDEST, Scene, scene

SIDE = 320


def _drawn(count: int, seed: int = 3, width: int = SIDE, height: int = SIDE) -> list[Scene]:
    rng = np.random.default_rng(seed)
    return [scene(rng, width, height) for _ in range(count)]


@pytest.fixture(scope="module")
def many() -> list[Scene]:
    return _drawn(200)


def test_a_photo_has_the_size_that_was_asked_for():
    for shown in _drawn(6, width=640, height=416):
        assert shown.image.shape == (416, 640, 3)
        assert shown.image.dtype == np.uint8


def test_the_same_seed_draws_the_same_photos():
    for one, other in zip(_drawn(8), _drawn(8), strict=True):
        assert np.array_equal(one.image, other.image)
        assert (one.quad is None and other.quad is None) or np.array_equal(one.quad, other.quad)


def test_a_counter_has_a_place_and_a_place_has_a_counter(many):
    assert all((shown.quad is None) == (shown.counter is None) for shown in many)


def test_a_counter_that_is_not_cut_lies_inside_the_photo(many):
    for shown in many:
        if shown.quad is not None and not shown.cut:
            slack = 0.16 * np.hypot(*(shown.quad[0] - shown.quad[3]))
            assert (shown.quad >= -slack).all() and (shown.quad <= SIDE + slack).all()


def test_corners_run_in_reading_order(many):
    """Top left, top right, bottom right, bottom left is clockwise in a photo, however it is turned: no text is mirrored."""
    for shown in many:
        if shown.quad is not None:
            sides = np.roll(shown.quad, -1, 0) - shown.quad
            following = np.roll(sides, -1, 0)
            assert (sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0] > 0).all()


def test_counters_are_of_all_widths(many):
    widths = (
        np.array([np.hypot(*(shown.quad[1] - shown.quad[0])) for shown in many if shown.quad is not None and not shown.cut]) / SIDE
    )
    assert (widths < 0.1).mean() > 0.05
    assert (widths > 0.4).mean() > 0.15
    assert widths.max() < 1.3 * WIDEST


def test_every_kind_of_photo_appears(many):
    assert 0.03 < np.mean([shown.counter is None for shown in many]) < 0.15
    assert 0.02 < np.mean([shown.screen for shown in many]) < 0.12
    assert any(shown.cut for shown in many)
    assert {shown.counter.kind for shown in many if shown.counter} == {"drum", "lcd"}
    assert max(shown.blur for shown in many) > 0.15
    assert max(shown.glare for shown in many) > 0.3
    assert max(shown.dark for shown in many) > 0.8


def test_most_counters_could_be_read(many):
    """Faults are the exception, or the training would learn from noise."""
    good = [shown.blur < 0.12 and shown.glare < 0.2 and shown.dark < 0.85 and not shown.cut for shown in many if shown.counter]
    assert np.mean(good) > 0.65


def test_what_the_corners_mark_is_the_counter(many):
    """Cut out by its corners, a close and sharp counter resembles the drawn one, and not that one upside down."""
    resembles = []
    for shown in many:
        if shown.quad is not None and _is_clear(shown):
            drawn, seen = _drawn_digits(shown), _seen_digits(shown)
            upright, upside_down = _likeness(drawn, seen), _likeness(drawn, seen[::-1, ::-1])
            resembles.append(upright > 0.4 and upright > upside_down)
    assert len(resembles) > 15
    assert np.mean(resembles) > 0.9


def _is_clear(shown: Scene) -> bool:
    wide = np.hypot(*(shown.quad[1] - shown.quad[0])) > 65
    return bool(wide and not shown.screen and not shown.cut and shown.blur < 0.03 and shown.glare == 0 and shown.dark < 0.6)


def _drawn_digits(shown: Scene) -> np.ndarray:
    x, y, w, h = (round(v) for v in shown.counter.box)
    return cv2.resize(shown.counter.image[y : y + h, x : x + w], (160, 32)).mean(2)


def _seen_digits(shown: Scene) -> np.ndarray:
    straight = np.float32([(0, 0), (160, 0), (160, 32), (0, 32)])
    matrix = cv2.getPerspectiveTransform(np.float32(shown.quad), straight)
    return cv2.warpPerspective(shown.image, matrix, (160, 32)).mean(2)


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])
