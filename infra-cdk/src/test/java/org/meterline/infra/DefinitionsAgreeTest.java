package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The cloud's templates, the SAM template and the embedded stack are one system: what the code relies on is the same in all three, or
 * {@link AllowedDifferences} says why not.
 */
@ExtendWith(NodeCondition.class)
final class DefinitionsAgreeTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    /** Rights: nobody asks for them where everything is emulated in one's own processes. */
    private static final String RIGHTS = " may ";

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void what_the_code_relies_on_is_the_same_in_the_cloud_and_on_LocalStack(Environment environment) {
        agree(toSam(environment, SamFacts.template()), AllowedDifferences.withSam());
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void what_the_code_relies_on_is_the_same_in_the_cloud_and_in_the_embedded_stack(Environment environment) {
        agree(toEmbedded(environment, EmbeddedFacts.definition()), AllowedDifferences.withEmbedded());
    }

    @Test
    void everything_was_really_read() {
        for (var facts : new Facts[] {
            CloudFacts.of(Environment.DEV),
            SamFacts.of(SamFacts.template()),
            EmbeddedFacts.of(EmbeddedFacts.definition())
        }) {
            for (var handler : AllowedDifferences.all()) {
                assertThat(facts.lines())
                        .containsKeys(handler + " memory", handler + " timeout", handler + " is told MESSAGE_TABLE");
            }
            assertThat(facts.lines())
                    .containsKeys(
                            "table key",
                            "table indexes",
                            "bucket tells of what is below",
                            "org.meterline.ingest.WebhookHandler answers",
                            "org.meterline.ingest.SweepHandler runs at",
                            "org.meterline.ocr.MeterPhotoHandler queue gives up after");
        }
    }

    /** Each of these was written to go unnoticed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Timeout: 15                              | Timeout: 16
            VisibilityTimeout: 90                    | VisibilityTimeout: 91
            maxReceiveCount: 3                       | maxReceiveCount: 30
            rate(1 minute)                           | rate(1 day)
            AttributeName: unsettled, KeyType        | AttributeName: receivedAt, KeyType
            Value: meters/                           | Value: meter/
            expiresAt                                | expiredAt
            BROKER_SECRET_ID:                        | BROKER_SECRET:
            MeterPhotoHandler                        | MeterPhotosHandler
            ReportBatchItemFailures                  | Nothing
            Action: dynamodb:PutItem                 | Action: [dynamodb:PutItem, dynamodb:DeleteItem]
            Action: [s3:GetObject, s3:PutObject]     | Action: s3:PutObject
            Action: dynamodb:Query                   | Action: dynamodb:Scan
            /unread/*                                | /*
            Resource: !Ref TwilioSecret              | Resource: "*"
            Statement: [*update, *broker]            | Statement: [*update, *broker, *twilio]
            """)
    void a_difference_planted_into_the_SAM_template_is_seen(String there, String planted) {
        var template = SamFacts.template();
        assertThat(template).contains(there);

        var differences = toSam(Environment.DEV, template.replace(there, planted));

        assertThat(unexplained(differences, AllowedDifferences.withSam())).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "timeoutSeconds":250                     | "timeoutSeconds":60
            "visibilitySeconds":90                   | "visibilitySeconds":30
            "deliveriesMax":3                        | "deliveriesMax":0
            "everySeconds":60                        | "everySeconds":86400
            "AttributeName":"unsettled","KeyType"    | "AttributeName":"receivedAt","KeyType"
            "ProjectionType":"KEYS_ONLY"             | "ProjectionType":"ALL"
            "photoFolder":"meters/"                  | "photoFolder":"meter/"
            "BROKER_SECRET_ID":                      | "BROKER_SECRET":
            .MeterPhotoHandler                       | .MeterPhotosHandler
            "method":"POST"                          | "method":"GET"
            "queue":"meterline-replays"              | "queue":"meterline-photos-dead"
            "messagesAtOnce":1                       | "messagesAtOnce":10
            """)
    void a_difference_planted_into_the_embedded_stack_is_seen(String there, String planted) {
        var definition = EmbeddedFacts.definition();
        assertThat(definition).contains(there);

        var differences = toEmbedded(Environment.DEV, definition.replace(there, planted));

        assertThat(unexplained(differences, AllowedDifferences.withEmbedded())).isNotEmpty();
    }

    private static Map<String, String> toSam(Environment environment, String template) {
        return CloudFacts.of(environment).differencesTo(SamFacts.of(template));
    }

    private static Map<String, String> toEmbedded(Environment environment, String definition) {
        return CloudFacts.of(environment).without(RIGHTS).differencesTo(EmbeddedFacts.of(definition));
    }

    private static void agree(Map<String, String> differences, Map<String, String> allowed) {
        assertThat(unexplained(differences, allowed)).as("in the cloud | here").isEmpty();
        assertThat(differences.keySet())
                .as("differences that may be there, and are")
                .containsAll(allowed.keySet());
    }

    private static Map<String, String> unexplained(Map<String, String> differences, Map<String, String> allowed) {
        var unexplained = new TreeMap<>(differences);
        unexplained.keySet().removeAll(allowed.keySet());
        return unexplained;
    }
}
