"""The networks are the published ones, and what is exported says the same as they do."""

import numpy as np
import onnxruntime
import pytest
import torch

from meter_reader import assets, export
from meter_reader.networks import localiser, pretrained, recogniser

needs_weights = pytest.mark.skipif(
    not (assets.weights() / pretrained.RECOGNISER_FILE).exists(), reason="python -m meter_reader fetch brings the weights"
)


def noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(5).uniform(0, 255, shape).astype(np.float32)


@needs_weights
def test_the_localiser_starts_as_the_published_detector():
    published = assets.weights() / pretrained.LOCALISER_FILE
    photo = noise(1, 3, 96, 160)
    mean, spread = (np.float32(v).reshape(1, 3, 1, 1) for v in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
    bgr = (photo[:, ::-1] / 255 - mean) / spread

    (expected,) = onnxruntime.InferenceSession(str(published)).run(None, {"x": bgr})
    with torch.no_grad():
        counter, _ = localiser.probabilities(pretrained.localiser(published).eval()(torch.from_numpy(photo)))

    assert np.abs(counter.numpy() - expected).max() < 1e-5


@needs_weights
def test_the_recogniser_starts_as_the_published_one_with_digits_only():
    published = assets.weights() / pretrained.RECOGNISER_FILE
    strips = noise(2, 3, 48, 224)
    characters = pretrained.Graph(published).characters()
    digits = [0] + [1 + characters.index(digit) for digit in "0123456789"]

    (of_all,) = onnxruntime.InferenceSession(str(published)).run(None, {"x": strips[:, ::-1] / 127.5 - 1})
    expected = of_all[..., digits] / of_all[..., digits].sum(-1, keepdims=True)
    with torch.no_grad():
        read = torch.softmax(pretrained.recogniser(published)(torch.from_numpy(strips)).digits, -1)

    assert np.abs(read.numpy() - expected).max() < 1e-4


def test_weights_that_do_not_fit_are_refused():
    layer = pretrained.Layer(np.zeros((5, 3), np.float32), np.zeros(5, np.float32))

    with pytest.raises(ValueError, match="do not fit"):
        pretrained.pour([layer, layer], [torch.nn.Linear(3, 5)])
    with pytest.raises(ValueError, match="does not fit"):
        pretrained.pour([layer], [torch.nn.Linear(3, 5)])


def test_the_exported_recogniser_has_the_agreed_signature(tmp_path):
    written = export.write_recogniser(recogniser.Recogniser(), tmp_path / "recogniser.onnx")
    session = onnxruntime.InferenceSession(str(written.path))

    digits, decimal, turning, strip = session.run(["digits", "decimal", "turning", "strip"], {"strips": noise(3, 3, 48, 224)})

    assert written.difference < export.TOLERANCE
    assert digits.shape == (3, recogniser.STEPS, recogniser.SYMBOLS)
    assert decimal.shape == turning.shape == (3, recogniser.STEPS)
    assert strip.shape == (3, len(recogniser.STRIP_TRAITS))
    assert np.allclose(digits.sum(-1), 1, atol=1e-5)


def test_the_exported_localiser_takes_photos_of_any_size(tmp_path):
    written = export.write_localiser(localiser.Localiser(), tmp_path / "localiser.onnx")
    session = onnxruntime.InferenceSession(str(written.path))

    for height, width in ((64, 64), (96, 160)):
        counter, scene = session.run(["counter", "scene"], {"photo": noise(1, 3, height, width)})
        assert counter.shape == (1, 1, height, width)
        assert scene.shape == (1, len(localiser.SCENE_TRAITS))
        assert 0 <= counter.min() and counter.max() <= 1


def test_an_export_that_differs_from_torch_is_refused_and_leaves_the_old_model(tmp_path, monkeypatch):
    path = tmp_path / "localiser.onnx"
    path.write_bytes(b"the old model")
    monkeypatch.setattr(export, "TOLERANCE", -1.0)

    with pytest.raises(ValueError, match="from torch"):
        export.write_localiser(localiser.Localiser(), path)

    assert path.read_bytes() == b"the old model"
