package org.meterline.ocr.reader;

import java.util.List;

/**
 * One way to read a counter.
 *
 * @param wheels its digits from left to right
 * @param decimals how many of them stand behind the point
 * @param confidence the chance that all of them are right
 */
public record Dial(List<Wheel> wheels, int decimals, double confidence) {

    public Dial {
        wheels = List.copyOf(wheels);
        if (decimals < 0 || decimals >= wheels.size()) {
            throw new IllegalArgumentException(decimals + " decimals of " + wheels.size() + " digits");
        }
    }

    /** How many digits stand before the point. */
    public int integers() {
        return wheels.size() - decimals;
    }

    /** The digits as they stand, a point before the decimals if there are any. */
    public String text() {
        var text = new StringBuilder();
        for (var wheel : wheels) {
            text.append(wheel.digit());
        }
        return decimals == 0 ? text.toString() : text.insert(integers(), '.').toString();
    }

    /** Whether the wheel that counts whole units is between two digits. */
    public boolean isTurning() {
        return wheels.get(integers() - 1).turning();
    }
}
