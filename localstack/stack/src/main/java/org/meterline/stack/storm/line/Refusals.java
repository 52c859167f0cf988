package org.meterline.stack.storm.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** What a cloud service answers to some of the requests that it does not want now; the others pass. */
public final class Refusals {

    /** It takes everything. */
    public static final Refusals NONE = new Refusals(0, 0, 0, "", "", "");

    private static final int HEAD_BYTES_MAX = 64 * 1024;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d{1,9})\\r?$");
    private static final Pattern KEPT_OPEN = Pattern.compile("(?im)^connection: *[^\\r\\n]*");

    private final int percent;
    private final int status;
    private final String contentType;
    private final String extraHeader;
    private final String body;
    private final Random dice;
    private final AtomicInteger given = new AtomicInteger();

    private Refusals(int percent, long seed, int status, String contentType, String extraHeader, String body) {
        this.percent = percent;
        this.dice = new Random(seed);
        this.status = status;
        this.contentType = contentType;
        this.extraHeader = extraHeader;
        this.body = body;
    }

    /** DynamoDB's for a table that is asked more than it has bought. */
    public static Refusals tableThrottled(int percent, long seed) {
        return json(percent, seed, 400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
    }

    /** SQS's, in its JSON protocol. */
    public static Refusals queueThrottled(int percent, long seed) {
        return json(percent, seed, 403, "com.amazonaws.sqs#RequestThrottled");
    }

    /** S3's for too many requests at once. */
    public static Refusals slowDown(int percent, long seed) {
        return xml(percent, seed, 503, "SlowDown", "Please reduce your request rate.");
    }

    /** S3's, when it is broken itself. */
    public static Refusals bucketBroken(int percent, long seed) {
        return xml(percent, seed, 500, "InternalError", "We encountered an internal error. Please try again.");
    }

    /** DynamoDB's and SQS's, when they are broken themselves. */
    public static Refusals internalError(int percent, long seed) {
        return json(percent, seed, 500, "InternalServerError");
    }

    private static Refusals xml(int percent, long seed, int status, String code, String words) {
        return new Refusals(
                percent,
                seed,
                status,
                "application/xml",
                "",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + words
                        + "</Message></Error>");
    }

    private static Refusals json(int percent, long seed, int status, String type) {
        return new Refusals(
                percent,
                seed,
                status,
                "application/x-amz-json-1.0",
                "x-amzn-errortype: " + type.substring(type.indexOf('#') + 1) + "\r\n",
                "{\"__type\":\"" + type + "\",\"message\":\"not now\"}");
    }

    /** How many requests were refused. */
    public int given() {
        return given.get();
    }

    /** Hears a request's head and refuses it, or gives it back to be passed on, with what was read. Empty when that is all. */
    Optional<byte[]> hear(Socket caller) throws IOException {
        if (percent == 0) {
            return Optional.of(new byte[0]);
        }
        var head = head(caller.getInputStream());
        if (head.isEmpty()) {
            return Optional.empty();
        }
        if (falls()) {
            given.incrementAndGet();
            answer(caller, head);
            return Optional.empty();
        }
        // one request per connection, so that the next one is heard as well
        return Optional.of(
                KEPT_OPEN.matcher(head).replaceFirst("Connection: close").getBytes(StandardCharsets.ISO_8859_1));
    }

    private synchronized boolean falls() {
        return dice.nextInt(100) < percent;
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        var last = 0;
        while (head.size() < HEAD_BYTES_MAX) {
            var next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private void answer(Socket caller, String head) throws IOException {
        var waits = head.toLowerCase(Locale.ROOT).contains("expect: 100-continue");
        var length = LENGTH.matcher(head);
        if (!waits && length.find()) {
            caller.getInputStream().skipNBytes(Long.parseLong(length.group(1)));
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var answer = "HTTP/1.1 " + status + " no\r\nContent-Type: " + contentType + "\r\n" + extraHeader
                + "Content-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n";
        caller.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        caller.getOutputStream().write(bytes);
        caller.shutdownOutput();
        int unused = caller.getInputStream().read(new byte[1]); // until the caller has heard it and goes
    }
}
