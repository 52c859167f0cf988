package org.meterline.ocr;

/** A setting of the lambdas, by the name of its environment variable. */
public enum Setting {
    /** The message table. */
    MESSAGE_TABLE(true),
    /** The bucket that photos are kept in. */
    PHOTO_BUCKET(true),
    /** Where the broker listens: {@code amqps://host:5671}, and a virtual host as path if it is not {@code /}. */
    BROKER_ENDPOINT(true),
    /** The Secrets Manager secret with the broker's {@code {"username","password"}}. */
    BROKER_SECRET_ID(true),
    /** {@code true} for S3 servers that know buckets by path, not by host name. */
    PHOTO_BUCKET_PATH_STYLE(false);

    private final boolean required;

    Setting(boolean required) {
        this.required = required;
    }

    /** Whether a lambda refuses to start without it. */
    public boolean required() {
        return required;
    }
}
