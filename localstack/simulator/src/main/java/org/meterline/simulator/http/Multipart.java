package org.meterline.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The parts of a {@code multipart/form-data} body, as browsers and curl send it. */
public final class Multipart {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("(?i)[; ]filename=\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*([^;\\s]+)");
    private static final int PARTS_MAX = 50;

    private Multipart() {}

    /** @param isFile whether it came with a file name */
    public record Part(String name, boolean isFile, String contentType, byte[] bytes) {
        public String text() {
            return new String(bytes, UTF_8);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Takes a body apart. @throws Refusal if it is not multipart */
    public static List<Part> parse(Request request) {
        var boundary = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
        if (!boundary.find()) {
            throw new Refusal(400, "a multipart body needs a boundary");
        }
        var body = request.body();
        var latin = new String(body, ISO_8859_1); // one char per byte: positions are the same
        var delimiter = "--" + boundary.group(1);
        var parts = new ArrayList<Part>();
        var at = latin.indexOf(delimiter);
        while (at >= 0 && !latin.startsWith("--", at + delimiter.length())) {
            var headersEnd = latin.indexOf("\r\n\r\n", at);
            var next = latin.indexOf("\r\n" + delimiter, headersEnd);
            if (headersEnd < 0 || next < 0 || parts.size() == PARTS_MAX) {
                throw new Refusal(400, "the multipart body is broken");
            }
            var headers = new String(body, at, headersEnd - at, UTF_8);
            parts.add(part(headers, Arrays.copyOfRange(body, Math.min(headersEnd + 4, next), next)));
            at = next + 2;
        }
        return parts;
    }

    private static Part part(String headers, byte[] bytes) {
        var name = NAME.matcher(headers);
        var type = TYPE.matcher(headers);
        return new Part(
                name.find() ? name.group(1) : "",
                FILE.matcher(headers).find(),
                type.find() ? type.group(1).toLowerCase(Locale.ROOT) : "text/plain",
                bytes);
    }
}
