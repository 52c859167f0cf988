package org.meterline.ocr.reader;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the counter in a photo and reads it: the places where one may be are cut out and read, the surest first, and the other way up
 * where they do not read well, until one is clear; the best two are read again from strips cut a little differently, and the one that then reads better is it. A
 * photo in which nothing reads well is looked at again in other sizes.
 */
public final class CounterReader implements AutoCloseable {

    private static final List<List<Integer>> GLANCES_PX =
            List.of(List.of(448), List.of(640, 320), List.of(224)); // the longer side
    private static final double READS_WELL = 0.6; // worth from which no further glance is taken
    private static final Margin FIRST = new Margin(0.12, 0.12);
    private static final List<Margin> CLOSELY = List.of(new Margin(0, -0.08));
    private static final List<Margin> CUT_OUT = List.of(
            new Margin(0, 0),
            new Margin(0.15, 0.15),
            new Margin(-0.1, -0.1),
            new Margin(-0.2, -0.2),
            new Margin(0.3, 0.3)); // whoever cut it out left as much around it as he liked
    private static final int CUT_OUT_LOOKS = 2; // the best of these say what it shows
    private static final int CLOSELY_MAX = 2;
    private static final double NEAR = 0.5; // of the best one's rank
    private static final double UPRIGHT = 0.3; // worth from which a strip is not read the other way up as well
    private static final double CLEAR = 0.6; // rank from which no further place is read

    private final Localiser localiser;
    private final Recogniser recogniser;
    private final Calibration calibration;

    /** What lies around the digits in a strip, beside and above them, in heights of the counter. */
    private record Margin(double beside, double above) {}

    /** Loads the models once; they are kept until it is closed. */
    public CounterReader(Models models) {
        localiser = new Localiser(models.localiser());
        recogniser = new Recogniser(models.recogniser());
        calibration = models.calibrated();
    }

    /** What a photo shows, in its own pixels. */
    public PhotoReading read(BufferedImage photo) {
        var picture = Picture.of(photo);
        var rectifier = new Rectifier(picture);
        var sight = localiser.look(picture, GLANCES_PX.getFirst());
        var readings = new ArrayList<>(readings(rectifier, sight.boxes()));
        for (var glance : GLANCES_PX.subList(1, GLANCES_PX.size())) {
            if (readings.stream().noneMatch(reading -> reading.worth() >= READS_WELL)) {
                readings.addAll(
                        readings(rectifier, localiser.look(picture, glance).boxes()));
            }
        }
        return new PhotoReading(best(readings), sight.none(), sight.screen());
    }

    /** The same for a counter that somebody has cut out already: the whole picture is it, lying or standing. */
    public Optional<CounterReading> readCutOut(BufferedImage counter) {
        var picture = Picture.of(counter);
        var centre = new Point(picture.width() / 2.0, picture.height() / 2.0);
        var quad = picture.width() >= picture.height()
                ? Quad.around(centre, new Point(1, 0), picture.width(), picture.height())
                : Quad.around(centre, new Point(0, 1), picture.height(), picture.width());
        var rectifier = new Rectifier(picture);
        return best(Stream.of(quad, quad.turned())
                .flatMap(way -> cutOut(rectifier, way).stream())
                .toList());
    }

    /** The confidence from which what a display or wheels show is read wrong as rarely as wanted. */
    public double threshold(boolean display) {
        return calibration.threshold(display);
    }

    @Override
    public void close() {
        localiser.close();
        recogniser.close();
    }

    private Optional<CounterReading> best(List<CloseReading> readings) {
        return readings.stream()
                .max(Comparator.comparingDouble(CloseReading::worth))
                .map(best -> best.judgedBy(calibration));
    }

    private Optional<CloseReading> cutOut(Rectifier rectifier, Quad quad) {
        var looks = CUT_OUT.stream()
                .map(margin -> look(rectifier, quad, margin))
                .sorted(Comparator.comparingDouble(Look::worth).reversed())
                .limit(CUT_OUT_LOOKS)
                .toList();
        return CloseReading.of(new Place(quad, 1, looks.getFirst()), looks);
    }

    private List<CloseReading> readings(Rectifier rectifier, List<FoundBox> boxes) {
        if (boxes.isEmpty()) {
            return List.of();
        }
        var places = places(rectifier, boxes).stream()
                .sorted(Comparator.comparingDouble(Place::rank).reversed())
                .toList();
        return worthIt(places).stream()
                .flatMap(place -> closely(rectifier, place).stream())
                .toList();
    }

    /** The best, and a second one that comes near it. */
    private static List<Place> worthIt(List<Place> ranked) {
        return ranked.stream()
                .limit(CLOSELY_MAX)
                .filter(place -> place.rank() >= NEAR * ranked.getFirst().rank())
                .toList();
    }

    /** In the order of the boxes, up to the first that is clear. */
    private List<Place> places(Rectifier rectifier, List<FoundBox> boxes) {
        var places = new ArrayList<Place>();
        for (var box : boxes) {
            var place = place(rectifier, box);
            places.add(place);
            if (place.rank() >= CLEAR) {
                break;
            }
        }
        return places;
    }

    private Place place(Rectifier rectifier, FoundBox box) {
        var upright = look(rectifier, box.quad(), FIRST);
        return upright.worth() >= UPRIGHT
                ? Place.of(box, upright)
                : Place.of(box, upright, look(rectifier, box.quad().turned(), FIRST));
    }

    private Optional<CloseReading> closely(Rectifier rectifier, Place place) {
        var looks = new ArrayList<>(List.of(place.first()));
        CLOSELY.forEach(margin -> looks.add(look(rectifier, place.quad(), margin)));
        return CloseReading.of(place, looks);
    }

    private Look look(Rectifier rectifier, Quad quad, Margin margin) {
        return Look.at(recogniser.read(strip -> rectifier.cut(quad.padded(margin.beside(), margin.above()), strip)));
    }
}
