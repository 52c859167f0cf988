package org.meterline.ocr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the reader as Lambda does, on a made-up photo or two, so that the JVM it runs in can keep what it loaded
 * ({@code -XX:AOTCacheOutput}). It needs no network: {@link MadeUpWorld} is all that the reader sees of the outside.
 */
public final class TrainingRun {

    private static final Logger log = LoggerFactory.getLogger(TrainingRun.class);

    private static final long LIMIT_SECONDS = 300;
    private static final int COMMAND_FROM = 1;

    private TrainingRun() {}

    /**
     * Ends with 0 when the reader answered every invocation, and ended when it was told to.
     *
     * @param args a photo, then the command that runs the reader behind AWS's runtime client
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        var photo = Files.readAllBytes(Path.of(args[0]));
        var command = Arrays.asList(args).subList(COMMAND_FROM, args.length);
        try (var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var world = new MadeUpWorld(door, photo);
            Thread.ofPlatform().daemon().name("made-up-world").start(world::answer);
            var reader = run(command, "127.0.0.1:" + door.getLocalPort());
            var isThrough = world.awaitEnd(LIMIT_SECONDS, TimeUnit.SECONDS, reader);
            reader.destroy(); // politely: it has something to write
            var isOver = reader.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            log.info(isThrough && isOver ? "trained" : "the reader did not come to its end");
            System.exit(isThrough && isOver ? 0 : 1);
        }
    }

    private static Process run(List<String> command, String world) throws IOException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", world,
                        "AWS_LAMBDA_FUNCTION_NAME", "ocr",
                        "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "2048",
                        "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                        "AWS_ENDPOINT_URL", "http://" + world,
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "nobody",
                        "AWS_SECRET_ACCESS_KEY", "nothing"));
        builder.environment()
                .putAll(Map.of(
                        Setting.MESSAGE_TABLE.name(), "messages",
                        Setting.PHOTO_BUCKET.name(), "photos",
                        Setting.PHOTO_BUCKET_PATH_STYLE.name(), "true",
                        Setting.BROKER_ENDPOINT.name(), "amqp://127.0.0.1:1", // where nobody listens
                        Setting.BROKER_SECRET_ID.name(), "broker"));
        return builder.start();
    }
}
