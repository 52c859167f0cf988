"""How far a run is, and the learning rate there."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

WARM_UP_STEPS = 60
LOWEST = 0.01


@dataclass
class Schedule:
    """A warm-up and half a cosine, over a number of steps or of minutes; a continued run takes up where it was."""

    minutes: float | None
    steps: int | None
    start: float = 0.0
    """Progress at which this run takes up, 0 to 1."""
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    """Steps of this run, not of those before it."""
    _began: float = field(init=False)

    def __post_init__(self):
        self._began = self.clock()

    def step(self) -> None:
        self.done += 1

    def progress(self) -> float:
        share = self.done / self.steps if self.steps else self.seconds() / (60 * self.minutes)
        return min(1.0, self.start + (1 - self.start) * share)

    def factor(self) -> float:
        """What to multiply the peak learning rate with."""
        warm = min(1.0, (self.done + 1) / WARM_UP_STEPS)
        return warm * (LOWEST + (1 - LOWEST) * (0.5 + 0.5 * math.cos(math.pi * self.progress())))

    def over(self) -> bool:
        return self.done >= self.steps if self.steps else self.seconds() >= 60 * self.minutes

    def seconds(self) -> float:
        return self.clock() - self._began

    def seconds_left(self) -> float:
        if self.steps:
            return self.seconds() / max(1, self.done) * (self.steps - self.done)
        return max(0.0, 60 * self.minutes - self.seconds())
