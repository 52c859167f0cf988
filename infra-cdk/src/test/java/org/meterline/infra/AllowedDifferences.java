package org.meterline.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In what the definitions may differ, and why. What does not differ any more has to leave its list. */
final class AllowedDifferences {

    static final List<String> INGEST =
            handlers("org.meterline.ingest.", "WebhookHandler", "SweepHandler", "ReconcileHandler", "ReplayHandler");
    static final List<String> OCR = handlers("org.meterline.ocr.", "MeterPhotoHandler", "DeadPhotoHandler");

    private static final String WEBHOOK = INGEST.get(0);
    private static final String RECONCILE = INGEST.get(2);
    private static final String REPLAY = INGEST.get(3);
    private static final String READER = OCR.get(0);
    private static final String DEAD_PHOTOS = OCR.get(1);
    private static final List<String> FED = List.of(REPLAY, READER, DEAD_PHOTOS);

    private static final List<String> LOGS = List.of("logs:CreateLogStream", "logs:PutLogEvents");
    private static final List<String> NETWORK = List.of(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses");
    private static final List<String> RECEIVE = List.of(
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage");

    private final Map<String, String> reasons = new TreeMap<>();

    private AllowedDifferences() {}

    /** Between the cloud's templates and the SAM template. */
    static Map<String, String> withSam() {
        var allowed = new AllowedDifferences().emulatedOutside();
        for (var handler : all()) {
            allowed.told(handler, "AWS_ENDPOINT_URL", "in the cloud AWS is where it is");
            for (var action : LOGS) {
                allowed.right(handler, action, "its log", "SAM gives every function AWSLambdaBasicExecutionRole");
            }
            for (var action : NETWORK) {
                allowed.right(handler, action, "*", "on LocalStack functions stand in no network of AWS");
            }
            allowed.right(handler, "kms:Decrypt", "the key", "on LocalStack secrets have AWS's own key");
        }
        for (var handler : FED) {
            for (var action : RECEIVE) {
                allowed.right(handler, action, "its queue", "SAM gives it AWSLambdaSQSQueueExecutionRole");
            }
        }
        return allowed.reasons;
    }

    /** Between the cloud's templates and the embedded stack, rights left out: nobody asks for them there. */
    static Map<String, String> withEmbedded() {
        var allowed = new AllowedDifferences().emulatedOutside();
        for (var handler : all()) {
            allowed.add(
                    handler + " memory", "on AWS memory buys processor time; here it is heap, and costs the laptop");
        }
        allowed.add(READER + " timeout", "two cores do everything here, and a photo waits for its turn");
        allowed.add(RECONCILE + " runs at", "who tries it waits a minute, not five");
        for (var handler : List.of(DEAD_PHOTOS, REPLAY)) {
            allowed.add(
                    handler + " queue hides a message for",
                    "here a person kills workers, and waits; one setting shortens all queues");
        }
        allowed.add(REPLAY + " queue gives at once", "the poller hands over one message at a time");
        for (var handler : FED) {
            allowed.add(handler + " queue takes failures one by one", "with one message a call there is no batch");
        }
        allowed.add("table expiry", "DynamoDB Local forgets nothing in a table with an index");
        allowed.add("bucket tells of", "the emulator tells of every way in which an object comes, and of nothing else");
        return allowed.reasons;
    }

    private AllowedDifferences emulatedOutside() {
        for (var handler : INGEST) {
            told(handler, "TWILIO_API_ORIGIN", "in the cloud it is Twilio's own, the default");
            told(handler, "MEDIA_REDIRECT_ORIGINS", "likewise");
        }
        for (var handler : all()) {
            told(handler, "PHOTO_BUCKET_PATH_STYLE", "an emulator is reached without a name per bucket");
        }
        return this;
    }

    private void told(String handler, String variable, String because) {
        add(handler + " is told " + variable, because);
    }

    private void right(String handler, String action, String kind, String because) {
        add(handler + " may " + action + " on " + kind, because);
    }

    private void add(String name, String because) {
        reasons.put(name, because);
    }

    static List<String> all() {
        return List.of(WEBHOOK, INGEST.get(1), RECONCILE, REPLAY, READER, DEAD_PHOTOS);
    }

    private static List<String> handlers(String folder, String... names) {
        return List.of(names).stream().map(folder::concat).toList();
    }
}
