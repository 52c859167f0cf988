package org.meterline.ocr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** The stored photos in their bucket. */
final class S3Photos implements Photos {

    private final S3Client s3;
    private final String bucket;

    S3Photos(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Optional<byte[]> fetch(String key) {
        try (var object = s3.getObject(request -> request.bucket(bucket).key(key))) {
            if (object.response().contentLength() > BYTES_MAX) {
                object.abort(); // closing would read it to its end
                return Optional.empty();
            }
            var bytes = object.readNBytes(BYTES_MAX + 1);
            return bytes.length > BYTES_MAX ? Optional.empty() : Optional.of(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException("photo " + key + " broke off", broken);
        }
    }
}
