"""What a run says of itself while it goes."""

import time
from collections import defaultdict

from meter_reader.train.schedule import Schedule

EVERY_SECONDS = 20


class Progress:
    """Prints a line every 20 seconds: step, samples per second, mean figures since the last line, time left."""

    def __init__(self, name: str, schedule: Schedule):
        self._name, self._schedule = name, schedule
        self._begin_line()

    def add(self, step: int, samples: int, figures: dict[str, float]) -> None:
        self._samples += samples
        for name, value in figures.items():
            if value == value:  # not-a-number says that the batch had nothing to tell of
                self._values[name].append(value)
        seconds = time.monotonic() - self._since
        if seconds >= EVERY_SECONDS:
            means = "  ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in self._values.items())
            self.say(
                f"step {step}  {self._samples / seconds:.1f}/s  {100 * self._schedule.progress():.1f} %  "
                f"{means}  {self._schedule.seconds_left() / 60:.0f} min left"
            )
            self._begin_line()

    def validation(self, step: int, figures: dict[str, float]) -> None:
        self.say(f"step {step}  VALIDATION  " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))

    def say(self, line: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} {self._name}  {line}", flush=True)

    def _begin_line(self) -> None:
        self._since = time.monotonic()
        self._samples = 0
        self._values: dict[str, list[float]] = defaultdict(list)
