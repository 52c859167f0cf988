"""From what the recogniser says, step by step, to a reading."""

import numpy as np
import pytest

from meter_reader.reading import beam
from meter_reader.reading.reader import Seen, combined, split_of


def steps(strip: str, clear: float = 0.97) -> np.ndarray:
    """A step for each character of the strip: a digit, or a blank for a space."""
    said = np.full((len(strip), 11), (1 - clear) / 10)
    for at, symbol in enumerate(strip):
        said[at, 0 if symbol == " " else int(symbol) + 1] = clear
    return said


def look(strip: str, decimal_from: int = 99, clear: float = 0.97) -> Seen:
    decimal = np.array([0.95 if at >= decimal_from else 0.05 for at in range(len(strip))])
    return Seen(steps(strip, clear), decimal, np.zeros(len(strip)), np.array([0.9, 0, 0, 0, 0, 0.1]))


def test_a_digit_that_stays_is_one_and_after_nothing_it_is_another():
    assert beam.texts(steps(" 44 4 7"))[0][0] == "447"


def test_the_chances_of_all_texts_are_no_more_than_certain():
    assert sum(chance for _, chance in beam.texts(steps("0 4 7 1", 0.6))) <= 1.0001


def test_each_digit_is_found_where_it_is_clearest():
    said = steps(" 4  7 ")
    assert beam.align(said, "47") == [1, 4]


@pytest.mark.parametrize(("wheels", "usual", "decimals"), [([0.1, 0.1, 0.1, 0.9], None, 1), ([0.1, 0.1, 0.1, 0.1], None, 0), ([0.5] * 5 + [0.5] * 3, (0.25, 0.25, 0.35, 1), 3)])
def test_decimals_are_what_the_eye_sees_and_where_it_sees_nothing_what_is_usual(wheels, usual, decimals):
    count, chance = split_of(np.array(wheels), usual)
    assert count == decimals
    assert 0 < chance <= 1


def test_what_one_look_misses_the_other_mends():
    reading = combined([look("0 4 7 1 3", 8), look("0 4 7 1 3", 8), look("0 4 7 1 ", 8)], None, 0.8)
    assert reading.candidates[0].text() == "0471.3"
    assert reading.candidates[0].probability < 0.9
    assert reading.features["box"] == 0.8


def test_two_digits_are_no_counter():
    assert combined([look("4 7")], None, 1.0).candidates == []
