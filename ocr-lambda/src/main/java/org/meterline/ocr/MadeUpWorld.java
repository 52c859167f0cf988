package org.meterline.ocr;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a reader in training sees of the outside, on one loopback port: a Runtime API that hands it the same photo a few
 * times, and as much of S3, DynamoDB and Secrets Manager as it asks for. There is no broker.
 */
final class MadeUpWorld {

    private static final Logger log = LoggerFactory.getLogger(MadeUpWorld.class);

    private static final int INVOCATIONS = 3;
    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final String MESSAGE_ID = "MM00000000000000000000000000000001";
    private static final String INVOCATION = """
            {"Records":[{"messageId":"m","receiptHandle":"r","body":"{\\"Records\\":[{\\"s3\\":{\\"object\\":\
            {\\"key\\":\\"meters/2026/01/%s.jpg\\"}}}]}","attributes":{"ApproximateReceiveCount":"1"},\
            "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-central-1:000000000000:photos",\
            "awsRegion":"eu-central-1"}]}""".formatted(MESSAGE_ID);
    private static final String INVOCATION_HEADERS = """
            Lambda-Runtime-Aws-Request-Id: 00000000-0000-0000-0000-000000000001\r
            Lambda-Runtime-Deadline-Ms: 4102444800000\r
            Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:000000000000:function:ocr\r
            Lambda-Runtime-Trace-Id: Root=1-00000000-000000000000000000000001;Sampled=0\r
            """;
    private static final String ITEM = """
            {"Item":{"messageId":{"S":"%1$s"},"receivedAt":{"S":"2026-01-01T00:00:00.000Z"},"channel":{"S":"WHATSAPP"},\
            "receivingNumber":{"S":"+14155238886"},"userPhone":{"S":"+27831234567"},\
            "contact":{"L":[{"M":{"type":{"S":"PHONE"},"value":{"S":"+27831234567"}}}]},\
            "parts":{"M":{"%1$s":{"M":{"kind":{"S":"PHOTO"},"number":{"N":"1"}}}}}}}""".formatted(MESSAGE_ID);
    private static final String SECRET = """
            {"Name":"broker","SecretString":"{\\"username\\":\\"nobody\\",\\"password\\":\\"nothing\\"}"}""";

    private final ServerSocket door;
    private final byte[] photo;
    private final AtomicInteger invocations = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    MadeUpWorld(ServerSocket door, byte[] photo) {
        this.door = door;
        this.photo = photo;
    }

    /** Answers until the door is closed. */
    void answer() {
        try {
            while (true) {
                var caller = door.accept();
                Thread.startVirtualThread(() -> answer(caller));
            }
        } catch (IOException closed) {
            log.debug("the made-up world is gone");
        }
    }

    /** Waits until every invocation is answered, and says whether that came to be. */
    boolean awaitEnd(long limit, TimeUnit unit, Process reader) throws InterruptedException {
        var unused = reader.onExit().thenRun(end::countDown);
        return end.await(limit, unit) && answers.get() == INVOCATIONS && reader.isAlive();
    }

    private void answer(Socket caller) {
        try (caller) {
            var in = new BufferedInputStream(caller.getInputStream());
            var request = Request.read(in);
            var path = request.path();
            if (path.equals(RUNTIME + "invocation/next")) {
                if (invocations.incrementAndGet() > INVOCATIONS) {
                    end.countDown();
                    in.readNBytes(1); // there will be none; it is told to end meanwhile
                    return;
                }
                say(caller, 200, INVOCATION_HEADERS, INVOCATION);
            } else if (path.startsWith(RUNTIME)) {
                answers.addAndGet(path.endsWith("/response") ? 1 : 0);
                log.info("the reader says {} to {}", request.body(), path.substring(RUNTIME.length()));
                say(caller, 202, "", "{}");
            } else if (request.method().equals("GET")) {
                say(caller, 200, "Content-Type: image/jpeg\r\n", photo);
            } else {
                say(caller, 200, "", answerTo(request.target()));
            }
        } catch (IOException cut) {
            log.debug("a call was cut off", cut);
        }
    }

    private static String answerTo(String target) {
        return target.endsWith(".GetItem") ? ITEM : target.endsWith(".GetSecretValue") ? SECRET : "{}";
    }

    private static void say(Socket to, int status, String headers, String body) throws IOException {
        say(to, status, "Content-Type: application/json\r\n" + headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void say(Socket to, int status, String headers, byte[] body) throws IOException {
        var head = "HTTP/1.1 %d OK\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
                .formatted(status, headers, body.length);
        var out = to.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** As much of a request as matters here. */
    private record Request(String method, String path, String target, String body) {

        static Request read(InputStream in) throws IOException {
            var first = line(in).split(" ", 3);
            if (first.length < 3) {
                throw new IOException("no request");
            }
            var target = "";
            var length = 0;
            for (var header = line(in); !header.isEmpty(); header = line(in)) {
                var name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
                var value = header.substring(header.indexOf(':') + 1).strip();
                target = name.equals("x-amz-target") ? value : target;
                length = name.equals("content-length") ? Integer.parseInt(value) : length;
            }
            return new Request(first[0], first[1], target, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private static String line(InputStream in) throws IOException {
            var line = new StringBuilder();
            for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }
    }
}
