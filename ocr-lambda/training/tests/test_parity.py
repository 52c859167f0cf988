"""What Java is held against is what this reader says today."""

import json
from pathlib import Path

import pytest

from meter_reader import calibration
from meter_reader.parity import said
from meter_reader.reading.reader import Reader

MODULE = Path(__file__).parents[2]
MODELS = MODULE / "src/main/resources/org/meterline/ocr/models"
EXPECTED = json.loads((MODULE / "src/test/resources/org/meterline/ocr/reader/parity.json").read_text())["photos"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(MODELS)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda photo: photo["photo"])
def test_it_still_says_so(reader, expected):
    now = said(reader, calibration.load(MODELS / "calibration.json"), MODULE / "src/main/samples" / expected["photo"])
    assert [c["text"] for c in now["candidates"]] == [c["text"] for c in expected["candidates"]]
    assert now["turning"] == expected["turning"]
    assert now["confidence"] == pytest.approx(expected["confidence"], abs=0.01)
    assert now["features"] == pytest.approx(expected["features"], abs=0.01)
    assert now["digits"] == pytest.approx(expected["digits"], abs=0.01)
    assert (now["cutOut"] or {}).get("text") == (expected["cutOut"] or {}).get("text")
    assert (now["corners"] is None) == (expected["corners"] is None)
