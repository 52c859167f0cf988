package org.meterline.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The emulated S3's buckets: each a directory in its data. */
final class S3Buckets {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private S3Buckets() {}

    static void create(Path data, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a bucket name: " + name);
        }
        try {
            Files.createDirectories(data.resolve("buckets").resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make the bucket " + name, failure);
        }
    }
}
