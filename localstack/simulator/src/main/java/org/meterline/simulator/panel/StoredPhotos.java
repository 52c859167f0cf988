package org.meterline.simulator.panel;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The photo bucket, read only. */
public final class StoredPhotos implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final S3Client s3;
    private final String bucket;

    StoredPhotos(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Connects by the SDK's own environment variables. @param endpoint when given, buckets are addressed by path */
    public static StoredPhotos of(String bucket, @Nullable URI endpoint) {
        var client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(config -> config.apiCallTimeout(PATIENCE))
                .forcePathStyle(endpoint != null)
                .build();
        return new StoredPhotos(client, bucket);
    }

    /** A photo as it is stored: its bytes. Empty when it is not there. */
    Optional<byte[]> find(String key) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asByteArray());
        } catch (SdkException absent) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
