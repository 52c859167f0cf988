package org.meterline.contracts;

/**
 * The message table: one item per message, written by ingest (payload, photos), ocr (what was read) and billing (what came of
 * it). It is the audit and recovery store. Each state attribute only goes forward, by conditional updates.
 *
 * <p>Item: {@code messageId} (hash key); {@code receivedAt} (ISO-8601); {@code ingestState}; {@code accountSid};
 * {@code channel}; {@code receivingNumber}; {@code userPhone}?; {@code contact} (list of maps type, value); {@code raw} (the
 * body as it came, a {@link PackedText}); {@code route}, {@code claim} (ingest's own: the door it came by, and whose claim it is);
 * {@code text}?, {@code replyPayload}?, {@code optOutType}? (what the customer said, decoded);
 * {@code parts}, a map from part id to a map of {@code kind}, {@code number}, {@code contentType}?,
 * {@code s3Key}?, {@code sha256}?, {@code bytes}?, {@code ocrState}?, {@code reading}? (the event's JSON, a {@link PackedText}),
 * {@code ocr}? (an object of text, confidence, box, quality, readerVersion, durationMillis, as JSON, a {@link PackedText}),
 * {@code readAt}? (when ocr ended),
 * {@code furtherResults}? (what other reader versions made of the photo when it was replayed: a map from version to a map of
 * {@code ocrState}, {@code reading}, {@code ocr}, {@code readAt}; the part's own result stands),
 * {@code outcome}?, {@code settledAt}? (when the outcome came);
 * {@code storedAt}? (when its files were settled, where that was written down before it was told), {@code publishedAt}? (when it
 * was told); {@code traceparent}? (where in its trace the message was claimed, as W3C Trace Context writes it);
 * {@code unsettled}?; {@code expiresAt} (epoch seconds).
 *
 * <p>Items of before 2026-11-22 are as good as others: {@code raw} and {@code reading} are plain strings in them, {@code ocr} is a
 * map, and a part that is a file has its {@code mediaUrl}, which is in {@code raw} as well.
 *
 * <p>Why it is so small: a write costs one unit per kilobyte of the item, and one more where the index changes.
 */
public final class MessageTable {

    public static final String MESSAGE_ID = "messageId";
    public static final String RECEIVED_AT = "receivedAt";
    public static final String INGEST_STATE = "ingestState";
    public static final String ACCOUNT_SID = "accountSid";
    public static final String CHANNEL = "channel";
    public static final String RECEIVING_NUMBER = "receivingNumber";
    public static final String USER_PHONE = "userPhone";
    public static final String CONTACT = "contact";
    public static final String RAW = "raw";
    public static final String TEXT = "text";
    public static final String REPLY_PAYLOAD = "replyPayload";
    public static final String OPT_OUT_TYPE = "optOutType";
    public static final String PARTS = "parts";
    public static final String EXPIRES_AT = "expiresAt";
    public static final String STORED_AT = "storedAt";
    public static final String PUBLISHED_AT = "publishedAt";
    public static final String TRACEPARENT = "traceparent";

    /** Of a part. */
    public static final String KIND = "kind";

    public static final String NUMBER = "number";
    /** Only in old items. */
    public static final String MEDIA_URL = "mediaUrl";

    public static final String CONTENT_TYPE = "contentType";
    public static final String S3_KEY = "s3Key";
    public static final String SHA256 = "sha256";
    public static final String BYTES = "bytes";
    public static final String OCR_STATE = "ocrState";
    public static final String READING = "reading";
    public static final String OCR = "ocr";
    public static final String READ_AT = "readAt";
    public static final String FURTHER_RESULTS = "furtherResults";
    public static final String OUTCOME = "outcome";
    public static final String SETTLED_AT = "settledAt";

    /** The hash key of {@link #UNSETTLED_INDEX}: there until every part has an outcome and the message is published. */
    public static final String UNSETTLED = "unsettled";

    /**
     * The sparse index of messages that are not at rest: {@link #UNSETTLED}, then {@link #RECEIVED_AT}. It holds nothing but keys:
     * so it is written when a message comes and when it is at rest, and not with every change between.
     */
    public static final String UNSETTLED_INDEX = "unsettled";

    /** How many values {@link #UNSETTLED} is spread over, so that no index partition runs hot. */
    public static final int UNSETTLED_SHARDS = 8;

    private MessageTable() {}

    /** The value of {@link #UNSETTLED} for a message: {@code "0"} to {@code "7"}. */
    public static String unsettledShard(String messageId) {
        return Integer.toString(Math.floorMod(messageId.hashCode(), UNSETTLED_SHARDS));
    }

    /** How far ingest has come with a message. */
    public enum IngestState {
        /** The payload is kept; its files may not be. */
        RECEIVED,
        /** Every file is in the bucket, or known to be lost. */
        STORED,
        /** The broker confirmed {@code message.received}. */
        PUBLISHED
    }

    /** What the reader made of one photo. Absent until it finished. */
    public enum OcrState {
        READ,
        UNREADABLE,
        FAILED
    }

    /**
     * What came of one part of a message in the end. {@link #ANSWERED} may still become one of a photo's outcomes, and
     * {@link #FAILED} whatever comes of it when it is done after all.
     */
    public enum Outcome {
        /** A reading was accepted. */
        RECORDED,
        /** A reading waits for a person. */
        DOUBTED,
        /** A reading was turned down, with a reason. */
        REFUSED,
        /** There was no reading in the photo. */
        UNREADABLE,
        /** We failed; the customer was told. */
        FAILED,
        /** The customer got an answer. */
        ANSWERED,
        /** It changed something and needs no answer: an opt-out. */
        APPLIED,
        /** Nobody is there to answer, or nothing to say. */
        IGNORED,
        /** Billing was told, and what comes of it stands there: a status. */
        TOLD
    }
}
