"""The localiser's targets are the cores of the counters, and a batch has one size."""

import numpy as np

from meter_reader.render.scenes import Scene
from meter_reader.train.localiser import batch_of, core_mask, is_visible


def a_scene(quad: np.ndarray | None, **changed) -> Scene:
    told = {"image": np.zeros((96, 128, 3), np.uint8), "quad": quad, "counter": None, "screen": False, "blur": 0.0, "glare": 0.0, "dark": 0.0, "cut": False}
    return Scene(**(told | changed))


def test_the_core_loses_its_edges():
    mask = core_mask(a_scene(np.float32([[20, 30], [120, 30], [120, 50], [20, 50]])))

    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    assert 33 <= rows[0] <= 35 and 45 <= rows[-1] <= 47
    assert 23 <= columns[0] <= 25 and 115 <= columns[-1] <= 117


def test_the_core_turns_with_the_counter():
    upright = np.float32([[20, 30], [120, 30], [120, 50], [20, 50]])

    assert np.array_equal(core_mask(a_scene(upright)), core_mask(a_scene(upright[[2, 3, 0, 1]])))


def test_a_scene_without_a_counter_has_no_core():
    quad = np.float32([[20, 30], [120, 30], [120, 50], [20, 50]])

    batch = batch_of([a_scene(None), a_scene(quad, screen=True)])

    assert batch["core"][0].max() == 0 and batch["core"][1].max() == 1


def test_a_counter_of_which_nothing_can_be_seen_is_not_taught():
    quad = np.float32([[20, 30], [120, 30], [120, 50], [20, 50]])
    striped = np.zeros((96, 128, 3), np.uint8)
    striped[:, ::4] = 200

    assert is_visible(a_scene(quad, image=striped))
    assert not is_visible(a_scene(quad))
    assert not is_visible(a_scene(quad / 8, image=striped))
    assert not is_visible(a_scene(quad + 500, image=striped))
