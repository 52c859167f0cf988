package org.meterline.ocr.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured, as the command line has it.
 *
 * @param directory holds photos.csv and photos/, perhaps crops.csv and crops/
 * @param limit so many photos and crops at most, the same share from each source
 * @param peerPhotos so many photos at most are also read by the peers, which are slow
 * @param peerCommand a peer of one's own
 * @param use only pictures that are labelled for this use
 * @param error the share of wrong answers that would be accepted
 * @param predictions where every answer goes, a line of JSON each
 * @param failures where a picture of the failures goes
 */
public record BenchOptions(
        Path directory,
        int limit,
        int peerPhotos,
        @Nullable String peerCommand,
        @Nullable String use,
        double error,
        @Nullable Path predictions,
        @Nullable Path failures) {

    private static final int PEER_PHOTOS = 60;
    private static final double ERROR = 0.005;

    public static final String USAGE =
            "reader DIR [--limit N] [--use NAME] [--error SHARE] [--predictions OUT.jsonl] [--failures OUT.png]"
                    + " [--peers N] [--peer COMMAND]";

    /** Empty for a command line that means nothing. */
    public static Optional<BenchOptions> parse(List<String> arguments) {
        if (arguments.size() < 2
                || !arguments.getFirst().equals("reader")
                || arguments.get(1).startsWith("-")) {
            return Optional.empty();
        }
        var options = new BenchOptions(
                Path.of(arguments.get(1)), Integer.MAX_VALUE, PEER_PHOTOS, null, null, ERROR, null, null);
        try {
            for (var i = 2; i + 1 < arguments.size(); i += 2) {
                options = options.with(arguments.get(i), arguments.get(i + 1));
            }
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
        return arguments.size() % 2 == 0 ? Optional.of(options) : Optional.empty();
    }

    private BenchOptions with(String name, String value) {
        return switch (name) {
            case "--limit" ->
                new BenchOptions(
                        directory, Integer.parseInt(value), peerPhotos, peerCommand, use, error, predictions, failures);
            case "--peers" ->
                new BenchOptions(
                        directory, limit, Integer.parseInt(value), peerCommand, use, error, predictions, failures);
            case "--peer" -> new BenchOptions(directory, limit, peerPhotos, value, use, error, predictions, failures);
            case "--use" ->
                new BenchOptions(directory, limit, peerPhotos, peerCommand, value, error, predictions, failures);
            case "--error" ->
                new BenchOptions(
                        directory,
                        limit,
                        peerPhotos,
                        peerCommand,
                        use,
                        Double.parseDouble(value),
                        predictions,
                        failures);
            case "--predictions" ->
                new BenchOptions(directory, limit, peerPhotos, peerCommand, use, error, Path.of(value), failures);
            case "--failures" ->
                new BenchOptions(directory, limit, peerPhotos, peerCommand, use, error, predictions, Path.of(value));
            default -> throw new IllegalArgumentException(name);
        };
    }
}
