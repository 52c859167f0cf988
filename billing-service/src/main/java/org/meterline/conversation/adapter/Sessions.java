package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.meterline.conversation.domain.Dialogue;
import org.meterline.conversation.domain.State;
import org.meterline.customers.ContactId;
import org.meterline.platform.Sql;

/** Where each talk has got to. Only a contact's one worker reads and writes it. */
@Singleton
class Sessions {

    private static final String SAVE = """
            insert into conversation.session (contact_id, state, dialogue, since, link_failures, failed_at, agent_wanted_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, contact_id) do update set state = excluded.state, dialogue = excluded.dialogue,
                since = excluded.since, link_failures = excluded.link_failures, failed_at = excluded.failed_at,
                agent_wanted_at = coalesce(excluded.agent_wanted_at, conversation.session.agent_wanted_at)
            """;

    private final Sql sql;
    private final ConversationSettings settings;

    Sessions(Sql sql, ConversationSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    /**
     * A talk.
     *
     * @param since when the state was reached
     * @param failures how often account and serial did not fit together lately
     * @param agentWantedAt when a person was asked for; null when nobody was
     */
    record Session(
            State state,
            Instant since,
            int failures,
            @Nullable Instant failedAt,
            @Nullable Instant agentWantedAt) {

        Session at(State next, Instant now) {
            return new Session(next, now, failures, failedAt, agentWantedAt);
        }

        Session failed(Instant now) {
            return new Session(state, since, failures + 1, now, agentWantedAt);
        }

        Session wantingAgent(Instant now) {
            return new Session(state, since, failures, failedAt, now);
        }
    }

    /** The talk with a contact; a new one when it is too old or was led by another version. */
    Session of(ContactId contact, Instant now) {
        var forgotten = now.minus(settings.sessionLength());
        return sql.one(
                        "select * from conversation.session where contact_id = ?",
                        row -> {
                            var since = Objects.requireNonNull(Sql.instant(row, "since"));
                            var failedAt = Sql.instant(row, "failed_at");
                            var current = row.getInt("dialogue") == Dialogue.VERSION && since.isAfter(forgotten);
                            var lately = failedAt != null && failedAt.isAfter(forgotten);
                            return new Session(
                                    current ? Json.state(row.getString("state")) : new State.Idle(),
                                    since,
                                    lately ? row.getInt("link_failures") : 0,
                                    failedAt,
                                    Sql.instant(row, "agent_wanted_at"));
                        },
                        contact.value())
                .orElseGet(() -> new Session(new State.Idle(), now, 0, null, null));
    }

    void save(ContactId contact, Session session) {
        sql.update(
                SAVE,
                contact.value(),
                Json.write(session.state()),
                Dialogue.VERSION,
                session.since(),
                session.failures(),
                session.failedAt(),
                session.agentWantedAt());
    }
}
