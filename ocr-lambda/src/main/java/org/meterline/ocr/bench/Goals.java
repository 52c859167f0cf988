package org.meterline.ocr.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a reader is meant to reach, beside what it reached.
 *
 * @param error the share of wrong answers that is wanted
 */
record Goals(double error, List<Goal> all) {

    private static final double ACCEPTED = 0.85;
    private static final double EXACT = 0.95;
    private static final double DECIMALS = 0.90;
    private static final double CROPS = 0.97;
    private static final double CALIBRATION_ERROR = 0.02;
    private static final double CPU_MILLIS = 150;
    private static final double OF_TESSERACT = 0.5;
    private static final double MODELS_MEGABYTES = 25;
    private static final double RESIDENT_MEGABYTES = 512;

    /** One of them, in words. */
    record Goal(String what, String wanted, String reached, String verdict) {}

    /**
     * What was measured beside the figures, where it was.
     *
     * @param cpuMillis per photo of the size that the goal names
     * @param ofTesseract how many times as much as one Tesseract process takes
     */
    record Measured(
            OptionalDouble cpuMillis,
            OptionalDouble ofTesseract,
            OptionalDouble modelsMegabytes,
            OptionalDouble residentMegabytes) {}

    static Goals of(Figures photos, Optional<Figures> crops, Measured measured, double error) {
        var percent = String.format(Locale.ROOT, "%.1f %%", 100 * error);
        var all = new ArrayList<Goal>();
        all.add(atLeast(
                "accepted and right, where " + percent + " are wrong, as counted",
                ACCEPTED,
                photos.counted().right()));
        all.add(promised(
                "accepted and right, where " + percent + " are wrong, as can be promised", photos.promised(), error));
        all.add(atMost("wrong among accepted, at the shipped threshold", error, photos.wrongOfSaid()));
        all.add(atLeast("exact integer part, no rejection", EXACT, photos.exact()));
        all.add(atLeast("exact with decimals", DECIMALS, photos.decimals()));
        all.add(new Goal("counter found", ">= 0.98", "-", "not measured: the labels know no boxes"));
        all.add(atLeast("counter crops, exact", CROPS, crops.map(Figures::exact).orElse(new Share(0, 0))));
        all.add(atMost(
                "expected calibration error",
                CALIBRATION_ERROR,
                OptionalDouble.of(photos.calibrationError()),
                "%.3f",
                ""));
        all.add(atMost(
                "CPU per photo at " + SizedPhotos.SIDE_PX + " px", CPU_MILLIS, measured.cpuMillis(), "%.0f", " ms"));
        all.add(atMost("the same beside one Tesseract process", OF_TESSERACT, measured.ofTesseract(), "%.2f", ""));
        all.add(atMost("models together", MODELS_MEGABYTES, measured.modelsMegabytes(), "%.1f", " MB"));
        all.add(atMost("resident at most", RESIDENT_MEGABYTES, measured.residentMegabytes(), "%.0f", " MB"));
        return new Goals(error, all);
    }

    private static Goal promised(String what, Confident promised, double error) {
        return promised.isAny()
                ? atLeast(what, ACCEPTED, promised.right())
                : new Goal(
                        what,
                        String.format(Locale.ROOT, ">= %.2f", ACCEPTED),
                        "-",
                        "missed: takes " + Share.neededFor(error) + " answers, none of them wrong");
    }

    private static Goal atLeast(String what, double wanted, Share reached) {
        return new Goal(
                what,
                String.format(Locale.ROOT, ">= %.2f", wanted),
                reached.textWithInterval(),
                verdict(reached, reached.value() >= wanted, wanted));
    }

    private static Goal atMost(String what, double wanted, Share reached) {
        return new Goal(
                what,
                String.format(Locale.ROOT, "<= %.3f", wanted),
                reached.textWithInterval(),
                verdict(reached, reached.value() <= wanted, wanted));
    }

    private static Goal atMost(String what, double wanted, OptionalDouble reached, String format, String unit) {
        var text = reached.isEmpty() ? "-" : String.format(Locale.ROOT, format, reached.getAsDouble()) + unit;
        return new Goal(
                what,
                "<= " + (wanted < 1 ? Double.toString(wanted) : String.format(Locale.ROOT, "%.0f", wanted)) + unit,
                text,
                reached.isEmpty() ? "not measured" : reached.getAsDouble() <= wanted ? "reached" : "missed");
    }

    /** Reached or missed by what was counted, with a word when so few pictures might as well have said otherwise. */
    private static String verdict(Share share, boolean reached, double wanted) {
        if (share.of() == 0) {
            return "not measured";
        }
        var open = share.low() < wanted && wanted < share.high();
        return (reached ? "reached" : "missed") + (open ? ", within the uncertainty" : "");
    }
}
