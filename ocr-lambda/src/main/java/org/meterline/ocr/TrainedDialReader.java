package org.meterline.ocr;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.ocr.print.SerialReader;
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

    private static final String REVISION = "trained-3-"; // of the reading; the models have their own

    private static final double LIKELY = 0.5;
    private static final double CONFIDENCE_MIN = 0.1; // what is less is no help to anyone
    private static final double CONFIDENCE_MIN_OF_NONE = 0.3; // where there is probably no counter at all
    private static final double CONFIDENCE_MIN_OF_SPOILT =
            0.5; // a better photo is easily had, and more use than a guess
    private static final double NOT = 0;
    private static final double SERIAL_FROM = 0.5; // a confidence; beside what is no counter stands no serial number
    private static final int WARM_PX = 320;
    private static final String THRESHOLD = "threshold";

    private final CounterReader counters;
    private final SerialReader serials = new SerialReader();
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

    /** Every network and library is used once, on a picture of nothing. */
    @Override
    public void warmUp() {
        var nothing = new Photo(new BufferedImage(WARM_PX, WARM_PX, BufferedImage.TYPE_INT_RGB), WARM_PX, WARM_PX);
        counters.read(nothing.pixels());
        counters.readCutOut(nothing.pixels());
        serials.warmUp();
    }

    @Override
    public void close() {
        counters.close();
        serials.close();
    }

    private DialReading answer(PhotoReading seen, Photo photo) {
        return seen.counter()
                .filter(counter -> isWorthALook(counter, seen))
                .flatMap(counter -> read(counter, seen, photo))
                .orElseGet(() -> unreadable(seen, photo));
    }

    private static boolean isWorthALook(CounterReading counter, PhotoReading seen) {
        var spoilt = !PhotoFaults.of(counter, NOT).isEmpty();
        var least = spoilt ? CONFIDENCE_MIN_OF_SPOILT : seen.none() > LIKELY ? CONFIDENCE_MIN_OF_NONE : CONFIDENCE_MIN;
        return counter.best().confidence() >= least;
    }

    private Optional<DialReading> read(CounterReading counter, PhotoReading seen, Photo photo) {
        var candidates = counter.dials().stream()
                .flatMap(dial -> DialCandidate.of(dial).stream())
                .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        var measures = measures(seen);
        var findings = new ArrayList<>(PhotoFaults.of(counter, seen.screen()));
        if (findings.isEmpty() && counter.best().confidence() < counters.threshold(counter.display())) {
            var quality = PhotoQuality.of(photo.pixels()); // something may be wrong with the whole of it
            quality.finding().ifPresent(findings::add);
            measures.putAll(quality.measures());
        }
        return Optional.of(new DialReading.Read(
                candidates,
                box(counter.place(), photo.scale()),
                serial(counter, photo),
                null, // displays and wheels count everything
                findings,
                measures));
    }

    private @Nullable String serial(CounterReading counter, Photo photo) {
        return counter.best().confidence() < SERIAL_FROM
                ? null
                : serials.beside(counter.place(), photo.pixels()).orElse(null);
    }

    private DialReading unreadable(PhotoReading seen, Photo photo) {
        var quality = PhotoQuality.of(photo.pixels());
        var measures = measures(seen);
        measures.putAll(quality.measures());
        return new DialReading.Unreadable(PhotoFaults.reason(seen, quality), measures);
    }

    private Map<String, Double> measures(PhotoReading seen) {
        var measures = new LinkedHashMap<String, Double>();
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
