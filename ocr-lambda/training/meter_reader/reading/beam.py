"""Texts and their probabilities from what a recogniser says step by step (CTC)."""

from collections import defaultdict

import numpy as np

BLANK = 0


def texts(steps: np.ndarray, width: int = 8) -> list[tuple[str, float]]:
    """The likeliest texts, best first, with their probabilities summed over all ways to write them.

    steps: T x 11 probabilities; column 0 is blank, column d + 1 the digit d.
    """
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # probability ending in blank, ending in the last digit
    for p in steps:
        grown: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for text, (blank, digit) in beams.items():
            grown[text][0] += (blank + digit) * p[BLANK]
            if text:
                grown[text][1] += digit * p[int(text[-1]) + 1]
            for d in range(10):
                if p[d + 1] < 1e-4:
                    continue
                before = blank if text.endswith(str(d)) else blank + digit
                grown[text + str(d)][1] += before * p[d + 1]
        beams = dict(sorted(((t, (b, d)) for t, (b, d) in grown.items()), key=lambda item: -sum(item[1]))[:width])
    return sorted(((t, float(b + d)) for t, (b, d) in beams.items()), key=lambda item: -item[1])


def align(steps: np.ndarray, text: str) -> list[int]:
    """The step at which each digit of the text is clearest, along the likeliest way to write it."""
    states = [BLANK]
    for c in text:
        states += [int(c) + 1, BLANK]
    logs = np.log(np.maximum(steps, 1e-12))
    count, length = len(states), len(steps)
    score = np.full((length, count), -np.inf)
    come = np.zeros((length, count), int)
    score[0, 0] = logs[0, BLANK]
    if count > 1:
        score[0, 1] = logs[0, states[1]]
    for t in range(1, length):
        for s in range(count):
            options = [score[t - 1, s], score[t - 1, s - 1] if s else -np.inf]
            options.append(score[t - 1, s - 2] if s > 1 and states[s] != BLANK and states[s] != states[s - 2] else -np.inf)
            k = int(np.argmax(options))
            score[t, s], come[t, s] = options[k] + logs[t, states[s]], s - k
    s = count - 1 if count == 1 or score[-1, -1] >= score[-1, -2] else count - 2
    path = [0] * length
    for t in range(length - 1, -1, -1):
        path[t] = s
        s = come[t, s]
    peaks = []
    for i in range(len(text)):
        on = [t for t in range(length) if path[t] == 2 * i + 1]
        peaks.append(max(on, key=lambda t: steps[t, states[2 * i + 1]]) if on else 0)
    return peaks
