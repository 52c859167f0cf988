package org.meterline.ingest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An environment variable of the handlers. The names are the constants; the AWS SDK reads its own besides. */
public enum Setting {
    MESSAGE_TABLE("The DynamoDB table of messages.", null),
    PHOTO_BUCKET("The S3 bucket of photos and other files.", null),
    PHOTO_BUCKET_PATH_STYLE("Whether the bucket is in the path of its URL, as most emulators of S3 want it.", "false"),
    BROKER_ENDPOINT("The broker: amqps://host:5671, amqp:// only on one machine; a path is the virtual host.", null),
    BROKER_SECRET_ID("The secret with the broker's user: {\"username\",\"password\"}.", null),
    PUBLIC_BASE_URL("What Twilio was given before /webhooks: origin and stage, no trailing slash, no query.", null),
    TWILIO_SECRET_ID("The secret with every account's auth tokens, primary first: {\"AC…\":[\"…\",\"…\"]}.", null),
    TWILIO_API_ORIGIN(
            "Twilio's API, where media live too: the only origin that ever sees an auth token.",
            "https://api.twilio.com"),
    MEDIA_REDIRECT_ORIGINS(
            "Where media may be redirected to: exact origins, separated by commas.", "https://mms.twiliocdn.com"),
    RECONCILE_HOURS("How far back Twilio's messages are compared with ours; 0 for not at all.", "4"),
    RECONCILE_NUMBERS(
            "Our receiving numbers in E.164, separated by commas, where an account has others; blank when all are ours.",
            ""),
    MESSAGE_RETENTION_DAYS("How long the message table keeps a message.", "400");

    private final String meaning;
    private final @Nullable String fallback;

    Setting(String meaning, @Nullable String fallback) {
        this.meaning = meaning;
        this.fallback = fallback;
    }

    /** What it is for, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Its value when it is not set; null for one that must be set. */
    public @Nullable String fallback() {
        return fallback;
    }

    /** Its value in an environment. A blank value counts as none. */
    public String in(Map<String, String> environment) {
        var value = environment.get(name());
        if (value != null && !value.isBlank()) {
            return value.strip();
        }
        if (fallback == null) {
            throw new IllegalStateException("the environment lacks " + name() + ": " + meaning);
        }
        return fallback;
    }
}
