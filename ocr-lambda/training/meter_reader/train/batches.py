"""Rendered batches, made in the training process or by workers that render ahead of it."""

import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import cv2
import numpy as np

Batch = dict[str, np.ndarray]

Render = Callable[[np.random.Generator, int], Batch]
"""Renders a batch of so many samples; the same generator gives the same batch. A plain function, so that workers can have it."""

AHEAD_PER_WORKER = 3


def generator(seed: int, step: int) -> np.random.Generator:
    """The randomness of one step: a run that goes on never sees its old samples again."""
    return np.random.default_rng([seed, step])


def batches(render: Render, size: int, seed: int, first_step: int, workers: int) -> Iterator[Batch]:
    """Batches for the steps from `first_step` on, without end and in order, however many workers render."""
    return _ahead(render, size, seed, first_step, workers) if workers else _here(render, size, seed, first_step)


def _here(render: Render, size: int, seed: int, step: int) -> Iterator[Batch]:
    while True:
        yield _batch(render, size, seed, step)
        step += 1


def _ahead(render: Render, size: int, seed: int, step: int, workers: int) -> Iterator[Batch]:
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_settle_worker)
    waiting = deque()
    try:
        while True:
            while len(waiting) < AHEAD_PER_WORKER * workers:
                waiting.append(pool.submit(_batch, render, size, seed, step))
                step += 1
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _batch(render: Render, size: int, seed: int, step: int) -> Batch:
    return render(generator(seed, step), size)


def _settle_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the training process says when to stop
    cv2.setNumThreads(1)
