package org.meterline.ocr.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** So many of so many, with the interval that the true share lies in with a chance of 95 % (Wilson). */
record Share(int count, int of) {

    private static final double Z = 1.959964; // 95 % of a normal distribution lie within so many deviations

    static <T> Share of(List<T> all, Predicate<T> wanted) {
        return new Share((int) all.stream().filter(wanted).count(), all.size());
    }

    double value() {
        return of == 0 ? 0 : (double) count / of;
    }

    double low() {
        return of == 0 ? 0 : Math.max(0, centre() - margin());
    }

    double high() {
        return of == 0 ? 1 : Math.min(1, centre() + margin());
    }

    /** How many have to be looked at, none of them found, before it is certain that the share is no larger than this. */
    static int neededFor(double share) {
        return (int) Math.ceil(Z * Z * (1 - share) / share);
    }

    private double centre() {
        return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
    }

    private double margin() {
        var share = value();
        return Z / (1 + Z * Z / of) * Math.sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
    }

    /** {@code 0.912}, or a dash where there was nothing to count. */
    String text() {
        return of == 0 ? "-" : String.format(Locale.ROOT, "%.3f", value());
    }

    /** {@code 0.912 [.88 .94]}. */
    String textWithInterval() {
        return of == 0 ? "-" : text() + " [" + twoDecimals(low()) + " " + twoDecimals(high()) + "]";
    }

    private static String twoDecimals(double share) {
        var text = String.format(Locale.ROOT, "%.2f", share);
        return text.startsWith("0") ? text.substring(1) : text;
    }
}
