"""The commands `train` and `continue`: what they take and how the runs are started."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from meter_reader.train.settings import Settings, default_runs, default_workers

TASKS = ("recogniser", "localiser")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("all", *TASKS))
    parser.add_argument("--runs", type=Path, default=default_runs(), help="where checkpoints and logs are kept")
    parser.add_argument("--minutes", type=float, help="how long; the learning rate falls to its end by then")
    parser.add_argument("--steps", type=int, help="how long, in steps instead of minutes")
    parser.add_argument("--batch", type=int, help="samples per step")
    parser.add_argument("--learning-rate", type=float, help="of the pretrained layers, at its peak")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="of torch")
    parser.add_argument("--workers", type=int, default=default_workers(), help="processes that render; 0: in the training one")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda")
    parser.add_argument("--niceness", type=int, default=10)
    parser.add_argument("--validate-minutes", type=float, default=10)
    parser.add_argument("--checkpoint-minutes", type=float, default=2)
    parser.add_argument("--progress", type=float, help="continue: go on here on the cosine, 0 to 1, instead of where it was")


def train(chosen: argparse.Namespace, goes_on: bool) -> int:
    """Runs one task here, or all of them side by side in processes of their own; 0 when all went well."""
    if chosen.what == "all":
        return _side_by_side(chosen)
    os.nice(max(0, chosen.niceness - os.nice(0)))

    import cv2  # torch and OpenCV take seconds to load: not before the arguments are known to be right

    from meter_reader.train.loop import Training, checkpoint_of
    from meter_reader.train.tasks import task_named

    cv2.setNumThreads(1)
    there = checkpoint_of(chosen.runs, chosen.what).exists()
    if there and not goes_on:
        print(f"{chosen.runs} has a run of the {chosen.what}: continue it, or choose another folder", file=sys.stderr)
        return 1
    if goes_on and not there:
        print(f"{chosen.runs} has no run of the {chosen.what} to continue", file=sys.stderr)
        return 1
    settings = Settings(**{name: getattr(chosen, name) for name in Settings.__dataclass_fields__})
    Training(task_named(chosen.what), settings, goes_on).run()
    return 0


def _side_by_side(chosen: argparse.Namespace) -> int:
    runs = [subprocess.Popen([sys.executable, "-m", "meter_reader", chosen.command, task, *_settings(chosen)]) for task in TASKS]
    before = signal.signal(signal.SIGTERM, lambda *_: [run.terminate() for run in runs])
    try:
        return max(abs(run.wait()) for run in runs)
    except KeyboardInterrupt:  # the runs were interrupted as well and are keeping their checkpoints
        return max(abs(run.wait()) for run in runs)
    finally:
        signal.signal(signal.SIGTERM, before)


def _settings(chosen: argparse.Namespace) -> list[str]:
    told = {name: getattr(chosen, name) for name in Settings.__dataclass_fields__}
    return [word for name, value in told.items() if value is not None for word in ("--" + name.replace("_", "-"), str(value))]
