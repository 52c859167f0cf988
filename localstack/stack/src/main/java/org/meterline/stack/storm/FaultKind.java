package org.meterline.stack.storm;

/** What can go wrong. */
enum FaultKind {
    BILLING_KILLED("kill -9 of billing"),
    RECEIVER_KILLED("kill -9 of ingest's workers"),
    READER_KILLED("kill -9 of OCR's workers"),
    BROKER_KILLED("kill -9 of RabbitMQ"),
    DATABASE_KILLED("kill -9 of PostgreSQL"),
    PART_PAUSED("SIGSTOP of a part"),
    LAMBDAS_FROZEN("lambdas frozen between requests"),
    DISK_ALARM("disk alarm on the broker"),
    CONNECTIONS_RESET("connections reset"),
    LINE_SLOW("latency on a line"),
    LINE_SILENT("black hole on a line"),
    TWILIO_BUSY("Twilio answers 429"),
    TWILIO_BROKEN("Twilio answers 500"),
    TWILIO_SILENT("Twilio does not answer"),
    MEDIA_BROKEN("media cannot be fetched"),
    TABLE_THROTTLED("DynamoDB throttles"),
    TABLE_BROKEN("DynamoDB answers 500"),
    BUCKET_THROTTLED("S3 says SlowDown"),
    BUCKET_BROKEN("S3 answers 500"),
    QUEUE_THROTTLED("SQS throttles"),
    QUEUE_BROKEN("SQS answers 500"),
    STATUSES_DISTURBED("statuses twice, lost, out of order"),
    WEBHOOKS_LOST("webhooks that never come");

    private final String words;

    FaultKind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
