package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever keeps something keeps it encrypted. */
@ExtendWith(NodeCondition.class)
class EncryptedTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    /** By type, the property that says so. What AWS encrypts by itself and cannot leave alone is not here. */
    private static final Map<String, String> SAID_BY = Map.of(
            "AWS::Logs::LogGroup", "/KmsKeyId",
            "AWS::SecretsManager::Secret", "/KmsKeyId",
            "AWS::SNS::Topic", "/KmsMasterKeyId",
            "AWS::RDS::DBInstance", "/KmsKeyId",
            "AWS::SQS::Queue", "/SqsManagedSseEnabled",
            "AWS::S3::Bucket", "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault",
            "AWS::DynamoDB::GlobalTable", "/SSESpecification/SSEEnabled");

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void what_keeps_something_encrypts_it(Environment environment) {
        SAID_BY.forEach((type, property) -> assertThat(Synthesis.made().resources(environment, type))
                .as(type)
                .isNotEmpty()
                .allSatisfy(resource -> {
                    assertThat(resource.at(property).isMissingNode())
                            .as(resource + property)
                            .isFalse();
                    assertThat(resource.at(property).asText())
                            .as(resource + property)
                            .isNotEqualTo("false");
                }));
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void every_key_of_ours_turns_once_a_year(Environment environment) {
        assertThat(Synthesis.made().resources(environment, "AWS::KMS::Key"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.at("/EnableKeyRotation").asBoolean())
                        .as(key.toString())
                        .isTrue());
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void logs_forget_and_nothing_writes_what_people_say_into_one(Environment environment) {
        assertThat(Synthesis.made().resources(environment, "AWS::Logs::LogGroup"))
                .allSatisfy(
                        log -> assertThat(log.at("/RetentionInDays").asInt()).isPositive());
        var stage = Synthesis.made()
                .resources(environment, "AWS::ApiGateway::Stage")
                .getFirst();
        assertThat(stage.at("/MethodSettings/0/DataTraceEnabled").asBoolean()).isFalse();
        assertThat(stage.at("/MethodSettings/0/LoggingLevel").asText()).isEqualTo("OFF");
        assertThat(stage.at("/AccessLogSetting/Format").toString())
                .contains("$context.resourcePath")
                .doesNotContain("sourceIp", "$context.path", "userAgent", "identity", "$context.requestOverride");
    }
}
