package org.meterline.operations.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.meterline.contracts.PhotoName;
import org.meterline.operations.deployment.OutOfReach;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket's customer files: photos to read and files that are only kept. */
public final class StoredFiles implements AutoCloseable {

    /** A stored file. */
    public record StoredFile(String key, Instant storedAt) {}

    private static final List<String> FOLDERS = List.of(PhotoName.READ_FOLDER, PhotoName.UNREAD_FOLDER);

    private final S3Client s3;
    private final String bucket;

    StoredFiles(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void close() {
        s3.close();
    }

    /** Shows every file to a reader, a page of keys at a time. */
    public void forEach(Consumer<StoredFile> reader) {
        try {
            for (var folder : FOLDERS) {
                s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(folder))
                        .contents()
                        .forEach(file -> reader.accept(new StoredFile(file.key(), file.lastModified())));
            }
        } catch (SdkException failure) {
            throw new OutOfReach(
                    "the bucket " + bucket + " cannot be listed: " + MessageRecords.kindOf(failure), failure);
        }
    }
}
