package org.meterline.engines.junit;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.meterline.engines.AwsEmulators;

/** DynamoDB, S3, SQS, Secrets Manager and SSM for tests: started once per JVM, empty at first. */
public final class AwsExtension implements BeforeAllCallback {

    private static final SharedEngine<AwsEmulators> SHARED = new SharedEngine<>("aws", AwsEmulators::in);

    @Override
    public void beforeAll(ExtensionContext context) {
        engine();
    }

    /** The running emulators; starts them when need be. */
    public AwsEmulators engine() {
        return SHARED.running();
    }

    /** What the SDK reads from the environment: endpoints, region, credentials. */
    public Map<String, String> environment() {
        return engine().environment();
    }

    public URI s3() {
        return engine().s3();
    }

    public URI dynamoDb() {
        return engine().dynamoDb();
    }

    public URI sqs() {
        return engine().sqs();
    }

    public URI secretsManager() {
        return engine().secretsManager();
    }

    /** Makes an empty message table, and returns its name. */
    public String newMessageTable() {
        var name = "messages-" + UUID.randomUUID();
        engine().createMessageTable(name);
        return name;
    }

    /** Makes an empty bucket, and returns its name. What comes under {@code meters/} is told to the one photo queue. */
    public String newPhotoBucket() {
        var name = "photos-" + UUID.randomUUID();
        engine().createPhotoBucket(name);
        return name;
    }
}
