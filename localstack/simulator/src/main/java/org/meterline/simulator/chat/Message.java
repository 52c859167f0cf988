package org.meterline.simulator.chat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of a chat.
 *
 * @param number its place among all messages, from 1
 * @param idempotencyToken the same on every delivery of one webhook; null for outbound messages
 * @param messagingServiceSid the service an outbound message was sent through
 * @param statusCallback where an outbound message's statuses are reported
 */
public record Message(
        String sid,
        long number,
        String accountSid,
        Direction direction,
        Address from,
        Address to,
        Content content,
        @Nullable String idempotencyToken,
        @Nullable String messagingServiceSid,
        @Nullable String statusCallback,
        Instant createdAt,
        Fate fate) {

    /** Seen from the utility. */
    public enum Direction {
        INBOUND,
        OUTBOUND;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a message says.
     *
     * @param body the text; empty when there is none
     * @param media files a customer sent; kept on the {@link MediaShelf}
     * @param mediaUrls files the utility sent, by their addresses
     * @param contentSid the template an outbound message was made from
     * @param fields what else a webhook says of an inbound message, by Twilio's names
     */
    public record Content(
            String body,
            List<Media> media,
            List<String> mediaUrls,
            @Nullable String contentSid,
            @Nullable String contentVariables,
            Map<String, String> fields) {

        public Content {
            media = List.copyOf(media);
            mediaUrls = List.copyOf(mediaUrls);
            fields = Map.copyOf(fields);
        }

        /** What people said does not belong in a log. */
        @Override
        public String toString() {
            return "content";
        }
    }

    /** A file of an inbound message. */
    public record Media(String sid, String contentType, long bytes) {}

    /**
     * What became of a message.
     *
     * @param webhook how the utility took an inbound message; null until it answered, and for outbound messages
     * @param reports statuses of an outbound message after the first, oldest first
     */
    public record Fate(
            Status status,
            @Nullable Integer errorCode,
            @Nullable Delivery webhook,
            List<Report> reports,
            @Nullable Instant sentAt,
            Instant updatedAt) {

        public Fate {
            reports = List.copyOf(reports);
        }

        /** The fate of a message that has only just come to be. */
        public static Fate begin(Status status, Instant at) {
            return new Fate(status, null, null, List.of(), status == Status.RECEIVED ? at : null, at);
        }
    }

    /**
     * How a webhook was taken.
     *
     * @param httpStatus of the last answer; 0 when there was none
     * @param errorCode Twilio's, 11200 when the webhook failed; null when it did not
     */
    public record Delivery(
            int httpStatus, int attempts, @Nullable Integer errorCode, long millis) {}

    /**
     * A status, and how its callback was taken.
     *
     * @param callback null until it was sent, and when nobody asked for it
     * @param dropped whether the callback was lost on purpose
     */
    public record Report(
            Status status, Instant at, @Nullable Delivery callback, boolean dropped) {}

    @JsonIgnore
    public boolean isInbound() {
        return direction == Direction.INBOUND;
    }

    /** The customer's end. */
    @JsonIgnore
    public Address customer() {
        return isInbound() ? from : to;
    }

    /** The utility's end. */
    @JsonIgnore
    public Address utility() {
        return isInbound() ? to : from;
    }

    /** Notes how the utility took the webhook. */
    public Message taken(Delivery delivery, Instant at) {
        return with(new Fate(fate.status, fate.errorCode, delivery, fate.reports, fate.sentAt, at));
    }

    /** Goes forward to a status, never backward, and notes it. */
    public Message reached(Status status, @Nullable Integer errorCode, Instant at) {
        var reports = new ArrayList<>(fate.reports);
        reports.add(new Report(status, at, null, false));
        var further = status.compareTo(fate.status) > 0 ? status : fate.status;
        var error = errorCode == null ? fate.errorCode : errorCode;
        return with(new Fate(further, error, fate.webhook, reports, fate.sentAt == null ? at : fate.sentAt, at));
    }

    /** Notes how a callback was taken; null when it was lost on purpose. */
    public Message reported(Status status, @Nullable Delivery callback) {
        var reports = fate.reports.stream()
                .map(report ->
                        report.status == status ? new Report(status, report.at, callback, callback == null) : report)
                .toList();
        return with(new Fate(fate.status, fate.errorCode, fate.webhook, reports, fate.sentAt, fate.updatedAt));
    }

    /** Without its text, as customers of Twilio redact. */
    public Message redacted() {
        return with(new Content("", content.media, content.mediaUrls, content.contentSid, null, Map.of()));
    }

    Message numbered(long number) {
        return new Message(
                sid,
                number,
                accountSid,
                direction,
                from,
                to,
                content,
                idempotencyToken,
                messagingServiceSid,
                statusCallback,
                createdAt,
                fate);
    }

    private Message with(Content changed) {
        return new Message(
                sid,
                number,
                accountSid,
                direction,
                from,
                to,
                changed,
                idempotencyToken,
                messagingServiceSid,
                statusCallback,
                createdAt,
                fate);
    }

    private Message with(Fate changed) {
        return new Message(
                sid,
                number,
                accountSid,
                direction,
                from,
                to,
                content,
                idempotencyToken,
                messagingServiceSid,
                statusCallback,
                createdAt,
                changed);
    }

    /** What people said and from where does not belong in a log. */
    @Override
    public String toString() {
        return sid;
    }
}
