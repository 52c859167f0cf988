package org.meterline.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket. A file's SHA-256 is checked by S3 on arrival and stays with the object as metadata {@code sha256}. */
final class S3Photos implements Photos {

    private static final String SHA256 = "sha256";
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409; // somebody is putting the same key at this moment

    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403; // what S3 says of a missing object to those who may not list

    private final S3Client s3;
    private final String bucket;

    S3Photos(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Message.StoredFile putIfAbsent(String key, byte[] file, FileType type) {
        var sha256 = sha256(file);
        try {
            s3.putObject(
                    put -> put.bucket(bucket)
                            .key(key)
                            .ifNoneMatch("*")
                            .contentType(type.contentType())
                            .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                            .metadata(Map.of(SHA256, HexFormat.of().formatHex(sha256))),
                    RequestBody.fromBytes(file));
            return new Message.StoredFile(key, HexFormat.of().formatHex(sha256), file.length);
        } catch (S3Exception refused) {
            if (refused.statusCode() == PRECONDITION_FAILED || refused.statusCode() == CONFLICT) {
                return find(key).orElseThrow(() -> refused);
            }
            throw refused;
        }
    }

    @Override
    public Optional<Message.StoredFile> find(String key) {
        try {
            var head = s3.headObject(request -> request.bucket(bucket).key(key));
            return Optional.of(
                    new Message.StoredFile(key, head.metadata().getOrDefault(SHA256, ""), head.contentLength()));
        } catch (S3Exception refused) {
            if (refused.statusCode() == NOT_FOUND || refused.statusCode() == FORBIDDEN) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static byte[] sha256(byte[] file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(file);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
