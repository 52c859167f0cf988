package org.meterline.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a door answers. */
public sealed interface Response {

    /** A whole answer. */
    record Whole(int status, Map<String, String> headers, byte[] body) implements Response {
        public Whole with(String header, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Whole(status, more, body);
        }
    }

    /** An answer that announces its whole length and breaks off in the middle. */
    record BrokenOff(String contentType, byte[] body) implements Response {}

    /** An answer that goes on until the reader leaves. */
    record Stream(String contentType, Writer writer) implements Response {}

    /** No answer at all: the connection is closed. */
    record HangUp() implements Response {}

    /** Writes a {@link Stream}; returns or throws when it is over. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    static Whole json(int status, Object value) {
        return bytes(status, "application/json", Json.write(value).getBytes(UTF_8));
    }

    static Whole text(int status, String text) {
        return bytes(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    static Whole bytes(int status, String contentType, byte[] body) {
        return new Whole(status, Map.of("Content-Type", contentType), body);
    }

    static Whole empty(int status) {
        return new Whole(status, Map.of(), new byte[0]);
    }
}
