package org.meterline.operations.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** A journey as people and as programs read it. */
public final class JourneyText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private JourneyText() {}

    /** A line per moment, with the milliseconds since the first, and then what it waits for. */
    public static String text(Journey journey) {
        var text = new StringBuilder();
        text.append(line(
                "message %s%s%s",
                journey.messageId(),
                journey.tenant().isEmpty() ? "" : "  tenant " + journey.tenant(),
                journey.traceId().isEmpty() ? "" : "  trace " + journey.traceId()));
        for (var moment : journey.moments()) {
            var part = moment.part() == null || moment.part().equals(journey.messageId()) ? "" : moment.part() + ": ";
            text.append(line(
                    "%s  %+9d ms  %-13s  %s%s",
                    MILLIS.format(moment.at()), millis(journey, moment), moment.store(), part, moment.what()));
        }
        if (journey.isAtRest()) {
            text.append(line("at rest"));
        }
        journey.waits().forEach(wait -> text.append(line("waits: %s", wait)));
        return text.toString();
    }

    /** The same as one JSON object. */
    public static ObjectNode json(Journey journey) {
        var json = JSON.createObjectNode()
                .put("messageId", journey.messageId())
                .put("traceId", journey.traceId())
                .put("tenant", journey.tenant())
                .put("atRest", journey.isAtRest());
        var moments = json.putArray("moments");
        for (var moment : journey.moments()) {
            moments.addObject()
                    .put("at", moment.at().toString())
                    .put("millis", millis(journey, moment))
                    .put("store", moment.store())
                    .put("part", moment.part())
                    .put("what", moment.what());
        }
        journey.waits().forEach(json.putArray("waits")::add);
        return json;
    }

    private static long millis(Journey journey, Moment moment) {
        return Duration.between(journey.moments().getFirst().at(), moment.at()).toMillis();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + System.lineSeparator();
    }
}
