package org.meterline.ocr.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What training made: two networks, and the calibration of what they say.
 *
 * @param version tells these models from others
 */
public record Models(byte[] localiser, byte[] recogniser, byte[] calibration, String version) {

    private static final String PACKAGE = "/org/meterline/ocr/models/";
    private static final String LOCALISER = "localiser.onnx";
    private static final String RECOGNISER = "recogniser.onnx";
    private static final String CALIBRATION = "calibration.json";
    private static final byte[] NOT_CALIBRATED = {};

    /** Those that ship with the reader. */
    public static Models shipped() {
        return of(resource(LOCALISER), resource(RECOGNISER), resource(CALIBRATION));
    }

    /** Those in a folder, for who trains them. */
    public static Models in(Path folder) {
        try {
            var calibration = folder.resolve(CALIBRATION);
            return of(
                    Files.readAllBytes(folder.resolve(LOCALISER)),
                    Files.readAllBytes(folder.resolve(RECOGNISER)),
                    Files.exists(calibration) ? Files.readAllBytes(calibration) : NOT_CALIBRATED);
        } catch (IOException failure) {
            throw new UncheckedIOException("no models in " + folder.getFileName(), failure);
        }
    }

    Calibration calibrated() {
        return calibration.length == 0 ? Calibration.NONE : Calibration.parse(calibration);
    }

    private static Models of(byte[] localiser, byte[] recogniser, byte[] calibration) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(localiser);
            digest.update(recogniser);
            digest.update(calibration);
            return new Models(localiser, recogniser, calibration, HexFormat.of().formatHex(digest.digest(), 0, 4));
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] resource(String name) {
        try (var in = Models.class.getResourceAsStream(PACKAGE + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing on the class path");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(name + " cannot be read", failure);
        }
    }
}
