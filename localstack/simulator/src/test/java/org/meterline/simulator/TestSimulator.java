package org.meterline.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.meterline.simulator.account.Accounts;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.http.Json;

/** A simulator with a {@link FakeUtility} behind it, and an HTTP client to talk to it. */
public final class TestSimulator implements AutoCloseable {

    public static final String ACCOUNT = "AC00000000000000000000000000000001";
    public static final String TOKEN = "test_auth_token_0000000000000000";
    public static final String PUBLIC = "https://hooks.example.com/prod";
    public static final String CUSTOMER = "+27831234567";
    public static final String UTILITY = "+14155238886";

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeUtility utility = new FakeUtility();
    private final SimulatorSettings settings;
    private Simulation simulation;

    public TestSimulator(Path state) throws IOException {
        this(state, null);
    }

    public TestSimulator(Path state, Path samples) throws IOException {
        settings = new SimulatorSettings(
                InetAddress.getLoopbackAddress(),
                0,
                0,
                null,
                null,
                PUBLIC,
                utility.origin(),
                Accounts.parse("{\"" + ACCOUNT + "\":[\"" + TOKEN + "\",\"second_token\"]}"),
                state,
                Chats.MESSAGES_MAX,
                samples,
                null,
                null,
                null,
                null,
                null,
                null);
        simulation = Simulation.start(settings, InstantSource.system());
        mischief("{\"callbackDelayMillis\":1,\"outOfOrderPercent\":0}");
    }

    public FakeUtility utility() {
        return utility;
    }

    public Simulation simulation() {
        return simulation;
    }

    /** Stops the simulator and starts it on the same state. */
    public void restart() throws IOException {
        simulation.close();
        simulation = Simulation.start(settings, InstantSource.system());
    }

    public JsonNode mischief(String json) {
        return json("POST", "/control/mischief", json);
    }

    /** A customer writes. */
    public JsonNode write(String text) {
        return json(
                "POST",
                "/control/messages",
                "{\"from\":\"" + CUSTOMER + "\",\"to\":\"" + UTILITY + "\",\"text\":\"" + text + "\"}");
    }

    /** A customer sends a photo. */
    public JsonNode sendPhoto(byte[] photo) {
        var request = request("/control/messages?from=%2B27831234567&to=%2B14155238886")
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(photo))
                .build();
        return read(send(request));
    }

    public JsonNode json(String method, String path, String body) {
        return read(send(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build()));
    }

    public JsonNode get(String path) {
        return read(send(request(path).build()));
    }

    /** A request of the utility to Twilio's API. */
    public HttpRequest.Builder api(String path) {
        var credentials = Base64.getEncoder().encodeToString((ACCOUNT + ":" + TOKEN).getBytes(UTF_8));
        return request(path).header("Authorization", "Basic " + credentials);
    }

    public HttpRequest.Builder request(String path) {
        var uri = path.startsWith("http") ? path : simulation.origin() + path;
        return HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(10));
    }

    public HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        simulation.close();
        utility.close();
        http.close();
    }

    private static JsonNode read(HttpResponse<byte[]> response) {
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (IOException notJson) {
            throw new AssertionError(response.statusCode() + " without JSON", notJson);
        }
    }
}
