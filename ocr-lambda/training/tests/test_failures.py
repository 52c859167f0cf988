from types import SimpleNamespace

import numpy as np
import pytest

from meter_reader import failures
from meter_reader.failures import Failures, group_of, truth_of
from meter_reader.reading.reader import Candidate, Reading


def drawn(digits=(0, 4, 2, 1), decimals=1):
    quad = np.float32([[30, 40], [90, 40], [90, 60], [30, 60]]) if digits else None
    return SimpleNamespace(image=np.full((96, 128, 3), 90, np.uint8), quad=quad, counter=SimpleNamespace(digits=digits, decimals=decimals) if digits else None)


@pytest.mark.parametrize(
    ("read", "truth", "group"),
    [
        ("0421", "0421", failures.POINT),
        ("0427", "0421", failures.DIGITS),
        ("9027", "0421", failures.ELSEWHERE),
        ("421", "0421", failures.MORE_OR_LESS),
        ("04211", "0421", failures.MORE_OR_LESS),
        ("77", "0421", failures.ELSEWHERE),
        ("", "0421", failures.NOTHING_READ),
        ("123", "", failures.NOTHING_THERE),
    ],
)
def test_a_wrong_reading_has_one_group(read, truth, group):
    assert group_of(read, truth) == group


def test_the_truth_has_its_point():
    assert truth_of(drawn()) == "042.1"
    assert truth_of(drawn(decimals=0)) == "0421"
    assert truth_of(drawn(digits=())) == ""


def test_the_picture_has_a_row_for_each_group_that_there_is_and_six_pictures_in_it():
    seen = Failures()
    corners = np.float32([[10, 10], [50, 10], [50, 30], [10, 30]])
    for _ in range(9):
        seen.add(Reading([Candidate("0427", 1, 0.9)], corners, False), drawn())
    seen.add(Reading([Candidate("123", 0, 0.9)], corners, False), drawn(digits=()))

    assert dict(seen.counts) == {failures.DIGITS: 9, failures.NOTHING_THERE: 1}
    assert seen.picture().shape == (2 * (22 + 150), 6 * 200, 3)
