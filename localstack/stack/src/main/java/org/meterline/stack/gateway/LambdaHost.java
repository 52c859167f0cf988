package org.meterline.stack.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.meterline.stack.lambda.FunctionSpec;
import org.meterline.stack.lambda.LambdaFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The process {@code gateway}: the functions with what feeds them. It ends when its supervisor does, because then its standard
 * input ends; its workers end when they lose their Runtime API.
 */
public final class LambdaHost {

    private static final Logger log = LoggerFactory.getLogger(LambdaHost.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HANDLE = "::handleRequest";
    private static final Duration API_TIMEOUT = Duration.ofSeconds(25); // beyond the long poll
    private static final Duration QUEUE_WAIT = Duration.ofSeconds(30);

    private final List<AutoCloseable> feeds = new ArrayList<>();
    private final List<LambdaFunction> functions = new ArrayList<>();

    private LambdaHost() {}

    /** Takes the path of a {@link HostPlan}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var plan = JSON.readValue(Path.of(arguments[0]).toFile(), HostPlan.class);
        var host = new LambdaHost();
        Runtime.getRuntime().addShutdownHook(new Thread(host::close));
        host.start(plan);
        while (System.in.read() >= 0) {
            // the supervisor says nothing; it only holds the line
        }
        log.info("the supervisor is gone");
        System.exit(0);
    }

    private void start(HostPlan plan) throws IOException, InterruptedException {
        answerControl(plan.controlPort());
        var sqs = sqs(plan.sqsEndpoint());
        for (var planned : plan.functions()) {
            var function = new LambdaFunction(spec(planned), plan.java(), plan.runtimeLibraries());
            synchronized (functions) {
                functions.add(function);
            }
            var feed = planned.lambda().feed();
            var method = feed.method();
            if (method != null) {
                feeds.add(new ApiGatewayDoor(plan.doorPort(), method, function));
            }
            var queue = feed.queue();
            if (queue != null) {
                feeds.add(new QueuePoller(sqs, queueUrl(sqs, queue), function));
            }
            if (feed.everySeconds() > 0) {
                feeds.add(new Schedule(function, Duration.ofSeconds(feed.everySeconds())));
            }
        }
        log.info("{} functions, webhooks on port {}", plan.functions().size(), plan.doorPort());
    }

    /** Stops what brings work first, then the workers. */
    private void close() {
        for (var feed : feeds) {
            try {
                feed.close();
            } catch (Exception failure) { // each feed gets its chance to close
                log.warn("{} did not close", feed.getClass().getSimpleName(), failure);
            }
        }
        synchronized (functions) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                functions.forEach(function -> threads.execute(function::close));
            }
        }
    }

    private void answerControl(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/workers", this::workers);
        server.createContext("/frozen/", this::freeze);
        server.start();
    }

    /** {@code {"ready": true, "invocations": {"ocr": 1}, "workers": [{"name", "pid", "state"}]}}. */
    private void workers(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = JSON.createObjectNode();
            synchronized (functions) {
                answer.put("ready", !functions.isEmpty() && functions.stream().allMatch(LambdaFunction::isReady));
                var invocations = answer.putObject("invocations");
                functions.forEach(function -> invocations.put(function.name(), function.invocations()));
                var list = answer.putArray("workers");
                functions.stream()
                        .flatMap(function -> function.workers().stream())
                        .forEach(worker -> list.addObject()
                                .put("name", worker.name())
                                .put("pid", worker.pid())
                                .put("state", worker.state().name()));
            }
            var body = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** {@code POST /frozen/true} lets idle workers stand still, {@code /frozen/false} no more. */
    private void freeze(HttpExchange exchange) throws IOException {
        try (exchange) {
            var frozen = exchange.getRequestURI().getPath().endsWith("/true");
            synchronized (functions) {
                functions.forEach(function -> function.freezeIdle(frozen));
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static FunctionSpec spec(HostPlan.Function planned) {
        var lambda = planned.lambda();
        return new FunctionSpec(
                lambda.name(),
                lambda.handler() + HANDLE,
                planned.classPath(),
                lambda.environment(),
                planned.archive(),
                lambda.memoryMegabytes(),
                Duration.ofSeconds(lambda.timeoutSeconds()),
                lambda.workersMin(),
                lambda.workersMax(),
                planned.log());
    }

    private static SqsClient sqs(String endpoint) {
        return SqsClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(API_TIMEOUT))
                .overrideConfiguration(limits -> limits.apiCallTimeout(API_TIMEOUT))
                .build();
    }

    private static String queueUrl(SqsClient sqs, String name) throws InterruptedException {
        var giveUpNanos = System.nanoTime() + QUEUE_WAIT.toNanos();
        while (true) {
            try {
                return sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
            } catch (SqsException notYet) {
                if (System.nanoTime() > giveUpNanos) {
                    throw notYet;
                }
                Thread.sleep(200);
            }
        }
    }
}
