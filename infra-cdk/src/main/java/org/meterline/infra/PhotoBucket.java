package org.meterline.infra;

import org.meterline.contracts.PhotoName;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** The bucket that photos are kept in: private, encrypted, spoken to over TLS only, never overwritten, kept when the stack goes. */
public final class PhotoBucket extends Construct {

    private static final Duration PHOTOS_KEPT = Duration.days(3 * 365); // as long as a bill may be disputed
    private static final Duration UNREAD_KEPT = Duration.days(30);

    private final Bucket bucket;

    public PhotoBucket(Construct scope, String id) {
        super(scope, id);
        bucket = Bucket.Builder.create(this, "Photos")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .versioned(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        expire(PhotoName.READ_FOLDER, PHOTOS_KEPT);
        expire(PhotoName.UNREAD_FOLDER, UNREAD_KEPT);
    }

    /** The bucket itself, for what reads and writes it. */
    public Bucket bucket() {
        return bucket;
    }

    private void expire(String folder, Duration kept) {
        bucket.addLifecycleRule(LifecycleRule.builder()
                .prefix(folder)
                .expiration(kept)
                .noncurrentVersionExpiration(Duration.days(30))
                .abortIncompleteMultipartUploadAfter(Duration.days(1))
                .build());
    }
}
