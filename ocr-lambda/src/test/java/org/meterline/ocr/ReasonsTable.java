package org.meterline.ocr;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.meterline.ocr.samples.SpoiltPhoto;
import org.meterline.ocr.samples.SpoiltPhoto.Fault;

/**
 * What a customer would hear of drawn photos that have one thing wrong with them: {@code ReasonsTable PHOTOS_EACH} prints how
 * often which reason was given. A photo that is read all the same is told apart by whether rightly.
 */
public final class ReasonsTable {

    static final String RIGHT = "read right";
    static final String WRONG = "read wrong";

    private ReasonsTable() {}

    public static void main(String[] arguments) {
        var each = Integer.parseInt(arguments[0]);
        var table = new EnumMap<Fault, Map<String, Integer>>(Fault.class);
        var answers = new TreeSet<>(Set.of(RIGHT, WRONG));
        try (var reader = DialReaders.open()) {
            for (var fault : Fault.values()) {
                var said = heard(reader, fault, each);
                table.put(fault, said);
                answers.addAll(said.keySet());
            }
        }
        print("what is wrong", answers.stream().toList());
        table.forEach((fault, said) -> print(
                fault.name(),
                answers.stream()
                        .map(answer -> said.getOrDefault(answer, 0).toString())
                        .toList()));
    }

    private static void print(String first, Iterable<String> cells) {
        var line = new StringBuilder(String.format(Locale.ROOT, "| %-13s |", first));
        cells.forEach(cell -> line.append(String.format(Locale.ROOT, " %-14s |", cell)));
        System.out.println(line);
    }

    /** The reason that is told; of a photo that was read, whether it was, with what was found to complain of. */
    static String heard(DialReader reader, SpoiltPhoto photo) {
        var picture = photo.picture();
        return switch (reader.read(new Photo(picture, picture.getWidth(), picture.getHeight()))) {
            case DialReading.Unreadable unreadable -> unreadable.reason().name();
            case DialReading.Read read -> {
                var dial = read.best().dial();
                var whole = dial.contains(".") ? dial.substring(0, dial.indexOf('.')) : dial;
                var right = photo.whole() != null && new BigInteger(whole).equals(new BigInteger(photo.whole()));
                yield right
                        ? RIGHT
                        : read.findings().isEmpty()
                                ? WRONG
                                : WRONG + ", " + read.findings().getFirst();
            }
        };
    }

    /** How often each is heard of so many photos with this fault. */
    static Map<String, Integer> heard(DialReader reader, Fault fault, int photos) {
        var said = new LinkedHashMap<String, Integer>();
        for (var number = 0; number < photos; number++) {
            said.merge(heard(reader, SpoiltPhoto.of(fault, number)), 1, Integer::sum);
        }
        return said;
    }
}
