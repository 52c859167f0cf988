package org.meterline.operations.trace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.store.Database;

/** What PostgreSQL says of a message, table by table. No query asks for a number, a name or a word. */
final class StoredRows {

    private final Database database;
    private final String messageId;
    private final List<Moment> moments = new ArrayList<>();
    private final List<String> waits = new ArrayList<>();
    private String tenant = "";

    StoredRows(Database database, String messageId) {
        this.database = database;
        this.messageId = messageId;
    }

    StoredRows read() {
        readTenant();
        readConversation();
        readReadings();
        readReview();
        readAnswers();
        readOutbox();
        readDeadLetters();
        return this;
    }

    String tenant() {
        return tenant;
    }

    List<Moment> moments() {
        return moments;
    }

    List<String> waits() {
        return waits;
    }

    private void readTenant() {
        database.forEach("""
                select code from tenants.tenant where tenant_id in (
                    select tenant_id from conversation.inbound where message_id = ?
                    union select tenant_id from readings.verdict where message_id = ?)
                """, row -> tenant = row.getString("code"), messageId, messageId);
    }

    private void readConversation() {
        database.forEach(
                """
                select part_id, kind, heard_at, status, attempts, due_at, done_at, outcome from conversation.inbound
                where message_id = ? order by id
                """,
                row -> {
                    var part = row.getString("part_id");
                    add(row, "heard_at", "conversation", part, "heard: " + row.getString("kind"));
                    switch (row.getString("status")) {
                        case "WAITING" ->
                            waits.add("part " + part + " waits for its contact's worker, at " + time(row, "due_at")
                                    + " after " + row.getInt("attempts") + " failed attempts");
                        case "DEAD" -> add(row, "done_at", "conversation", part, "given up, with an apology");
                        default -> {
                            if (row.getString("outcome") != null) {
                                add(row, "done_at", "conversation", part, "answered: " + row.getString("outcome"));
                            }
                        }
                    }
                },
                messageId);
    }

    private void readReadings() {
        database.forEach(
                """
                select event_id, heard_at from platform.inbox where event_id like ? || '%' order by heard_at
                """, row -> add(row, "heard_at", "inbox", null, "heard once: " + row.getString("event_id")), messageId);
        database.forEach(
                """
                select photo_id, verdict, code, reviewed, said_at from readings.verdict where message_id = ? order by id
                """,
                row -> {
                    var code = row.getString("code");
                    var by = row.getBoolean("reviewed") ? ", by a person" : "";
                    add(
                            row,
                            "said_at",
                            "readings",
                            row.getString("photo_id"),
                            row.getString("verdict") + (code == null ? "" : " " + code) + by);
                },
                messageId);
        database.forEach(
                """
                select id, photo_id, source, recorded_at from readings.reading where source_message_id = ?
                order by recorded_at
                """,
                row -> add(
                        row,
                        "recorded_at",
                        "readings",
                        row.getString("photo_id"),
                        "reading " + row.getString("id") + ", " + row.getString("source")),
                messageId);
        database.forEach(
                """
                select photo_id, reader_version, reason, heard_at from readings.later_result where message_id = ?
                order by heard_at
                """,
                row -> {
                    var reason = row.getString("reason");
                    add(
                            row,
                            "heard_at",
                            "readings",
                            row.getString("photo_id"),
                            "kept beside, without effect: version " + row.getString("reader_version") + " "
                                    + (reason == null ? "read it" : "could not read it, " + reason));
                },
                messageId);
        database.forEach(
                """
                select photo_id, reason, held_at, expires_at from readings.held_photo where photo_id = ? or photo_id like ? || '-%'
                """,
                row -> {
                    add(row, "held_at", "readings", row.getString("photo_id"), "held: " + row.getString("reason"));
                    waits.add("photo " + row.getString("photo_id") + " waits for an answer of its sender ("
                            + row.getString("reason") + "), until " + time(row, "expires_at"));
                },
                messageId,
                messageId);
    }

