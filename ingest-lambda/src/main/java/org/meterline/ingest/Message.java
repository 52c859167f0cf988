package org.meterline.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.PhotoName;

/**
 * A message as it is kept. Route and raw payload are enough to understand it again, which is what the sweeper does.
 *
 * @param receivedAt when it was claimed, or sent where its webhook never came, in whole milliseconds: photos are filed and
 *     billed by it
 * @param raw the body as it came
 * @param parts what it consists of, in its own order
 * @param traceparent where in its trace it was claimed; null for one that an older version claimed
 */
record Message(
        Inbound inbound,
        Route route,
        Words raw,
        Instant receivedAt,
        IngestState state,
        List<Part> parts,
        @Nullable String traceparent) {

    Message {
        parts = List.copyOf(parts);
    }

    /** A message that has just come: nothing is left to fetch for one without files. */
    static Message received(Inbound inbound, Route route, String raw, Instant receivedAt) {
        var parts = partsOf(inbound);
        var state = parts.stream().anyMatch(Part::isWanted) ? IngestState.RECEIVED : IngestState.STORED;
        return new Message(inbound, route, new Words(raw), receivedAt, state, parts, null);
    }

    /** This message, claimed at a place in its trace. */
    Message tracedAt(@Nullable String place) {
        return new Message(inbound, route, raw, receivedAt, state, parts, place);
    }

    /** This message, of which everybody knows. */
    Message told() {
        return with(List.of(), IngestState.PUBLISHED);
    }

    String id() {
        return inbound.messageId();
    }

    /** This message with some parts in another condition. */
    Message with(List<Part> changed, IngestState newState) {
        var merged = new ArrayList<Part>();
        for (var part : parts) {
            merged.add(changed.stream()
                    .filter(candidate -> candidate.id().equals(part.id()))
                    .findFirst()
                    .orElse(part));
        }
        return new Message(inbound, route, raw, receivedAt, newState, merged, traceparent);
    }

    private static List<Part> partsOf(Inbound inbound) {
        return switch (inbound) {
            case Inbound.Photos photos -> photoParts(photos);
            case Inbound.Text text -> List.of(Part.of(text.messageId(), PartKind.TEXT));
            case Inbound.Reply reply -> List.of(Part.of(reply.messageId(), PartKind.REPLY));
            case Inbound.Location location -> List.of(Part.of(location.messageId(), PartKind.LOCATION));
            case Inbound.OptOut optOut -> List.of(Part.of(optOut.messageId(), PartKind.OPT_OUT));
            case Inbound.Status status -> List.of(Part.of(status.messageId(), PartKind.STATUS));
            case Inbound.Other other -> List.of(Part.of(other.messageId(), PartKind.OTHER));
        };
    }

    private static List<Part> photoParts(Inbound.Photos photos) {
        var parts = new ArrayList<Part>();
        for (var media : photos.media()) {
            var name = new PhotoName(photos.messageId(), parts.size() + 1);
            var kind = media.url() == null ? PartKind.LOST_MEDIA : PartKind.PHOTO;
            parts.add(new Part(name.id(), kind, name.number(), media.url(), media.contentType(), null));
        }
        return parts;
    }

    /**
     * One part of a message.
     *
     * @param id the photo's id for files, else the message's
     * @param number its place in the message, from 1
     * @param contentType of a stored file what it is, before that what the sender says
     * @param file where a stored file is
     */
    record Part(
            String id,
            PartKind kind,
            int number,
            @Nullable String mediaUrl,
            @Nullable String contentType,
            @Nullable StoredFile file) {

        static Part of(String id, PartKind kind) {
            return new Part(id, kind, 1, null, null, null);
        }

        /** Whether its file is still to be fetched. */
        boolean isWanted() {
            return kind == PartKind.PHOTO && file == null;
        }

        Part stored(FileType type, StoredFile stored) {
            var kindByBytes = type.isPhoto() ? PartKind.PHOTO : PartKind.UNSUPPORTED_MEDIA;
            return new Part(id, kindByBytes, number, mediaUrl, type.contentType(), stored);
        }

        Part lost() {
            return new Part(id, PartKind.LOST_MEDIA, number, mediaUrl, contentType, null);
        }
    }

    /**
     * A file in the bucket.
     *
     * @param sha256 lower-case hex
     */
    record StoredFile(String key, String sha256, long bytes) {}

    @Override
    public String toString() {
        return id() + " " + state;
    }
}
