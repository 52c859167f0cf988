package org.meterline.readings.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MeterType;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.domain.JudgedYears.Year;
import org.meterline.readings.domain.SimulatedMeter.Shown;

/**
 * What the reader that ships said of drawn years of meters, as {@code ReadSeries} of its module wrote it down.
 *
 * @param readers the versions of the reader that read them
 */
record RecordedYears(List<Year> years, List<String> readers) {

    private static final String RECORDING = "read-series.jsonl.gz";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The recording, its readings accepted from this confidence on. */
    static RecordedYears acceptedFrom(AcceptedFrom asked) throws IOException {
        var meters = new TreeMap<Integer, List<JsonNode>>();
        var stream = Objects.requireNonNull(RecordedYears.class.getResourceAsStream(RECORDING), RECORDING);
        try (var lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var photo = JSON.readTree(line);
                meters.computeIfAbsent(photo.get("meter").asInt(), number -> new ArrayList<>())
                        .add(photo);
            }
        }
        var years = new ArrayList<Year>();
        for (var lines : meters.values()) {
            years.add(year(lines, asked));
        }
        return new RecordedYears(
                years,
                meters.values().stream()
                        .flatMap(List::stream)
                        .filter(line -> line.has("reader"))
                        .map(line -> line.get("reader").asText())
                        .distinct()
                        .toList());
    }

    /** How sure a reading of a kind of meter has to be. */
    interface AcceptedFrom {
        BigDecimal confidence(MeterType kind);
    }

    /** The first line is what the books begin with. */
    private static Year year(List<JsonNode> lines, AcceptedFrom asked) throws IOException {
        var first = lines.getFirst();
        var kind = MeterType.valueOf(first.get("kind").asText());
        var register = new Register(
                kind, first.get("digits").asInt(), first.get("decimals").asInt(), BigDecimal.ONE);
        var opening = shown(first);
        var truth = new ArrayList<Shown>();
        var said = new ArrayList<List<Candidate>>();
        for (var line : lines.subList(1, lines.size())) {
            truth.add(shown(line));
            said.add(
                    line.has("candidates")
                            ? List.of(JSON.treeToValue(line.get("candidates"), Candidate[].class))
                            : List.of());
        }
        var household = new SimulatedMeter(
                register, limits(kind, asked), new History.Point(opening.index(), opening.at(), null), truth);
        return new Year(household, said);
    }

    private static Limits limits(MeterType kind, AcceptedFrom asked) {
        var household = Limits.of(kind);
        var confidence = asked.confidence(kind);
        return new Limits(
                confidence,
                household.confidenceFloor().min(confidence),
                new BigDecimal("5"),
                household.calmPerDay(),
                household.mostPerDay());
    }

    private static Shown shown(JsonNode line) {
        return new Shown(
                MeterIndex.parse(line.get("dial").asText()).orElseThrow(),
                Instant.parse(line.get("at").asText()));
    }
}
