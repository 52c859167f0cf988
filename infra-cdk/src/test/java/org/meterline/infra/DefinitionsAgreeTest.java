package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The cloud's templates and the SAM template are one system: what the code relies on is the same in both. */
final class DefinitionsAgreeTest {

    private static final String INGEST = "org.meterline.ingest.";
    private static final String OCR = "org.meterline.ocr.";

    /** What may differ, and why. What does not differ any more has to leave this list. */
    private static final Map<String, String> ALLOWED = allowed();

    private static Map<String, String> allowed() {
        var allowed = new TreeMap<String, String>();
        for (var handler : new String[] {"WebhookHandler", "SweepHandler", "ReconcileHandler", "ReplayHandler"}) {
            allowed.put(
                    INGEST + handler + " is told TWILIO_API_ORIGIN", "in the cloud it is Twilio's own, the default");
            allowed.put(INGEST + handler + " is told MEDIA_REDIRECT_ORIGINS", "likewise");
            allowed.put(INGEST + handler + " is told AWS_ENDPOINT_URL", "in the cloud AWS is where it is");
            allowed.put(
                    INGEST + handler + " is told PHOTO_BUCKET_PATH_STYLE",
                    "LocalStack is reached without a name per bucket");
        }
        for (var handler : new String[] {"MeterPhotoHandler", "DeadPhotoHandler"}) {
            allowed.put(OCR + handler + " is told PHOTO_BUCKET_PATH_STYLE", "likewise");
            allowed.put(OCR + handler + " is told AWS_ENDPOINT_URL", "likewise");
        }
        return allowed;
    }

    @Test
    void whatTheCodeReliesOnIsTheSameInTheCloudAndOnLocalStack() {
        for (var environment : Synthesis.ENVIRONMENTS) {
            var differences = CloudFacts.of(environment).differencesTo(SamFacts.of(SamFacts.template()));
            var unexplained = new TreeMap<>(differences);
            unexplained.keySet().removeAll(ALLOWED.keySet());
            assertThat(unexplained).as("%s, cloud | SAM", environment.name()).isEmpty();
            assertThat(differences.keySet())
                    .as("differences that may be there, and are")
                    .containsAll(ALLOWED.keySet());
        }
    }

    @Test
    void everyHandlerIsThere() {
        var facts = SamFacts.of(SamFacts.template()).lines().keySet();
        for (var handler : new String[] {
            INGEST + "WebhookHandler",
            INGEST + "SweepHandler",
            INGEST + "ReconcileHandler",
            INGEST + "ReplayHandler",
            OCR + "MeterPhotoHandler",
            OCR + "DeadPhotoHandler"
        }) {
            assertThat(facts).contains(handler + " memory");
        }
        assertThat(facts).contains("table key", "bucket tells of", INGEST + "WebhookHandler answers");
    }

    /** Each of these was written to go unnoticed. */
    @Test
    void aPlantedDifferenceIsSeen() {
        for (var planted : new String[][] {
            {"Timeout: 15", "Timeout: 16"},
            {"VisibilityTimeout: 90", "VisibilityTimeout: 91"},
            {"maxReceiveCount: 3", "maxReceiveCount: 30"},
            {"rate(1 minute)", "rate(1 day)"},
            {"AttributeName: unsettled, KeyType", "AttributeName: receivedAt, KeyType"},
            {"Value: meters/", "Value: meter/"},
            {"expiresAt", "expiredAt"},
            {"BROKER_SECRET_ID:", "BROKER_SECRET:"},
            {"MeterPhotoHandler", "MeterPhotosHandler"},
            {"ReportBatchItemFailures", "Nothing"}
        }) {
            var changed = SamFacts.template().replace(planted[0], planted[1]);
            var differences = CloudFacts.of(Environment.DEV).differencesTo(SamFacts.of(changed));
            differences.keySet().removeAll(ALLOWED.keySet());
            assertThat(differences).as(planted[1]).isNotEmpty();
        }
    }
}
