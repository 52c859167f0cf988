package org.meterline.emulators;

import java.nio.file.Files;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * S3Proxy over a directory: a bucket is a directory in {@code buckets}, an object a file in it. What is stored under a prefix is
 * told to an SQS queue, as a bucket's notification does.
 */
public final class S3 {

    private S3() {}

    public static void main(String[] arguments) throws Exception {
        var settings = Settings.ofThisProcess();
        var buckets = Files.createDirectories(settings.state().resolve("buckets"));
        var properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", buckets.toString());
        var store = BlobStores.create("filesystem-nio2", properties);

        var queue = new QueueDoor(Settings.required("emulator.queue"));
        var directory = settings.state().resolve("notifications");
        boolean first = !Files.exists(directory);
        var notifications = new Notifications(directory, store, queue);
        notifications.resume();
        if (first) {
            notifications.announce(Settings.required("emulator.bucket"));
        }

        S3Proxy.builder()
                .blobStore(new NotifyingStore(store, Settings.required("emulator.prefix"), notifications))
                .endpoint(settings.endpoint())
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, Settings.ACCESS_KEY, Settings.SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .build()
                .start();
    }
}
