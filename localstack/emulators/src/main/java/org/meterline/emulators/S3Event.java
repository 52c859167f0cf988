package org.meterline.emulators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** What S3 writes to the queue that a bucket notifies (event version 2.1). */
final class S3Event {

    private static final AtomicLong SEQUENCE = new AtomicLong(System.currentTimeMillis() << 16);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private S3Event() {}

    /** The first message after a notification was set up. It has no {@code Records}: whoever reads the queue meets it. */
    static String test(String bucket) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Time", Instant.now().toString())
                .put("Bucket", bucket)
                .put("RequestId", HEX.toHexDigits(SEQUENCE.incrementAndGet()))
                .put("HostId", Settings.ACCOUNT)
                .toString();
    }

    /** An object came into a bucket. */
    static String created(StoredObject object, long bytes, String eTag) {
        var event = JsonNodeFactory.instance.objectNode();
        var occurrence = event.putArray("Records").addObject();
        occurrence.put("eventVersion", "2.1");
        occurrence.put("eventSource", "aws:s3");
        occurrence.put("awsRegion", Settings.REGION);
        occurrence.put("eventTime", Instant.now().toString());
        occurrence.put("eventName", "ObjectCreated:" + object.how());
        occurrence.putObject("userIdentity").put("principalId", "AWS:" + Settings.ACCESS_KEY);
        occurrence.putObject("requestParameters").put("sourceIPAddress", Settings.LOOPBACK);
        var sequencer = HEX.toHexDigits(SEQUENCE.incrementAndGet());
        occurrence
                .putObject("responseElements")
                .put("x-amz-request-id", sequencer)
                .put("x-amz-id-2", sequencer);
        var s3 = occurrence.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        s3.put("configurationId", "meter-photos");
        var bucket = s3.putObject("bucket");
        bucket.put("name", object.bucket());
        bucket.putObject("ownerIdentity").put("principalId", Settings.ACCOUNT);
        bucket.put("arn", "arn:aws:s3:::" + object.bucket());
        s3.putObject("object")
                // as AWS does: form encoding, but slashes stay
                .put(
                        "key",
                        URLEncoder.encode(object.key(), StandardCharsets.UTF_8).replace("%2F", "/"))
                .put("size", bytes)
                .put("eTag", eTag.replace("\"", ""))
                .put("sequencer", sequencer);
        return event.toString();
    }
}
