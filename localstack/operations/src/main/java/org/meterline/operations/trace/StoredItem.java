package org.meterline.operations.trace;

import static org.meterline.contracts.MessageTable.FURTHER_RESULTS;
import static org.meterline.contracts.MessageTable.INGEST_STATE;
import static org.meterline.contracts.MessageTable.KIND;
import static org.meterline.contracts.MessageTable.OCR;
import static org.meterline.contracts.MessageTable.OCR_STATE;
import static org.meterline.contracts.MessageTable.OUTCOME;
import static org.meterline.contracts.MessageTable.PARTS;
import static org.meterline.contracts.MessageTable.PUBLISHED_AT;
import static org.meterline.contracts.MessageTable.READ_AT;
import static org.meterline.contracts.MessageTable.RECEIVED_AT;
import static org.meterline.contracts.MessageTable.S3_KEY;
import static org.meterline.contracts.MessageTable.SETTLED_AT;
import static org.meterline.contracts.MessageTable.STORED_AT;
import static org.meterline.contracts.MessageTable.TRACEPARENT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.store.ItemText;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the message table says of a message: what ingest did with it, what the reader saw, what came of each part. */
final class StoredItem {

    private static final String STORE = "message table";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRACE_BEGIN = 3;
    private static final int TRACE_END = 35;

    private final Map<String, AttributeValue> item;

    StoredItem(Map<String, AttributeValue> item) {
        this.item = item;
    }

    /** The trace that it was claimed in; empty when it does not say. */
    String traceId() {
        var traceparent = text(item, TRACEPARENT);
        return traceparent == null || traceparent.length() < TRACE_END
                ? ""
                : traceparent.substring(TRACE_BEGIN, TRACE_END);
    }

    List<Moment> moments() {
        var moments = new ArrayList<Moment>();
        add(moments, item, RECEIVED_AT, null, "received: its webhook is kept, and answered 200");
        add(moments, item, STORED_AT, null, "every file is stored, or known to be lost");
        var files = item.containsKey(STORED_AT) ? "" : filesStoredBefore();
        add(moments, item, PUBLISHED_AT, null, "told to the broker, and confirmed" + files);
        maps(item, PARTS).forEach((id, part) -> {
            add(moments, part, READ_AT, id, "the reader: " + text(part, OCR_STATE) + work(part));
            maps(part, FURTHER_RESULTS)
                    .values()
                    .forEach(again ->
                            add(moments, again, READ_AT, id, "read again: " + text(again, OCR_STATE) + work(again)));
            add(moments, part, SETTLED_AT, id, "outcome " + text(part, OUTCOME));
        });
        return moments;
    }

    /** Where no photo is lost, that they are stored is written down together with that they are told. */
    private String filesStoredBefore() {
        return maps(item, PARTS).values().stream().anyMatch(part -> part.containsKey(S3_KEY))
                ? "; every file was stored before"
                : "";
    }

    List<String> waits() {
        var waits = new ArrayList<String>();
        var state = text(item, INGEST_STATE);
        if ("RECEIVED".equals(state)) {
            waits.add("a file is still to be fetched: the sweeper tries each minute, for four hours at most");
        } else if ("STORED".equals(state)) {
            waits.add("the broker has not confirmed it: the sweeper tells it again each minute");
        }
        maps(item, PARTS).forEach((id, part) -> {
            if (text(part, OUTCOME) == null) {
                waits.add("part " + id + " (" + text(part, KIND) + ") has no outcome" + reading(part));
            }
        });
        return waits;
    }

    private static String reading(Map<String, AttributeValue> part) {
        if (!"PHOTO".equals(text(part, KIND))) {
            return "";
        }
        return text(part, OCR_STATE) == null
                ? ": the photo was not read yet; its queue hands it out again, then gives it to the dead-letter handler"
                : ": the photo was read, and billing has not decided yet";
    }

    private static String work(Map<String, AttributeValue> part) {
        var ocr = part.get(OCR);
        if (ocr == null) {
            return "";
        }
        return ocr.hasM() ? work(text(ocr.m(), "readerVersion"), number(ocr.m(), "durationMillis")) : packedWork(ocr);
    }

    private static String packedWork(AttributeValue ocr) {
        var json = ItemText.of(ocr);
        if (json == null) {
            return ", and how is kept in a form that this version does not know";
        }
        try {
            var work = JSON.readTree(json);
            return work(
                    work.path("readerVersion").asText(),
                    work.path("durationMillis").asText());
        } catch (JsonProcessingException malformed) {
            return "";
        }
    }

    private static String work(@Nullable String version, String millis) {
        return ", version " + version + (millis.isEmpty() ? "" : ", " + millis + " ms of reading");
    }

    /** The maps in an attribute, by their names. */
    private static Map<String, Map<String, AttributeValue>> maps(Map<String, AttributeValue> from, String attribute) {
        var all = from.get(attribute);
        if (all == null || !all.hasM()) {
            return Map.of();
        }
        var maps = new TreeMap<String, Map<String, AttributeValue>>();
        all.m().forEach((name, map) -> maps.put(name, map.hasM() ? map.m() : Map.of()));
        return maps;
    }

    private static void add(
            List<Moment> moments,
            Map<String, AttributeValue> from,
            String attribute,
            @Nullable String part,
            String what) {
        var time = time(text(from, attribute));
        if (time != null) {
            moments.add(new Moment(time, STORE, part, what));
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException malformed) {
            return null;
        }
    }

    private static String number(Map<String, AttributeValue> map, String name) {
        var value = map.get(name);
        return value == null || value.n() == null ? "" : value.n();
    }

    private static @Nullable String text(Map<String, AttributeValue> map, String name) {
        var value = map.get(name);
        return value == null ? null : value.s();
    }
}
