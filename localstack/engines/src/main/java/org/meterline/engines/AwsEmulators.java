package org.meterline.engines;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.meterline.contracts.PhotoName;
import org.meterline.definition.Names;
import org.meterline.definition.Pace;
import org.meterline.definition.Queues;
import org.meterline.definition.Tables;

/**
 * The AWS services that Meterline uses, emulated: DynamoDB, S3 with its notifications, SQS, Secrets Manager and SSM. Each is a
 * part that can be killed alone; what it answered for survives.
 *
 * <p>SQS has the {@link Queues} of the definition. Whatever is stored under {@code meters/} in any bucket is told to the queue of
 * photos, after the {@code s3:TestEvent} without {@code Records} that AWS sends when a notification is set up.
 */
public final class AwsEmulators implements Engine {

    private static final String REGION = "eu-central-1";
    private static final String ACCOUNT = "000000000000";
    private static final String ACCESS_KEY = "meterline";
    private static final String SECRET_KEY = "meterline-on-one-machine";

    private final EmulatorProcess dynamoDb;
    private final EmulatorProcess s3;
    private final EmulatorProcess sqs;
    private final EmulatorProcess secrets;

    private AwsEmulators(Path stateDir, Duration photoVisibility, boolean tablesSurvive) {
        dynamoDb = new EmulatorProcess(
                "DynamoDB",
                "org.meterline.emulators.DynamoDb",
                192,
                stateDir.resolve("dynamodb"),
                () -> Map.of("emulator.survives", Boolean.toString(tablesSurvive)),
                AwsJson::listsTables);
        sqs = new EmulatorProcess(
                "SQS",
                "org.meterline.emulators.Sqs",
                160,
                stateDir.resolve("sqs"),
                () -> Map.of("emulator.queues", queues(photoVisibility)),
                endpoint -> AwsJson.hasQueue(endpoint, Names.PHOTO_QUEUE));
        s3 = new EmulatorProcess(
                "S3",
                "org.meterline.emulators.S3",
                128,
                stateDir.resolve("s3"),
                () -> Map.of(
                        "emulator.queue", photoQueue().toString(),
                        "emulator.bucket", Names.BUCKET,
                        "emulator.prefix", PhotoName.READ_FOLDER),
                AwsJson::answers);
        secrets = new EmulatorProcess(
                "Secrets Manager",
                "org.meterline.emulators.Secrets",
                48,
                stateDir.resolve("secrets"),
                Map::of,
                AwsJson::answers);
    }

    public static AwsEmulators in(Path stateDir) {
        return in(stateDir, Duration.ofSeconds(Pace.STANDARD.photoSeconds()), true);
    }

    /**
     * With settings of one's own.
     *
     * @param photoVisibility how long a photo in hand is kept from others
     * @param tablesSurvive whether DynamoDB's tables are there when it starts again; kept in memory alone, they cost a third less
     */
    public static AwsEmulators in(Path stateDir, Duration photoVisibility, boolean tablesSurvive) {
        return new AwsEmulators(stateDir, photoVisibility, tablesSurvive);
    }

    @Override
    public String name() {
        return "AWS";
    }

    public URI dynamoDb() {
        return dynamoDb.endpoint();
    }

    public URI s3() {
        return s3.endpoint();
    }

    public URI sqs() {
        return sqs.endpoint();
    }

    public URI secretsManager() {
        return secrets.endpoint();
    }

    /** The URL of the queue that hears of photos. */
    public URI photoQueue() {
        return sqs().resolve("/" + ACCOUNT + "/" + Names.PHOTO_QUEUE);
    }

    /** What the AWS SDK of another process reads from its environment to come here. */
    public Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb().toString());
        environment.put("AWS_ENDPOINT_URL_S3", s3().toString());
        environment.put("AWS_ENDPOINT_URL_SQS", sqs().toString());
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secretsManager().toString());
        environment.put("AWS_ENDPOINT_URL_SSM", secretsManager().toString());
        return environment;
    }

    /** DynamoDB, SQS, S3, Secrets Manager (which is SSM, too). */
    public List<Engine> parts() {
        return List.copyOf(processes());
    }

    @Override
    public synchronized void start() {
        processes().forEach(EmulatorProcess::prepare);
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = processes().stream()
                    .map(process -> starters.submit(process::start))
                    .toList();
            for (Future<?> start : starts) {
                start.get();
            }
        } catch (ExecutionException failure) {
            close();
            throw new EngineException("the AWS emulators did not start: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while starting the AWS emulators", interrupted);
        }
    }

    @Override
    public boolean isReady() {
        return processes().stream().allMatch(EmulatorProcess::isReady);
    }

    @Override
    public synchronized void kill() {
        processes().forEach(EmulatorProcess::kill);
    }

    @Override
    public synchronized void erase() {
        processes().forEach(EmulatorProcess::erase);
    }

    @Override
    public synchronized void close() {
        processes().forEach(EmulatorProcess::close);
    }

    /** Makes a message table as {@code org.meterline.contracts.MessageTable} describes it, unless it is there. */
    public void createMessageTable(String name) {
        AwsJson.createTableUnlessThere(dynamoDb(), Tables.messages(name));
    }

    /** Makes a bucket unless it is there. */
    public void createPhotoBucket(String name) {
        S3Buckets.create(s3.data(), name);
    }

    /** Makes a secret, or gives it another value. */
    public void putSecret(String id, String value) {
        AwsJson.putSecret(secretsManager(), id, value);
    }

    /** As SQS reads them: {@code name:visibility:dead:deliveries}, one behind the other. */
    private static String queues(Duration visibility) {
        return Queues.all(Math.toIntExact(visibility.toSeconds())).stream()
                .map(queue -> "%s:%d:%s:%d"
                        .formatted(
                                queue.name(),
                                queue.visibilitySeconds(),
                                queue.dead() == null ? "" : queue.dead(),
                                queue.deliveriesMax()))
                .collect(Collectors.joining(","));
    }

    private List<EmulatorProcess> processes() {
        return List.of(dynamoDb, sqs, s3, secrets);
    }
}
