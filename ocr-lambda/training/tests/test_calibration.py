"""A confidence that was fitted says how often it is right."""

import numpy as np
import pytest

from meter_reader.calibrate import Trial, digit_error, fit, judged, threshold, weighed
from meter_reader.calibration import Calibration, odds
from meter_reader.reading.reader import Candidate, Reading


def reading(chance: float) -> Reading:
    return Reading([Candidate("047", 0, chance)], None, False, features={"probability": chance, "least_whole_digit": 1.0, "split": 1.0, "box": 1.0, "counter": 1.0})


def trials(count: int, slope: float, bias: float) -> list[Trial]:
    """Readings that are right as often as a curve says."""
    rng = np.random.default_rng(1)
    made = []
    for _ in range(count):
        one = reading(float(rng.uniform(0.05, 0.99)))
        made.append(Trial(one, bool(rng.uniform() < Calibration(slope, bias, 0.5).confidence(one)), "drum", True))
    return made


def test_the_curve_that_readings_follow_is_found_and_honest_on_others():
    drawn = trials(6_000, 0.6, 0.8)
    fitted = fit(drawn[:3_000], 0.005)
    assert fitted.slope == pytest.approx(0.6, abs=0.1)
    assert fitted.bias == pytest.approx(0.8, abs=0.15)
    assert judged(fitted, drawn[3_000:])["expectedCalibrationError"] < 0.03


def test_all_has_to_hold():
    one = reading(0.5)
    one.features["split"] = 0.5
    assert odds(one) == pytest.approx(np.log(0.25 / 0.75))


def test_no_reading_is_worth_nothing_and_none_is_certain():
    judge = Calibration(1.0, 0.0, 0.5)
    assert judge.confidence(Reading([], None, False)) == 0
    assert judge.confidence(reading(1.0)) < 1


def test_from_the_threshold_on_no_more_than_wanted_were_wrong():
    confidence = np.linspace(0.99, 0.5, 1_000)
    right = np.ones(1_000)
    right[[400, 450, 500]] = 0
    assert threshold(confidence, right, 0.005) <= confidence[399]
    assert (confidence >= threshold(confidence, right, 0.005)).sum() >= 450
    assert threshold(confidence, np.zeros(1_000), 0.005) == 1.0


def test_what_nobody_could_read_weighs_as_much_as_among_customers_photos():
    weights = weighed(np.array([True] * 50 + [False] * 50))
    assert weights[50:].sum() / weights.sum() == pytest.approx(0.1)


def test_digits_are_as_sure_as_they_are_right():
    rng = np.random.default_rng(1)
    honest = rng.dirichlet(np.full(10, 0.15), 4_000)
    digits = np.array([rng.choice(10, p=p) for p in honest])
    boastful = honest**2 / (honest**2).sum(1, keepdims=True)
    assert digit_error(honest, digits) < 0.04 < digit_error(boastful, digits)
