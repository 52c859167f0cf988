package org.meterline.readings.domain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.meterline.contracts.Candidate;

/**
 * A reader that errs as two tables say: which digit is taken for which, and how often photos of each quality lead to which error.
 * Its confidences are honest by construction: it sees a digit through the table, knows how unclear the place is, and says what
 * may have been shown to look like that. {@code sureness} makes it boast (above 1) or doubt itself (below 1).
 */
final class SimulatedReader {

    private static final int BASE = 10;
    private static final int ALTERNATIVES_MAX = 3;
    private static final double ALTERNATIVE_MIN = 0.005;

    /** Of the photos in which something else is read, those in which the reader notices. */
    private static final double NOTICED = 0.8;

    private static final double WHEN_NOTICED = 0.2;
    private static final double UNCLEAR_MAX = 0.85;
    private static final double PLACES_DIFFER = 1.2;

    private final double[][] confusions = new double[BASE][BASE];
    private final List<Quality> qualities = new ArrayList<>();
    private final double sureness;
    private final SplittableRandom random;

    SimulatedReader(double sureness, SplittableRandom random) {
        this.sureness = sureness;
        this.random = random;
        for (var row : table("digit-confusions.csv")) {
            var shown = Integer.parseInt(row.get("shown"));
            var sum = IntStream.range(0, BASE)
                    .mapToDouble(seen -> number(row, Integer.toString(seen)))
                    .sum();
            for (var seen = 0; seen < BASE; seen++) {
                confusions[shown][seen] = number(row, Integer.toString(seen)) / sum;
            }
        }
        for (var row : table("photo-qualities.csv")) {
            qualities.add(new Quality(
                    number(row, "share"),
                    number(row, "digit_error"),
                    number(row, "elsewhere"),
                    number(row, "point_missed"),
                    number(row, "point_moved"),
                    number(row, "red_wheels_missed"),
                    number(row, "wheel_lost"),
                    number(row, "wheel_added")));
        }
    }

    private record Quality(
            double share,
            double digitError,
            double elsewhere,
            double pointMissed,
            double pointMoved,
            double redWheelsMissed,
            double wheelLost,
            double wheelAdded) {

        /** That the whole digits are those of the counter, and all of them. */
        double placeRight() {
            return (1 - elsewhere * (1 - NOTICED)) * (1 - pointMoved) * (1 - wheelLost) * (1 - wheelAdded);
        }
    }

    /** What one place of the dial looks like: a chance for every digit. */
    private record Place(double[] chances) {

