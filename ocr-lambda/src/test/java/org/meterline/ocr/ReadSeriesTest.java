package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.meterline.ocr.reader.Models;

/** Billing derives how sure a reading has to be from what a reader said: it has to be this one. */
class ReadSeriesTest {

    private static final Path RECORDING = Path.of(
            System.getProperty("meterline.root"),
            "billing-service/src/test/resources/org/meterline/readings/domain/read-series.jsonl.gz");

    @Test
    void the_recorded_series_was_read_by_the_reader_that_ships() throws IOException {
        var json = new ObjectMapper();
        var readers = new TreeSet<String>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(RECORDING)), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                readers.add(json.readTree(line).path("reader").asText());
            }
        }

        assertThat(readers)
                .as("new models: read the series anew, see docs/judging-readings.md")
                .contains(TrainedDialReader.version(Models.shipped()))
                .isSubsetOf(
                        "",
                        TrainedDialReader.version(Models.shipped())); // a dial that was only read at the start has none
    }
}
