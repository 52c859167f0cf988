"""The command line: python -m meter_reader COMMAND."""

import argparse
import sys
from pathlib import Path

from meter_reader.train import commands as training


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="meter_reader", description="Trains the meter reader.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, does in (("train", "trains from the published weights"), ("continue", "goes on from the last checkpoint")):
        training.add_arguments(commands.add_parser(name, help=does))
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
    chosen = parser.parse_args(arguments)

    if chosen.command in ("train", "continue"):
        return training.train(chosen, goes_on=chosen.command == "continue")
    if chosen.command == "export":
        from meter_reader import export as exporting

        return exporting.export(chosen.what, chosen.runs, chosen.to)
    if chosen.command == "draw":
        from meter_reader import draw as drawing

        return drawing.draw(chosen.what, chosen.out, chosen.count, chosen.seed)
    if chosen.command == "fetch":
        from meter_reader import fetch as fetching

        return fetching.fetch(chosen.tiles)
    raise AssertionError(chosen.command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
