"""Where the downloaded ingredients lie: fonts, digit tiles, pretrained weights (`meter_reader.fetch` brings them)."""

import os
from pathlib import Path


def home() -> Path:
    """The folder of everything that is downloaded: METERLINE_TRAINING_HOME, or one in the user's cache."""
    return Path(os.environ.get("METERLINE_TRAINING_HOME", Path.home() / ".cache" / "meterline-training"))


def fonts() -> Path:
    return home() / "fonts"


def tiles() -> Path:
    """The folder with `digits.csv` and `digits/`: single wheels with their value in tenths (Apache-2.0)."""
    return home() / "tiles"


def weights() -> Path:
    return home() / "weights"
