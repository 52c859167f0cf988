package org.meterline.deadletters.adapter;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.DeadLetter;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;

/** The tables of dead letters and of what staff decided about them, in whatever transaction there is. */
@Singleton
class DeadLetterRows {

    private static final String KEEP = """
            insert into deadletters.dead_letter (id, tenant_id, queue, event_id, life, type, message_id, attempts,
                first_failure, last_failure, attributes, body, died_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
            on conflict on constraint one_letter_per_death do nothing
            """;
    private static final String COME_AGAIN = """
            update deadletters.dead_letter set status = 'WAITING', attempts = ?, last_failure = ?, attributes = ?::jsonb,
                body = ?, died_at = ?
            where queue = ? and event_id = ? and life = ? and status = 'DISCARDED'
            """;
    private static final String KEPT = """
            select id, told_at is not null or life > 0 as is_told, tellings from deadletters.dead_letter
            where queue = ? and event_id = ? and life = ?
            """;
    private static final String TOLD =
            "update deadletters.dead_letter set told_at = ? where id = ? and told_at is null";
    private static final String LIST = """
            select * from deadletters.dead_letter
            where (?::text is null or status = ?) and (?::text is null or queue = ?) and seq > ?
            order by seq limit ?
            """;
    private static final String SETTLE =
            "update deadletters.dead_letter set status = ?, body = null where id = ? and status = 'WAITING'";
    private static final String DECIDE = """
            insert into deadletters.decision (tenant_id, letter_id, decision, decided_by, reason, decided_at)
            values (?, ?, ?, ?, ?, ?)
            """;
    private static final String DECISIONS = "select * from deadletters.decision where letter_id = ? order by id";
    private static final Argument<Map<String, String>> ATTRIBUTES = Argument.mapOf(String.class, String.class);

    private final Sql sql;
    private final ObjectMapper json;

    DeadLetterRows(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** What staff may do with a letter. */
    enum Status {
        /** Nobody has decided. */
        WAITING,
        /** It was put back into its queue. */
        REPLAYED,
        /** It was thrown away. */
        DISCARDED
    }

    /** A letter that is in the table now, whether its customer was told, and how often that was tried in vain. */
    record Kept(UUID id, boolean isTold, int tellings) {}

    /** A letter without what it says. */
    record Letter(
            UUID id,
            long seq,
            TenantId tenant,
            String queue,
            String eventId,
            int life,
            @Nullable String type,
            @Nullable String messageId,
            int attempts,
            @Nullable String firstFailure,
            String lastFailure,
            Instant diedAt,
            @Nullable Instant toldAt,
            Status status) {}

    /** What somebody decided about a letter. */
    record Decision(Status decision, String by, @Nullable String reason, Instant at) {}

    /** Keeps a letter, once per death. One that was thrown away and died again waits again. */
    Kept keep(DeadLetter letter, TenantId tenant, Instant now) {
        var attributes = write(letter.attributes());
        var added = sql.update(
                KEEP,
                UUID.randomUUID(),
                tenant.value(),
                letter.queue(),
                letter.eventId(),
                letter.life(),
                letter.type(),
                letter.messageId(),
                letter.attempts(),
                letter.firstFailure(),
                letter.lastFailure(),
                attributes,
                letter.body(),
                now);
        if (added == 0) {
            sql.update(
                    COME_AGAIN,
                    letter.attempts(),
                    letter.lastFailure(),
                    attributes,
                    letter.body(),
                    now,
                    letter.queue(),
                    letter.eventId(),
                    letter.life());
        }
        return sql.one(
                        KEPT,
                        row -> new Kept(
                                row.getObject("id", UUID.class), row.getBoolean("is_told"), row.getInt("tellings")),
                        letter.queue(),
                        letter.eventId(),
                        letter.life())
                .orElseThrow();
    }

    /** True for the one who tells. */
    boolean markTold(UUID id, Instant now) {
        return sql.update(TOLD, now, id) == 1;
    }

    void countTelling(UUID id) {
        sql.update("update deadletters.dead_letter set tellings = tellings + 1 where id = ?", id);
    }

    /** Letters in the order they came in, after a place; null means any. */
    List<Letter> list(@Nullable Status status, @Nullable String queue, long after, int limit) {
        return sql.list(LIST, DeadLetterRows::letter, status, status, queue, queue, after, limit);
    }

    Optional<Letter> withId(UUID id) {
        return sql.one("select * from deadletters.dead_letter where id = ?", DeadLetterRows::letter, id);
    }

    /** Likewise, and nobody else may decide about it until the transaction ends. */
    Optional<Letter> lock(UUID id) {
        return sql.one("select * from deadletters.dead_letter where id = ? for update", DeadLetterRows::letter, id);
    }

    /** The headers of a letter. */
    Map<String, String> attributes(UUID id) {
        return sql.one(
                        "select attributes from deadletters.dead_letter where id = ?",
                        row -> read(row.getString("attributes")),
                        id)
                .orElseThrow();
    }

    /** What a letter says; there until it is settled. */
    byte[] body(UUID id) {
        return sql.one("select body from deadletters.dead_letter where id = ?", row -> row.getBytes("body"), id)
                .orElseThrow();
    }

    /** Ends a letter that waits: what it says is kept no longer, who decided and why is. */
    void settle(Letter letter, Status decision, String by, @Nullable String reason, Instant now) {
        if (sql.update(SETTLE, decision, letter.id()) != 1) {
            throw new IllegalStateException("dead letter " + letter.id() + " was settled while it was locked");
        }
        sql.update(DECIDE, letter.tenant().value(), letter.id(), decision, by, reason, now);
    }

    List<Decision> decisions(UUID id) {
        return sql.list(
                DECISIONS,
                row -> new Decision(
                        Status.valueOf(row.getString("decision")),
                        row.getString("decided_by"),
                        row.getString("reason"),
                        Objects.requireNonNull(Sql.instant(row, "decided_at"))),
                id);
    }

    private static Letter letter(ResultSet row) throws SQLException {
        return new Letter(
                row.getObject("id", UUID.class),
                row.getLong("seq"),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("queue"),
                row.getString("event_id"),
                row.getInt("life"),
                row.getString("type"),
                row.getString("message_id"),
                row.getInt("attempts"),
                row.getString("first_failure"),
                row.getString("last_failure"),
                Objects.requireNonNull(Sql.instant(row, "died_at")),
                Sql.instant(row, "told_at"),
                Status.valueOf(row.getString("status")));
    }

    private String write(Map<String, String> attributes) {
        try {
            return json.writeValueAsString(ATTRIBUTES, attributes);
        } catch (IOException failure) {
            throw new UncheckedIOException("headers without JSON", failure);
        }
    }

    private Map<String, String> read(String attributes) {
        try {
            return Objects.requireNonNull(json.readValue(attributes, ATTRIBUTES));
        } catch (IOException failure) {
            throw new UncheckedIOException("stored headers do not parse", failure);
        }
    }
}
