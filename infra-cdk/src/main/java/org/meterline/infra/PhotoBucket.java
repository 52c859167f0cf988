package org.meterline.infra;

import java.util.List;
import org.meterline.contracts.PhotoName;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucket.FilterRuleProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationFilterProperty;
import software.amazon.awscdk.services.s3.CfnBucket.QueueConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.S3KeyFilterProperty;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The bucket that photos are kept in: private, encrypted, spoken to over TLS only, never overwritten, forgetting by class of data. It
 * tells a queue of every photo that is to be read, and a second bucket of everyone who looked at one.
 */
public final class PhotoBucket extends Construct {

    private static final Duration PHOTOS_KEPT = Duration.days(3 * 365); // as long as a bill may be disputed
    private static final Duration UNREAD_KEPT = Duration.days(30);
    private static final Duration REPLACED_KEPT = Duration.days(30);
    private static final Duration LOOKS_KEPT = Duration.days(90);

    private final Bucket bucket;

    PhotoBucket(Construct scope, String id, Environment environment, WatchedQueue readers) {
        super(scope, id);
        var removal = environment.keepsData() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
        var looks = bucketOf("Looks", removal)
                .lifecycleRules(
                        List.of(LifecycleRule.builder().expiration(LOOKS_KEPT).build()))
                .build();
        bucket = bucketOf("Photos", removal)
                .versioned(true)
                .serverAccessLogsBucket(looks)
                .lifecycleRules(
                        List.of(kept(PhotoName.READ_FOLDER, PHOTOS_KEPT), kept(PhotoName.UNREAD_FOLDER, UNREAD_KEPT)))
                .build();
        tell(readers);
    }

    /** The bucket itself, for what reads and writes it. */
    public IBucket bucket() {
        return bucket;
    }

    private Bucket.Builder bucketOf(String id, RemovalPolicy removal) {
        return Bucket.Builder.create(this, id)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .removalPolicy(removal);
    }

    private static LifecycleRule kept(String folder, Duration kept) {
        return LifecycleRule.builder()
                .prefix(folder)
                .expiration(kept)
                .noncurrentVersionExpiration(REPLACED_KEPT)
                .abortIncompleteMultipartUploadAfter(Duration.days(1))
                .build();
    }

    /** Written into the bucket itself: CDK's own way makes a function that may change every bucket of the account. */
    private void tell(WatchedQueue readers) {
        readers.admitBuckets();
        if (!(bucket.getNode().getDefaultChild() instanceof CfnBucket resource)) {
            throw new IllegalStateException("a bucket is a bucket");
        }
        resource.setNotificationConfiguration(NotificationConfigurationProperty.builder()
                .queueConfigurations(List.of(QueueConfigurationProperty.builder()
                        .event("s3:ObjectCreated:*")
                        .queue(readers.queue().getQueueArn())
                        .filter(NotificationFilterProperty.builder()
                                .s3Key(S3KeyFilterProperty.builder()
                                        .rules(List.of(FilterRuleProperty.builder()
                                                .name("prefix")
                                                .value(PhotoName.READ_FOLDER)
                                                .build()))
                                        .build())
                                .build())
                        .build()))
                .build());
        bucket.getNode().addDependency(readers); // S3 tries the queue when it is told of it
    }
}
