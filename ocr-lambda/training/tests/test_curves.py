"""The curves of a training are drawn from what it validated."""

import json

import cv2
import pytest

from meter_reader import curves


def test_a_panel_per_network_with_a_line_per_figure(tmp_path):
    for name, figure in (("recogniser", "exact drum"), ("localiser", "any large")):
        (tmp_path / name).mkdir()
        lines = [json.dumps({"step": step, figure: share}) for step, share in ((100, 0.2), (200, 0.9))]
        (tmp_path / name / "validation.jsonl").write_text("\n".join(lines) + "\n")

    drawn = cv2.imread(str(curves.write(tmp_path, tmp_path / "report")))

    one = curves.panel("recogniser", [{"step": 100, "exact drum": 0.2}, {"step": 200, "exact drum": 0.9}], curves.SHOWN["recogniser"])
    assert drawn.shape[0] == 2 * one.shape[0]
    assert (drawn[: one.shape[0]] == one).all()


def test_a_folder_without_runs_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="nothing was trained"):
        curves.write(tmp_path, tmp_path)
