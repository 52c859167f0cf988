package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.engines.junit.AwsExtension;
import software.amazon.awssdk.services.s3.S3Client;

/** The real bucket's behaviour. */
class S3PhotosIT implements PhotosContract {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static S3Client s3;
    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = aws.newPhotoBucket();
        s3 = AwsClients.s3(aws.environment());
    }

    @Override
    public Photos photos() {
        return new S3Photos(s3, bucket);
    }

    @Override
    public byte[] fileUnder(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    }

    @Test
    void an_object_says_what_it_is() {
        photos().putIfAbsent("unread/2026/11/a.pdf", "%PDF".getBytes(StandardCharsets.US_ASCII), FileType.PDF);

        var head = s3.headObject(request -> request.bucket(bucket).key("unread/2026/11/a.pdf"));
        assertThat(head.contentType()).isEqualTo("application/pdf");
        assertThat(head.metadata()).containsOnlyKeys("sha256");
    }
}
