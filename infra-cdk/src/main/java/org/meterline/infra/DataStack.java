package org.meterline.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** What outlives every deployment. So far the photos; table, database, secrets and keys join them. */
public final class DataStack extends Stack {

    private final PhotoBucket photos;

    public DataStack(Construct scope, String id, @Nullable StackProps settings) {
        super(scope, id, settings);
        photos = new PhotoBucket(this, "PhotoBucket");
    }

    /** Where photos are kept. */
    public PhotoBucket photos() {
        return photos;
    }
}
