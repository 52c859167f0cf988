package org.meterline.infra;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@ExtendWith(NodeCondition.class)
class PhotoBucketTest {

    private static Template template;

    @BeforeAll
    static void synthesise() {
        template = Template.fromStack(new DataStack(new App(), "Data", null));
    }

    @Test
    void there_is_one_bucket_and_nobody_outside_reads_it() {
        template.resourceCountIs("AWS::S3::Bucket", 1);
        template.hasResourceProperties(
                "AWS::S3::Bucket",
                Map.of(
                        "PublicAccessBlockConfiguration",
                        Map.of(
                                "BlockPublicAcls", true,
                                "BlockPublicPolicy", true,
                                "IgnorePublicAcls", true,
                                "RestrictPublicBuckets", true),
                        "BucketEncryption",
                        Match.objectLike(Map.of("ServerSideEncryptionConfiguration", Match.anyValue())),
                        "VersioningConfiguration",
                        Map.of("Status", "Enabled")));
    }

    @Test
    void plain_http_is_refused() {
        template.hasResourceProperties(
                "AWS::S3::BucketPolicy",
                Match.objectLike(Map.of(
                        "PolicyDocument",
                        Match.objectLike(Map.of(
                                "Statement",
                                Match.arrayWith(List.of(Match.objectLike(Map.of(
                                        "Effect",
                                        "Deny",
                                        "Condition",
                                        Map.of("Bool", Map.of("aws:SecureTransport", "false")))))))))));
    }

    @Test
    void photos_outlive_the_stack_and_expire_by_class() {
        template.hasResource("AWS::S3::Bucket", Map.of("DeletionPolicy", "Retain"));
        template.hasResourceProperties(
                "AWS::S3::Bucket",
                Match.objectLike(Map.of(
                        "LifecycleConfiguration",
                        Map.of(
                                "Rules",
                                Match.arrayWith(List.of(
                                        Match.objectLike(Map.of("Prefix", "meters/", "ExpirationInDays", 1095)),
                                        Match.objectLike(Map.of("Prefix", "unread/", "ExpirationInDays", 30))))))));
    }
}
