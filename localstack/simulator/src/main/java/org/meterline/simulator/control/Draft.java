package org.meterline.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.http.Multipart;
import org.meterline.simulator.http.Refusal;
import org.meterline.simulator.http.Request;

/**
 * What a customer is about to send. It comes as JSON ({@code from, to, text, samples[], media[{contentType, base64}],
 * fields{}, profileName, messageSid, accountSid, channel, wait, tell}), as a multipart form with the same names and files, or as the
 * bytes of one photo with the names in the query.
 *
 * @param fields further fields of the webhook by Twilio's names: a button, a location
 * @param messageSid for tests that name their messages; null for a fresh one
 * @param tells whether the webhook is told at once; if not, {@code deliver} does it later
 * @param waits whether the answer waits for the webhook's
 */
record Draft(
        String from,
        @Nullable String to,
        String text,
        List<File> files,
        Map<String, String> fields,
        @Nullable String profileName,
        @Nullable String messageSid,
        @Nullable String accountSid,
        String channel,
        boolean tells,
        boolean waits) {

    /** A file to send. */
    record File(String contentType, byte[] bytes) {}

    static Draft read(Request request, Samples samples) throws IOException {
        return switch (request.mediaType()) {
            case "application/json" -> ofJson(request.json(), samples);
            case "multipart/form-data" -> ofParts(Multipart.parse(request), samples);
            default -> ofPhoto(request);
        };
    }

    private static Draft ofJson(JsonNode json, Samples samples) throws IOException {
        var words = new HashMap<String, String>();
        json.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                words.put(field.getKey(), field.getValue().asText());
            }
        });
        var files = new ArrayList<File>();
        for (var name : json.path("samples")) {
            files.add(sample(name.asText(), samples));
        }
        for (var media : json.path("media")) {
            files.add(new File(
                    media.path("contentType").asText("image/jpeg"),
                    decoded(media.path("base64").asText())));
        }
        var fields = new HashMap<String, String>();
        json.path("fields")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return of(words, files, fields);
    }

    private static Draft ofParts(List<Multipart.Part> parts, Samples samples) throws IOException {
        var words = new HashMap<String, String>();
        var files = new ArrayList<File>();
        for (var part : parts) {
            if (part.isFile()) {
                files.add(new File(part.contentType(), part.bytes()));
            } else if (part.name().equals("sample")) {
                files.add(sample(part.text(), samples));
            } else {
                words.put(part.name(), part.text());
            }
        }
        return of(words, files, Map.of());
    }

    private static Draft ofPhoto(Request request) {
        var words = new HashMap<String, String>();
        request.query().list().forEach(parameter -> words.put(parameter.name(), parameter.value()));
        var type = words.getOrDefault("contentType", request.mediaType());
        var files = request.body().length == 0
                ? List.<File>of()
                : List.of(new File(type.isEmpty() ? "application/octet-stream" : type, request.body()));
        return of(words, files, Map.of());
    }

    private static Draft of(Map<String, String> words, List<File> files, Map<String, String> fields) {
        var from = words.get("from");
        if (from == null) {
            throw new Refusal(400, "who sends it? 'from' is missing");
        }
        return new Draft(
                from,
                words.get("to"),
                words.getOrDefault("text", ""),
                files,
                fields,
                words.get("profileName"),
                words.get("messageSid"),
                words.get("accountSid"),
                words.getOrDefault("channel", "whatsapp"),
                !"false".equals(words.get("tell")),
                !"false".equals(words.get("wait")));
    }

    private static File sample(String name, Samples samples) throws IOException {
        var sample = samples.find(name).orElseThrow(() -> new Refusal(400, "no such sample"));
        return new File(sample.contentType(), samples.read(sample));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException nonsense) {
            throw new Refusal(400, "media are base64");
        }
    }

    /** What people say does not belong in a log. */
    @Override
    public String toString() {
        return "draft";
    }
}
