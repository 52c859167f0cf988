package org.meterline.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.meterline.platform.ImportLine.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is imported: CSV with a heading, or a JSON array of flat objects. It is read as it comes in, and no line can stop
 * the others.
 */
public final class ImportFile {

    /** How many lines one file may have. */
    public static final int LINES_MAX = 50_000;

    private static final Logger log = LoggerFactory.getLogger(ImportFile.class);

    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .setTrailingDelimiter(false)
            .get();
    private static final JsonFactory JSON = new JsonFactory();

    private final InputStream body;
    private final MediaType type;
    private final List<ImportReport.Line> lines = new ArrayList<>();

    public ImportFile(InputStream body, MediaType type) {
        this.body = body;
        this.type = type;
    }

    /** Hands each line over, in a transaction of the taker's own, and reports what came of it. */
    public ImportReport forEach(Function<ImportLine, Outcome> taker) {
        try {
            if (type.getName().equals(MediaType.APPLICATION_JSON)) {
                readJson(taker);
            } else {
                readCsv(taker);
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException broken) {
            reject(lines.size() + 1L, "from here on this is not " + type.getName() + ", and was not read");
        }
        return ImportReport.of(lines);
    }

    private void readCsv(Function<ImportLine, Outcome> taker) throws IOException {
        try (var records = CSV.parse(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (var row : records) {
                if (isFull()) {
                    return;
                }
                take(new ImportLine(row.getRecordNumber() + 1, fields(row)), taker);
            }
        }
    }

    private static Map<String, String> fields(CSVRecord row) {
        var fields = new HashMap<String, String>();
        row.toMap().forEach((column, value) -> put(fields, column, value));
        return fields;
    }

    private void readJson(Function<ImportLine, Outcome> taker) throws IOException {
        try (var json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException("no array");
            }
            for (var number = 1L; json.nextToken() == JsonToken.START_OBJECT; number++) {
                var fields = new HashMap<String, String>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    var column = json.currentName();
                    if (!json.nextToken().isScalarValue()) {
                        throw new IllegalArgumentException("not flat");
                    }
                    put(fields, column, json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText());
                }
                if (isFull()) {
                    return;
                }
                take(new ImportLine(number, fields), taker);
            }
        }
    }

    /** Columns in any case, with a byte order mark or without. */
    private static void put(Map<String, String> fields, String column, String value) {
        if (!value.isBlank()) {
            fields.put(column.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT), value.strip());
        }
    }

    private boolean isFull() {
        if (lines.size() >= LINES_MAX) {
            reject(lines.size() + 1L, "more than " + LINES_MAX + " lines; from here on nothing was read");
            return true;
        }
        return false;
    }

    private void take(ImportLine line, Function<ImportLine, Outcome> taker) {
        if (line.fields().values().stream().anyMatch(value -> value.indexOf('\uFFFD') >= 0)) {
            reject(line.number(), "not UTF-8");
            return;
        }
        try {
            switch (taker.apply(line)) {
                case Outcome.Created() -> add(line, "created");
                case Outcome.Updated() -> add(line, "updated");
                case Outcome.Unchanged() -> add(line, "unchanged");
                case Outcome.Rejected(var reason) -> reject(line.number(), reason);
            }
        } catch (ImportLine.Unusable unusable) {
            reject(line.number(), String.valueOf(unusable.getMessage()));
        } catch (RuntimeException failure) { // the edge: a file must outlive its worst line
            log.error("line {} of an import failed", line.number(), failure);
            reject(line.number(), "it could not be kept for a reason of ours; send it again");
        }
    }

    private void add(ImportLine line, String outcome) {
        lines.add(new ImportReport.Line(line.number(), outcome, null));
    }

    private void reject(long number, String reason) {
        lines.add(new ImportReport.Line(number, "rejected", reason));
    }
}
