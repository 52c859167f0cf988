package org.meterline.stack.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterline.engines.hostile.Bombs;
import org.meterline.engines.hostile.HostileFile;
import org.meterline.engines.hostile.Mutations;
import org.meterline.stack.storm.Timetable.Happening;

/**
 * The world outside: customers with phones, whose messages the simulated Twilio signs and tells to the webhook, and strangers who
 * know the webhook's address and nothing else.
 */
final class Outside implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AT_ONCE = 4;
    private static final int KNOWN_MAX = 2_000;
    private static final int MUTATIONS = 500;
    private static final int LATE_SECONDS_MAX = 30;
    private static final int TAKEN = 200;

    private final String twilio;
    private final String door;
    private final PhotoBooth photoBooth;
    private final List<HostileFile> mutations;
    private final long seed;
    private final List<HostileFile> bombs = Bombs.all().toList();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Set<String> untaken = ConcurrentHashMap.newKeySet();
    private final Set<String> brokenPictures = ConcurrentHashMap.newKeySet();
    private final AtomicInteger forged = new AtomicInteger();
    private final AtomicInteger letIn = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * @param twilio the simulator's address, without a slash at the end
     * @param door the webhook's
     */
    Outside(String twilio, String door, PhotoBooth photoBooth, long seed) {
        this.twilio = twilio;
        this.door = door;
        this.photoBooth = photoBooth;
        this.seed = seed;
        this.mutations = Mutations.of(seed).limit(MUTATIONS).toList();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Webhooks that nobody signed, and how many of them were not refused. */
    record Forgeries(int sent, int letIn) {}

    Forgeries forgeries() {
        return new Forgeries(forged.get(), letIn.get());
    }

    /** Messages of customers whose webhook was not taken, or never came: they are found at Twilio. */
    Set<String> untaken() {
        return untaken;
    }

    /** Messages whose picture is damaged, or made to do damage: it may be that nobody can read it. */
    Set<String> brokenPictures() {
        return brokenPictures;
    }

    /** Lets it happen, and returns when Twilio has been told, or has given up. */
    void happen(Happening what) throws IOException, InterruptedException {
        var random = new Random(what.seed());
        switch (what.kind()) {
            case PHOTO -> write(what, 0, photo(what), true);
            case TYPED_READING -> write(what, 0, text(what, Words.reading(random)), true);
            case GREETING -> write(what, 0, text(what, Words.greeting(random)), true);
            case QUESTION -> write(what, 0, text(what, Words.question(random)), true);
            case NONSENSE -> write(what, 0, text(what, Words.nonsense(random)), true);
            case MUTATED_IMAGE -> writeBroken(what, mutations.get(random.nextInt(MUTATIONS)));
            case BOMB -> writeBroken(what, bombs.get(random.nextInt(bombs.size())));
            case DUPLICATE -> repeat(what, random);
            case AT_ONCE -> atOnce(what, random);
            case LATE -> {
                write(what, 0, text(what, Words.reading(random)), false);
                Thread.sleep(Duration.ofSeconds(1 + random.nextInt(LATE_SECONDS_MAX)));
                deliver(what.sid(0));
            }
            case REORDERED -> {
                write(what, 0, text(what, Words.greeting(random)), false);
                write(what, 1, text(what, Words.reading(random)), true);
                deliver(what.sid(0));
            }
            case FORGED -> forge(what);
        }
    }

    /** Changes how Twilio misbehaves. */
    void mischief(String changes) throws IOException, InterruptedException {
        taken(request(twilio + "/control/mischief")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(changes)));
    }

    /** Lets Twilio have a good day, on which a callback overtakes another when the storm's dice say so. */
    void calmDown() throws IOException, InterruptedException {
        taken(request(twilio + "/control/mischief").DELETE());
        mischief("{\"seed\":" + seed + "}");
    }

    /** How the webhooks so far were taken, as the simulator counts them. */
    JsonNode webhooks() throws IOException, InterruptedException {
        return JSON.readTree(send(request(twilio + "/control/webhooks").GET()).body());
    }

    private void write(Happening what, int n, ObjectNode message, boolean tell)
            throws IOException, InterruptedException {
        message.put("messageSid", what.sid(n)).put("tell", tell);
        untaken.add(what.sid(n));
        var answer = send(request(twilio + "/control/messages")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(message))));
        note(what.sid(n), answer);
        if (tell && told.size() < KNOWN_MAX) {
            told.add(what.sid(n));
        }
    }

    private void writeBroken(Happening what, HostileFile picture) throws IOException, InterruptedException {
        brokenPictures.add(what.sid(0));
        write(what, 0, file(what, picture), true);
    }

    private void deliver(String sid) throws IOException, InterruptedException {
        note(
                sid,
                send(request(twilio + "/control/messages/" + sid + "/deliver")
                        .POST(HttpRequest.BodyPublishers.noBody())));
    }

    private void note(String sid, HttpResponse<String> answer) throws IOException {
        var isTaken =
                JSON.readTree(answer.body()).path("webhook").path("httpStatus").asInt() == TAKEN;
        if (isTaken) {
            untaken.remove(sid);
        }
    }

    private void repeat(Happening what, Random random) throws IOException, InterruptedException {
        if (told.isEmpty()) {
            forge(what); // nothing was told yet that could be repeated
            return;
        }
        deliver(told.get(random.nextInt(told.size())));
    }

    private void atOnce(Happening what, Random random) throws IOException, InterruptedException {
        write(what, 0, text(what, Words.question(random)), false);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < AT_ONCE; i++) {
                var unused = threads.submit(() -> {
                    deliver(what.sid(0));
                    return true;
                });
            }
        }
    }

    private void forge(Happening what) throws IOException, InterruptedException {
        var form = "MessageSid=" + what.sid(9) + "&AccountSid=AC00000000000000000000000000000001&From="
                + encoded("whatsapp:" + what.customer().number()) + "&To=" + encoded("whatsapp:+14155238886")
                + "&NumMedia=0&Body=" + encoded("4700.1");
        var answer = send(request(door + "/webhooks/twilio/whatsapp")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", Base64.getEncoder().encodeToString(new byte[20]))
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        forged.incrementAndGet();
        if (answer.statusCode() < 300) {
            letIn.incrementAndGet();
        }
    }

    private ObjectNode text(Happening what, String text) {
        return message(what).put("text", text);
    }

    private ObjectNode photo(Happening what) {
        return file(what, new HostileFile("photo.jpg", photoBooth.photo(what.seed())));
    }

    private ObjectNode file(Happening what, HostileFile file) {
        var message = message(what);
        message.putArray("media")
                .addObject()
                .put("contentType", contentType(file.name()))
                .put("base64", Base64.getEncoder().encodeToString(file.bytes()));
        return message;
    }

    private static String contentType(String name) {
        return name.endsWith(".png") || name.startsWith("png")
                ? "image/png"
                : name.endsWith(".webp") ? "image/webp" : "image/jpeg";
    }

    private static ObjectNode message(Happening what) {
        var customer = what.customer();
        return JSON.createObjectNode()
                .put("from", customer.number())
                .put("to", customer.to())
                .put("channel", customer.channel());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
    }

    private void taken(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = send(request);
        if (answer.statusCode() != TAKEN) {
            throw new IOException("the simulator answered " + answer.statusCode());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