        List<Integer> likeliestFirst() {
            return IntStream.range(0, BASE)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer digit) -> -chances[digit]))
                    .toList();
        }
    }

    /** Reads a dial, {@code "01234.5"}: one to three candidates, best first. */
    List<Candidate> read(String dial) {
        var quality = quality();
        var elsewhere = random.nextDouble() < quality.elsewhere();
        var noticed = elsewhere && random.nextDouble() < NOTICED;
        var seen = elsewhere ? somethingElse(dial) : misshapen(dial, quality);
        var places = new ArrayList<Place>();
        for (var at = 0; at < seen.length(); at++) {
            if (seen.charAt(at) != '.') {
                places.add(place(seen.charAt(at) - '0', quality));
            }
        }
        return candidates(seen, places, quality.placeRight() * (noticed ? WHEN_NOTICED : 1));
    }

    private Quality quality() {
        var drawn = random.nextDouble()
                * qualities.stream().mapToDouble(Quality::share).sum();
        for (var quality : qualities) {
            drawn -= quality.share();
            if (drawn < 0) {
                return quality;
            }
        }
        return qualities.getLast();
    }

    /** A serial number or another text of digits. */
    private String somethingElse(String dial) {
        var length = dial.length() - 1 + random.nextInt(3);
        var digits = new StringBuilder();
        for (var at = 0; at < Math.min(8, length); at++) {
            digits.append(random.nextInt(BASE));
        }
        return digits.toString();
    }

    private String misshapen(String dial, Quality quality) {
        var shape = dial;
        var point = dial.indexOf('.');
        if (point > 0 && random.nextDouble() < quality.redWheelsMissed()) {
            shape = dial.substring(0, point);
        } else if (point > 0 && random.nextDouble() < quality.pointMissed()) {
            shape = dial.replace(".", "");
        } else if (point > 0 && random.nextDouble() < quality.pointMoved()) {
            var moved = Math.max(1, point - 1);
            var digits = dial.replace(".", "");
            shape = digits.substring(0, moved) + "." + digits.substring(moved, Math.min(digits.length(), moved + 3));
        }
        if (random.nextDouble() < quality.wheelLost()) {
            shape = random.nextBoolean() ? shape.substring(1) : shape.substring(0, shape.length() - 1);
        } else if (random.nextDouble() < quality.wheelAdded() && shape.length() < 8) {
            shape = random.nextBoolean() ? random.nextInt(BASE) + shape : shape + random.nextInt(BASE);
        }
        return shape.endsWith(".") ? shape.substring(0, shape.length() - 1) : shape;
    }

    /** Looks at one digit through the table. */
    private Place place(int shown, Quality quality) {
        var unclear =
                Math.min(UNCLEAR_MAX, quality.digitError() * StrictMath.exp(PLACES_DIFFER * random.nextGaussian()));
        var seen = shown;
        if (random.nextDouble() < unclear) {
            var drawn = random.nextDouble();
            for (seen = 0; seen < BASE - 1 && drawn >= confusions[shown][seen]; seen++) {
                drawn -= confusions[shown][seen];
            }
        }
        var chances = new double[BASE];
        for (var maybe = 0; maybe < BASE; maybe++) {
            var looksSo = maybe == seen ? 1 - unclear : unclear * confusions[maybe][seen];
            chances[maybe] = StrictMath.pow(looksSo, sureness);
        }
        var sum = java.util.Arrays.stream(chances).sum();
        for (var digit = 0; digit < BASE; digit++) {
            chances[digit] /= sum;
        }
        return new Place(chances);
    }

    /** The best of every place, and the two that differ from it where it hesitates most. */
    private static List<Candidate> candidates(String shape, List<Place> places, double placeRight) {
        var best =
                places.stream().map(place -> place.likeliestFirst().getFirst()).toList();
        var hesitant = IntStream.range(0, places.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer at) -> -ratio(places.get(at))))
                .limit(2)
                .toList();
        var candidates = new ArrayList<Candidate>();
        candidates.add(candidate(shape, places, best, placeRight));
        for (var at : hesitant) {
            var other = new ArrayList<>(best);
            other.set(at, places.get(at).likeliestFirst().get(1));
            candidates.add(candidate(shape, places, other, placeRight));
        }
        return candidates.stream()
                .filter(each -> each.confidence().signum() > 0 || each == candidates.getFirst())
                .toList();
    }

    private static double ratio(Place place) {
        var order = place.likeliestFirst();
        return place.chances()[order.get(1)] / place.chances()[order.getFirst()];
    }

    private static Candidate candidate(String shape, List<Place> places, List<Integer> chosen, double placeRight) {
        var dial = new StringBuilder();
        var digits = new ArrayList<Candidate.Digit>();
        var whole = placeRight;
        var place = 0;
        for (var at = 0; at < shape.length(); at++) {
            if (shape.charAt(at) == '.') {
                dial.append('.');
                continue;
            }
            var chances = places.get(place).chances();
            var digit = chosen.get(place);
            var others = places.get(place).likeliestFirst().stream()
                    .filter(other -> !other.equals(digit) && chances[other] >= ALTERNATIVE_MIN)
                    .limit(ALTERNATIVES_MAX)
                    .map(other -> new Candidate.Alternative(other.toString(), rounded(chances[other])))
                    .toList();
            digits.add(new Candidate.Digit(digit.toString(), rounded(chances[digit]), false, others));
            whole *= dial.indexOf(".") < 0 ? chances[digit] : 1; // confidence is about what is billed
            dial.append(digit);
            place++;
        }
        return new Candidate(dial.toString(), rounded(whole), digits);
    }

    private static BigDecimal rounded(double chance) {
        return BigDecimal.valueOf(chance).setScale(3, RoundingMode.HALF_UP);
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    private static List<CSVRecord> table(String name) {
        try (var in = new InputStreamReader(SimulatedReader.class.getResourceAsStream(name), StandardCharsets.UTF_8);
                var rows = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(in)) {
            return rows.getRecords();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