    private void readReview() {
        database.forEach(
                """
                select photo_id, code, status, doubted_at, decided_at, expires_at from review.doubt where message_id = ?
                """,
                row -> {
                    var photo = row.getString("photo_id");
                    add(row, "doubted_at", "review", photo, "doubted: " + row.getString("code"));
                    add(row, "decided_at", "review", photo, "a person: " + row.getString("status"));
                    if ("WAITING".equals(row.getString("status"))) {
                        waits.add("photo " + photo + " waits for a person, until " + time(row, "expires_at"));
                    }
                },
                messageId);
    }

    private void readAnswers() {
        database.forEach("""
                select id, purpose, channel, about_photo_id, status, attempts, created_at, called_at, taken_at, due_at, unsure,
                    error_code, note, provider_message_id, updated_at
                from messaging.outbound where about_message_id = ? order by seq
                """, this::answer, messageId);
        database.forEach(
                """
                select outbound_id, about_photo_id, event.status, event.error_code, event.received_at
                from messaging.delivery_event event join messaging.outbound sent on sent.id = event.outbound_id
                where sent.about_message_id = ? order by event.id
                """,
                row -> {
                    var code = row.getString("error_code");
                    add(
                            row,
                            "received_at",
                            "messaging",
                            row.getString("about_photo_id"),
                            "callback of " + row.getString("outbound_id") + ": " + row.getString("status")
                                    + (code == null ? "" : ", error " + code));
                },
                messageId);
    }

    private void answer(ResultSet row) throws SQLException {
        var id = row.getString("id");
        var part = row.getString("about_photo_id");
        add(row, "created_at", "messaging", part, "answer " + id + " queued: " + row.getString("purpose"));
        add(row, "called_at", "messaging", part, "provider called for " + id + ", attempt " + row.getInt("attempts"));
        add(row, "taken_at", "messaging", part, "provider has it as " + row.getString("provider_message_id"));
        var code = row.getString("error_code");
        var because = code == null ? "" : " after error " + code;
        switch (row.getString("status")) {
            case "QUEUED" -> waits.add("answer " + id + " is to be sent at " + time(row, "due_at") + because);
            case "SENDING" ->
                waits.add(
                        row.getBoolean("unsure")
                                ? "nobody knows whether answer " + id
                                        + " was sent: the provider is asked before it is sent again"
                                : "answer " + id + " is being sent");
            case "FAILED", "UNDELIVERABLE" -> {
                var note = row.getString("note");
                var end = "answer " + id + " is " + row.getString("status") + because;
                add(row, "updated_at", "messaging", part, note == null ? end : end + ", " + note);
            }
            default -> {}
        }
    }

    private void readOutbox() {
        database.forEach(
                """
                select part_id, outcome, written_at, due_at, attempts from platform.outgoing_outcome where message_id = ?
                """,
                row -> waits.add("outcome " + row.getString("outcome") + " of part " + row.getString("part_id")
                        + " is carried to the message table at " + time(row, "due_at") + ", " + row.getInt("attempts")
                        + " failed attempts"),
                messageId);
        database.forEach(
                """
                select event_id, due_at, attempts from platform.outgoing_event where message_id = ?
                """,
                row -> waits.add("event " + row.getString("event_id") + " is carried to the broker at "
                        + time(row, "due_at") + ", " + row.getInt("attempts") + " failed attempts"),
                messageId);
    }

    private void readDeadLetters() {
        database.forEach(
                """
                select id, queue, event_id, attempts, last_failure, died_at, told_at, status from deadletters.dead_letter
                where message_id = ? order by seq
                """,
                row -> {
                    var letter = row.getString("id");
                    add(
                            row,
                            "died_at",
                            "dead letters",
                            null,
                            row.getString("queue") + " gave it up after " + row.getInt("attempts") + " attempts: "
                                    + row.getString("last_failure"));
                    add(row, "told_at", "dead letters", null, "the customer was told");
                    if ("WAITING".equals(row.getString("status"))) {
                        waits.add("dead letter " + letter + " waits to be replayed or discarded");
                    }
                },
                messageId);
    }

    private void add(ResultSet row, String column, String store, @Nullable String part, String what)
            throws SQLException {
        var at = time(row, column);
        if (at != null) {
            moments.add(new Moment(at, store, part, what));
        }
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
