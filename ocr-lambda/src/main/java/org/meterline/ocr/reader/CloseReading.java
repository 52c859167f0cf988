package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A counter read closely: what it may show, and the figures that tell how sure that is. */
final class CloseReading {

    private static final double LIKELY = 0.5;

    private final Place place;
    private final Looks looks;
    private final boolean display;
    private final Decimals decimals;
    private final Map<String, Double> features;

    private CloseReading(Place place, Looks looks) {
        this.place = place;
        this.looks = looks;
        this.display = looks.mean(Steps::display) > LIKELY;
        var behind = looks.wheels(Steps::decimal);
        this.decimals = display ? Decimals.ofDisplay(behind) : Decimals.ofWheels(behind);
        this.features = features();
    }

    /** Empty when no look shows as many digits as a counter has. */
    static Optional<CloseReading> of(Place place, List<Look> looks) {
        var together = new Looks(looks);
        return together.texts().isEmpty() ? Optional.empty() : Optional.of(new CloseReading(place, together));
    }

    /** How much it looks like a counter that was found and read well. */
    double worth() {
        return features.getOrDefault("worth", 0.0);
    }

    CounterReading judgedBy(Calibration calibration) {
        return new CounterReading(
                place.quad(),
                display,
                dials(calibration),
                features,
                new CounterReading.Condition(
                        looks.mean(Steps::blurred),
                        looks.mean(Steps::glaring),
                        looks.mean(Steps::dark),
                        looks.mean(Steps::cutOff)));
    }

    /** By the names that the calibration knows them by. */
    private Map<String, Double> features() {
        var best = looks.texts().getFirst();
        var clearness = looks.clearness();
        var least = Arrays.stream(clearness).min().orElse(0);
        var whole = looks.mean(Steps::whole);
        var features = new LinkedHashMap<String, Double>();
        features.put("probability", best.chance());
        features.put(
                "least_whole_digit",
                Arrays.stream(clearness, 0, clearness.length - decimals.count())
                        .min()
                        .orElse(0));
        features.put("split", decimals.chance());
        features.put("counter", whole);
        features.put("box", place.box());
        features.put("worth", Math.sqrt(place.box()) * whole * Math.sqrt(least) * Math.pow(best.chance(), 0.25));
        return features;
    }

    /** The calibration judges the likeliest; what it leaves over is shared out among the others by their chances. */
    private List<Dial> dials(Calibration calibration) {
        var texts = looks.texts();
        var best = calibration.confidence(features);
        var others = Math.max(1e-6, 1 - texts.getFirst().chance());
        var dials = new ArrayList<Dial>();
        for (var text : texts) {
            var share = dials.isEmpty() ? best : (1 - best) * Math.min(1, text.chance() / others);
            dials.add(new Dial(wheels(text.digits()), decimals(text.digits()), Math.min(best, share)));
        }
        return dials;
    }

    /** The point stays where it is seen when digits come or go behind it. */
    private int decimals(String digits) {
        var more = digits.length() - looks.texts().getFirst().digits().length();
        return Math.clamp(decimals.count() + more, 0, digits.length() - 1);
    }

    private List<Wheel> wheels(String digits) {
        var chances = looks.chances(digits);
        var turning = looks.wheels(Steps::turning);
        return IntStream.range(0, digits.length())
                .mapToObj(at -> new Wheel(
                        digits.charAt(at) - '0',
                        chances.get(at)[digits.charAt(at) - '0'],
                        Arrays.stream(chances.get(at)).boxed().toList(),
                        digits.length() == turning.length && turning[at] > LIKELY))
                .toList();
    }
}
