package org.meterline.operations.deployment;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to come to AWS.
 *
 * @param region null for the one that the caller's environment or profile names
 * @param profile a profile of the caller; null for the default credentials
 * @param keys an access key of its own; null for the caller's credentials
 * @param endpoints where services are that are not at AWS, by their SDK names: {@code dynamodb}, {@code s3}, {@code sqs}
 * @param pathStyle whether buckets are named in the path, as emulators want it
 */
public record Cloud(
        @Nullable String region,
        @Nullable String profile,
        @Nullable Keys keys,
        Map<String, URI> endpoints,
        boolean pathStyle) {

    /** An access key. */
    public record Keys(String id, String secret) {
        @Override
        public String toString() {
            return "Keys";
        }
    }

    public Cloud {
        endpoints = Map.copyOf(endpoints);
    }
}
