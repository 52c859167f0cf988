package org.meterline.ocr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.meterline.ocr.reader.CounterReader;
import org.meterline.ocr.reader.CounterReading;
import org.meterline.ocr.reader.Models;
import org.meterline.ocr.reader.PhotoReading;
import org.meterline.ocr.reader.Quad;

/**
 * A reader that was taught meters. It answers whenever there are digits that a person may want to look at, with a confidence
 * that is to be believed; whether that is enough is decided by who asks.
 */
final class TrainedDialReader implements DialReader {

    private static final String REVISION = "trained-1-"; // of the reading; the models have their own

    private static final double LIKELY = 0.5;
    private static final double CONFIDENCE_MIN = 0.02; // what is less is no help to anyone
    private static final double CONFIDENCE_MIN_OF_NONE = 0.3; // where there is probably no counter at all
    private static final double NOT = 0;
    private static final String THRESHOLD = "threshold";

    private final CounterReader counters;
    private final String version;

    TrainedDialReader(Models models) {
        counters = new CounterReader(models);
        version = version(models);
    }

    static String version(Models models) {
        return REVISION + models.version();
    }

    @Override
    public DialReading read(Photo photo) {
        return answer(counters.read(photo.pixels()), photo);
    }

    @Override
    public Optional<DialReading> readCutOut(Photo counter) {
        var reading = counters.readCutOut(counter.pixels());
        return Optional.of(answer(new PhotoReading(reading, NOT, NOT), counter));
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Optional<Double> threshold(DialReading.Read read) {
        return Optional.ofNullable(read.measures().get(THRESHOLD));
    }

    @Override
    public void close() {
        counters.close();
    }

    private DialReading answer(PhotoReading seen, Photo photo) {
        var quality = PhotoQuality.of(photo.pixels());
        var measures = measures(seen, quality);
        return seen.counter()
                .filter(counter -> isWorthALook(counter, seen.none()))
                .flatMap(counter -> read(counter, seen, photo, measures))
                .orElseGet(() -> new DialReading.Unreadable(PhotoFaults.reason(seen, quality), measures));
    }

    private static boolean isWorthALook(CounterReading counter, double none) {
        return counter.best().confidence() >= (none > LIKELY ? CONFIDENCE_MIN_OF_NONE : CONFIDENCE_MIN);
    }

    private static Optional<DialReading> read(
            CounterReading counter, PhotoReading seen, Photo photo, Map<String, Double> measures) {
        var candidates = counter.dials().stream()
                .flatMap(dial -> DialCandidate.of(dial).stream())
                .toList();
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(new DialReading.Read(
                        candidates,
                        box(counter.place(), photo.scale()),
                        null,
                        null,
                        PhotoFaults.of(counter, seen.screen()),
                        measures));
    }

    private Map<String, Double> measures(PhotoReading seen, PhotoQuality quality) {
        var measures = new LinkedHashMap<>(quality.measures());
        measures.put("none", rounded(seen.none()));
        measures.put("screen", rounded(seen.screen()));
        seen.counter().ifPresent(counter -> {
            measures.put(THRESHOLD, counters.threshold(counter.display()));
            measures.put("display", counter.display() ? 1.0 : 0);
            counter.features().forEach((name, value) -> measures.put("reader." + name, rounded(value)));
        });
        return measures;
    }

    private static Box box(Quad quad, double scale) {
        return new Box(quad.corners().stream()
                .map(corner ->
                        new Box.Corner((int) Math.round(corner.x() * scale), (int) Math.round(corner.y() * scale)))
                .toList());
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
