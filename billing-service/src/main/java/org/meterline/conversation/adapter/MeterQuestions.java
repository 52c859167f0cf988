package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.customers.ContactId;
import org.meterline.customers.Meter;
import org.meterline.customers.MeterId;
import org.meterline.platform.Sql;

/**
 * "Which meter is it?", asked and not answered yet. Asking only adds rows and answering only removes them, so that photos and
 * words never wait for each other's locks.
 */
@Singleton
class MeterQuestions {

    private static final String ASK = """
            insert into conversation.meter_question (contact_id, message_id, photo_id, typed, meters, asked_at)
            values (?, ?, ?, ?, ?, ?) on conflict on constraint asked_once do nothing
            """;
    private static final String OLDEST = """
            select * from conversation.meter_question where contact_id = ? and asked_at > ? order by id limit 1
            """;

    private final Sql sql;
    private final ConversationSettings settings;

    MeterQuestions(Sql sql, ConversationSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    /**
     * An open question.
     *
     * @param typed the number that waits; null when it is a photo
     * @param meters in the order of the list that was sent
     */
    record Question(
            long id,
            String messageId,
            String photoId,
            @Nullable String typed,
            List<MeterId> meters,
            Instant askedAt) {

        @Override
        public String toString() {
            return "Question[" + photoId + "]";
        }
    }

    void ask(
            ContactId contact,
            String messageId,
            String photoId,
            @Nullable String typed,
            List<Meter> meters,
            Instant now) {
        var ids = meters.stream().map(meter -> meter.id().value()).toList();
        sql.update(ASK, contact.value(), messageId, photoId, typed, Json.write(ids), now);
    }

    /** The question of a contact that waits longest. */
    Optional<Question> oldest(ContactId contact, Instant now) {
        return sql.one(
                OLDEST,
                row -> new Question(
                        row.getLong("id"),
                        row.getString("message_id"),
                        row.getString("photo_id"),
                        row.getString("typed"),
                        Json.ids(row.getString("meters")).stream()
                                .map(MeterId::new)
                                .toList(),
                        Objects.requireNonNull(Sql.instant(row, "asked_at"))),
                contact.value(),
                now.minus(settings.sessionLength()));
    }

    void answered(Question question) {
        sql.update("delete from conversation.meter_question where id = ?", question.id());
    }

    /** Remembers which number waits, for a question that was asked about a typed one. */
    void waitsFor(String messageId, String typed) {
        sql.update("update conversation.meter_question set typed = ? where photo_id = ?", typed, messageId);
    }
}
