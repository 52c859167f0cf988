package org.meterline.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * What outlives every deployment: photos, messages, the database, secrets, the key they are encrypted with, and the photos that wait to
 * be read (their queue stands here because the bucket writes to it).
 */
public final class DataStack extends Stack {

    static final Duration READER_TIMEOUT = Duration.seconds(15);
    static final Duration DEAD_READER_TIMEOUT = Duration.seconds(30);

    private final PhotoBucket photos;
    private final WatchedQueue photoQueue;
    private final MessageTable messages;
    private final Database database;
    private final Secrets secrets;

    public DataStack(
            Construct scope, String id, Environment environment, NetworkStack network, @Nullable StackProps settings) {
        super(scope, id, settings);
        var key = Key.Builder.create(this, "Key")
                .description("What Meterline's database and secrets are encrypted with")
                .enableKeyRotation(true)
                .removalPolicy(environment.keepsData() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
        photoQueue = new WatchedQueue(this, "PhotosToRead", READER_TIMEOUT, DEAD_READER_TIMEOUT);
        photos = new PhotoBucket(this, "PhotoStore", environment, photoQueue);
        messages = new MessageTable(this, "MessageStore", environment);
        database = new Database(this, "Database", environment, network, key);
        secrets = new Secrets(this, "Secrets", environment, key);

        CfnOutput.Builder.create(this, "MessageTable")
                .value(messages.table().getTableName())
                .build();
        CfnOutput.Builder.create(this, "PhotoBucket")
                .value(photos.bucket().getBucketName())
                .build();
        CfnOutput.Builder.create(this, "PhotoQueue")
                .value(photoQueue.queue().getQueueName())
                .build();
        CfnOutput.Builder.create(this, "DeadPhotoQueue")
                .value(photoQueue.dead().getQueueName())
                .build();
        CfnOutput.Builder.create(this, "DatabaseUrl").value(database.jdbcUrl()).build();
        CfnOutput.Builder.create(this, "TwilioSecret")
                .value(secrets.twilio().getSecretName())
                .description("what Twilio gives is put in here, see docs/deploy.md")
                .build();
        CfnOutput.Builder.create(this, "AdminKeySecret")
                .value(secrets.adminKey().getSecretName())
                .description("the first administrator's key")
                .build();
    }

    /** Where photos are kept. */
    public PhotoBucket photos() {
        return photos;
    }

    /** Photos that wait to be read. */
    public WatchedQueue photoQueue() {
        return photoQueue;
    }

    public MessageTable messages() {
        return messages;
    }

    public Database database() {
        return database;
    }

    public Secrets secrets() {
        return secrets;
    }
}
