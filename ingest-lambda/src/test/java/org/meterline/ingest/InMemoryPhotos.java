package org.meterline.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A bucket in memory; {@link PhotosContract} keeps it honest. */
final class InMemoryPhotos implements Photos {

    private final Map<String, byte[]> byKey = new ConcurrentHashMap<>();
    private volatile boolean failing;

    void fail(boolean failing) {
        this.failing = failing;
    }

    Map<String, byte[]> files() {
        return byKey;
    }

    @Override
    public Message.StoredFile putIfAbsent(String key, byte[] file, FileType type) {
        if (failing) {
            throw new IllegalStateException("the bucket is down");
        }
        byKey.putIfAbsent(key, file.clone());
        var there = byKey.get(key);
        return new Message.StoredFile(key, sha256(there), there.length);
    }

    @Override
    public Optional<Message.StoredFile> find(String key) {
        return Optional.ofNullable(byKey.get(key))
                .map(there -> new Message.StoredFile(key, sha256(there), there.length));
    }

    static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
