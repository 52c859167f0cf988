package org.meterline.ingest;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP/1 answer as it stood on the wire, with a limit on all of it.
 *
 * @param headers by lower-case name; of a repeated one the last
 * @param body of a 200; else empty
 */
record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final int HEADER_LINES_MAX = 100;
    private static final int LINE_BYTES_MAX = 8_192;

    /** The body is longer than what was asked for. */
    static final class TooLarge extends IOException {
        TooLarge() {
            super("the body is too large");
        }
    }

    /** Reads an answer and, of a 200, its body. */
    static HttpAnswer read(InputStream in, int bytesMax) throws IOException {
        int status;
        Map<String, String> headers;
        do { // interim answers come before the real one
            status = statusOf(line(in));
            headers = headers(in);
        } while (status / 100 == 1);
        return new HttpAnswer(status, headers, status == 200 ? body(in, headers, bytesMax) : new byte[0]);
    }

    private static int statusOf(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new IOException("not an HTTP/1 answer");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new HashMap<String, String>();
        for (var i = 0; i < HEADER_LINES_MAX; i++) {
            var line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw new IOException("too many headers");
    }

    private static byte[] body(InputStream in, Map<String, String> headers, int bytesMax) throws IOException {
        var body = new ByteArrayOutputStream();
        var length = headers.get("content-length");
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            for (var size = chunkSize(in); size > 0; size = chunkSize(in)) {
                copy(in, size, body, bytesMax);
                if (!line(in).isEmpty()) {
                    throw new IOException("a chunk does not end");
                }
            }
        } else if (length != null) {
            copy(in, number(length, 10), body, bytesMax);
        } else {
            body.writeBytes(in.readNBytes(bytesMax + 1));
            refuseMoreThan(bytesMax, body.size());
        }
        return body.toByteArray();
    }

    private static long chunkSize(InputStream in) throws IOException {
        var line = line(in);
        var semicolon = line.indexOf(';');
        return number((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            var number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
            throw new IOException("a negative length");
        } catch (NumberFormatException notANumber) {
            throw new IOException("not a length", notANumber);
        }
    }

    private static void copy(InputStream in, long bytes, ByteArrayOutputStream body, int bytesMax) throws IOException {
        refuseMoreThan(bytesMax, body.size() + Math.min(bytes, Integer.MAX_VALUE));
        var read = in.readNBytes((int) bytes);
        if (read.length < bytes) {
            throw new EOFException("the body was cut short");
        }
        body.writeBytes(read);
    }

    private static void refuseMoreThan(int bytesMax, long bytes) throws TooLarge {
        if (bytes > bytesMax) {
            throw new TooLarge();
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer was cut short");
            }
            if (line.size() == LINE_BYTES_MAX) {
                throw new IOException("a header is too long");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
