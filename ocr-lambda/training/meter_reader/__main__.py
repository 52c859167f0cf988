"""The command line: python -m meter_reader COMMAND."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from meter_reader.train import commands as training

MEASURING = {
    "calibrate": "fits the confidence to rendered photos, and writes the report",
    "measure": "reads labelled photos or cut-out counters, and counts",
    "parity": "writes what Java is compared with",
}
"""Modules with command lines of their own."""


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments[:1] if arguments[:1] and arguments[0] in MEASURING else arguments)
    match chosen.command:
        case "train" | "continue":
            status = training.train(chosen, goes_on=chosen.command == "continue")
            return status if status or not chosen.models else _finish(chosen)
        case "export":
            from meter_reader import export  # what follows takes seconds to load, and only one of it is wanted

            return export.export(chosen.what, chosen.runs, chosen.to)
        case "judge":
            from meter_reader.train import scene

            print(json.dumps(scene.fit(chosen.runs, chosen.photos, chosen.seed), indent=2))
            return 0
        case "draw":
            from meter_reader import draw

            return draw.draw(chosen.what, chosen.out, chosen.count, chosen.seed)
        case "fetch":
            from meter_reader import fetch

            return fetch.fetch(chosen.tiles)
        case measuring:
            return _module(measuring, *arguments[1:])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="meter_reader", description="Trains the meter reader.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, does in (("train", "trains from the published weights"), ("continue", "goes on from the last checkpoint")):
        command = commands.add_parser(name, help=does)
        training.add_arguments(command)
        command.add_argument("--models", type=Path, help="when all is trained, write the models and their calibration here")
        command.add_argument("--report", type=Path, help="and the report of the calibration here")
    judge = commands.add_parser("judge", help="fits the trained localiser's judgement of whole scenes")
    judge.add_argument("--runs", type=Path, default=training.default_runs())
    judge.add_argument("--photos", type=int, default=5000)
    judge.add_argument("--seed", type=int, default=700_001)
    export = commands.add_parser("export", help="writes the trained networks as ONNX models")
    export.add_argument("what", choices=("all", *training.TASKS))
    export.add_argument("--runs", type=Path, default=training.default_runs())
    export.add_argument("--to", type=Path, required=True, help="the folder of the models")
    fetch = commands.add_parser("fetch", help="brings typefaces, pretrained weights and digit tiles")
    fetch.add_argument("--tiles", type=Path, help="a folder with digits.csv and digits/")
    draw = commands.add_parser("draw", help="draws a sheet of what is trained on, to look at")
    draw.add_argument("what", choices=("strips", "scenes"))
    draw.add_argument("out", type=Path)
    draw.add_argument("--count", type=int, default=40)
    draw.add_argument("--seed", type=int, default=1)
    for name, does in MEASURING.items():
        commands.add_parser(name, help=does, add_help=False)
    return parser


def _finish(chosen: argparse.Namespace) -> int:
    """After the training: the judgement of scenes, models, calibration, report."""
    from meter_reader import curves, export
    from meter_reader.train import scene

    if chosen.what != "recogniser":
        print(json.dumps(scene.fit(chosen.runs)))
    report = ["--report", str(chosen.report)] if chosen.report else []
    if chosen.report:
        curves.write(chosen.runs, chosen.report)
    return export.export(chosen.what, chosen.runs, chosen.models) or _module("calibrate", "--models", str(chosen.models), *report)


def _module(name: str, *arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", f"meter_reader.{name}", *arguments]).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
