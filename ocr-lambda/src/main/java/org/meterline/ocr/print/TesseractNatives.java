package org.meterline.ocr.print;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import net.sourceforge.tess4j.TessAPI;

/**
 * Tesseract's shared libraries and language data, taken from the class path into a private directory, so that nothing has to
 * be installed on the machine.
 */
final class TesseractNatives {

    private static final String LEPTONICA = "libleptonica.so.6";
    private static final String TESSERACT = "libtesseract.so.5.5";

    private final Path directory;

    private TesseractNatives(Path directory) {
        this.directory = directory;
    }

    /** Unpacks into a new directory that nobody else can write to. It is left to the temporary directory's own cleaning. */
    static TesseractNatives unpack() {
        try {
            var privately = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            var directory = Files.createTempDirectory("meterline-tesseract", privately);
            var platform = platform();
            copy("org/bytedeco/leptonica/" + platform + "/" + LEPTONICA, directory.resolve(LEPTONICA));
            copy("org/bytedeco/tesseract/" + platform + "/" + TESSERACT, directory.resolve(TESSERACT));
            copy("tessdata/eng.traineddata", directory.resolve("eng.traineddata"));
            // the names that System.loadLibrary's like look for
            Files.createSymbolicLink(directory.resolve("libleptonica.so"), Path.of(LEPTONICA));
            Files.createSymbolicLink(directory.resolve("libtesseract.so"), Path.of(TESSERACT));
            deleteAtExit(directory);
            return new TesseractNatives(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException("Tesseract's libraries could not be unpacked", failure);
        }
    }

    /** The binding. Leptonica goes first: Tesseract then finds it by its name, wherever it lies. */
    TessAPI load() {
        System.setProperty("jna.library.path", directory.toString()); // before the first class of tess4j looks
        NativeLibrary.getInstance(directory.resolve(LEPTONICA).toString());
        return Native.load(directory.resolve(TESSERACT).toString(), TessAPI.class);
    }

    /** Where {@code eng.traineddata} lies. */
    Path dataDirectory() {
        return directory;
    }

    private static String platform() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!os.contains("linux")) {
            throw new IllegalStateException("the reader's libraries are for Linux, this is " + os);
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> "linux-x86_64";
            case "aarch64", "arm64" -> "linux-arm64";
            default -> throw new IllegalStateException("no reader's libraries for " + architecture);
        };
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = TesseractNatives.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteAtExit(Path directory) throws IOException {
        directory.toFile().deleteOnExit(); // files registered later are deleted earlier
        try (var files = Files.list(directory)) {
            files.forEach(file -> file.toFile().deleteOnExit());
        }
    }
}
