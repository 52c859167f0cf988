package org.meterline.ocr;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.meterline.ocr.samples.DrawnSeries;

/**
 * What the reader that ships says of drawn years of meters, kept for billing, whose figures are taken on it: {@code ReadSeries
 * METERS OUT.jsonl.gz [PHOTOS]}. A line of JSON for each photo, as {@code meter, kind, digits, decimals, at, dial, candidates,
 * reason, reader}; a line without a reader for what the books begin with. The photos are kept, too, where a folder for them is
 * named.
 */
public final class ReadSeries {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long FIRST_SEED = 20_261_122;

    private ReadSeries() {}

    public static void main(String[] arguments) throws IOException {
        var meters = Integer.parseInt(arguments[0]);
        var photos = arguments.length > 2 ? Files.createDirectories(Path.of(arguments[2])) : null;
        try (var reader = DialReaders.open();
                var lines = new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[1]))), StandardCharsets.UTF_8)) {
            for (var meter = 0; meter < meters; meter++) {
                var series = DrawnSeries.of(FIRST_SEED + meter);
                lines.write(line(meter, series, series.opening(), Map.of()));
                for (var month : series.months()) {
                    var jpeg = jpeg(month.photo());
                    keep(jpeg, photos, meter + "-" + month.shown().dial());
                    var photo = SafeDecode.decode(jpeg).orElseThrow();
                    lines.write(line(meter, series, month.shown(), said(reader.read(photo), reader)));
                }
                System.err.println((meter + 1) + " of " + meters + " meters");
            }
        }
    }

    private static String line(int meter, DrawnSeries series, DrawnSeries.Shown shown, Map<String, Object> said)
            throws IOException {
        var line = new LinkedHashMap<String, Object>();
        line.put("meter", meter);
        line.put("kind", series.kind());
        line.put("digits", series.digits());
        line.put("decimals", series.decimals());
        line.put("at", shown.at().toString());
        line.put("dial", shown.dial());
        line.putAll(said);
        return JSON.writeValueAsString(line) + "\n";
    }

    private static Map<String, Object> said(DialReading reading, DialReader reader) {
        var said = new LinkedHashMap<String, Object>();
        switch (reading) {
            case DialReading.Read read -> said.put("candidates", read.candidates());
            case DialReading.Unreadable unreadable -> said.put("reason", unreadable.reason());
        }
        said.put("reader", reader.version());
        return said;
    }

    private static byte[] jpeg(BufferedImage photo) throws IOException {
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(photo, "jpeg", jpeg);
        return jpeg.toByteArray();
    }

    private static void keep(byte[] jpeg, @Nullable Path folder, String name) throws IOException {
        if (folder != null) {
            Files.write(folder.resolve(name + ".jpg"), jpeg);
        }
    }
}
