"""Every command is there, and a wrong one is refused before anything is loaded."""

import argparse

import pytest

from meter_reader import __main__ as command_line
from meter_reader.train import commands


def test_training_ends_with_models_and_report_when_asked(monkeypatch, tmp_path):
    from meter_reader import curves, export
    from meter_reader.train import scene

    done = []
    monkeypatch.setattr(scene, "fit", lambda runs: done.append(("judge",)) or {})
    monkeypatch.setattr(curves, "write", lambda runs, report: done.append(("curves", str(report))))
    monkeypatch.setattr(commands, "train", lambda chosen, goes_on: done.append(("train", chosen.what, goes_on)) or 0)
    monkeypatch.setattr(export, "export", lambda what, runs, to: done.append(("export", what, to)) or 0)
    monkeypatch.setattr(command_line, "_module", lambda *arguments: done.append(arguments) or 0)

    told = ["continue", "all", "--minutes", "1", "--models", str(tmp_path), "--report", "out"]
    assert command_line.main(told) == 0

    calibration = ("calibrate", "--models", str(tmp_path), "--report", "out")
    assert done == [("train", "all", True), ("judge",), ("curves", "out"), ("export", "all", tmp_path), calibration]


def test_a_failed_training_writes_no_models(monkeypatch, tmp_path):
    monkeypatch.setattr(commands, "train", lambda chosen, goes_on: 1)
    monkeypatch.setattr(command_line, "_finish", lambda chosen: pytest.fail("there is nothing to export"))

    assert command_line.main(["train", "all", "--steps", "1", "--models", str(tmp_path)]) == 1


def test_measuring_takes_arguments_of_its_own(monkeypatch):
    asked = []
    monkeypatch.setattr(command_line, "_module", lambda *arguments: asked.append(arguments) or 0)

    assert command_line.main(["measure", "photos", "folder", "--limit", "3"]) == 0
    assert asked == [("measure", "photos", "folder", "--limit", "3")]


def test_an_unknown_command_is_refused():
    with pytest.raises(SystemExit):
        command_line.main(["retrain"])


def test_nothing_is_overwritten_and_nothing_is_continued_that_is_not_there(tmp_path, capsys):
    chosen = argparse.Namespace(what="recogniser", runs=tmp_path, niceness=0)
    assert commands.train(chosen, goes_on=True) == 1
    assert "no run" in capsys.readouterr().err

    (tmp_path / "recogniser").mkdir()
    (tmp_path / "recogniser" / "checkpoint.pt").write_bytes(b"a night's work")
    assert commands.train(chosen, goes_on=False) == 1
    assert (tmp_path / "recogniser" / "checkpoint.pt").read_bytes() == b"a night's work"


def test_what_trains_side_by_side_has_the_same_settings_and_finishes_nothing_itself(monkeypatch, tmp_path):
    started = []

    class Run:
        def __init__(self, command):
            started.append(command[2:])

        def wait(self):
            return 0

    monkeypatch.setattr(commands.subprocess, "Popen", Run)
    monkeypatch.setattr(command_line, "_finish", lambda chosen: 0)

    assert command_line.main(["train", "all", "--steps", "7", "--runs", str(tmp_path), "--models", str(tmp_path)]) == 0

    assert [command[:3] for command in started] == [["meter_reader", "train", task] for task in commands.TASKS]
    for command in started:
        assert command[command.index("--steps") + 1] == "7" and "--models" not in command
        command_line._parser().parse_args(command[1:])
