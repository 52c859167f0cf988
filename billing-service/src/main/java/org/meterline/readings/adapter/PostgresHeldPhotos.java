package org.meterline.readings.adapter;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.readings.domain.HeldPhotos;

/** Held photos in PostgreSQL, each with the event that it came with. */
@Singleton
final class PostgresHeldPhotos implements HeldPhotos {

    private static final String HOLD = """
            insert into readings.held_photo (photo_id, reason, identities, event, held_at, expires_at)
            values (?, ?, ?, ?::jsonb, ?, ?)
            on conflict (tenant_id, photo_id) do update set reason = excluded.reason
            """;

    private static final String OF_SENDER = """
            select event from readings.held_photo
            where identities && ? and reason = ?
            order by (event ->> 'receivedAt')::timestamptz, photo_id limit 100
            """;

    private static final String EXPIRED =
            "select event from readings.held_photo where photo_id = ? and expires_at <= ?";

    private static final String RELEASE = "delete from readings.held_photo where photo_id = ?";

    private final JdbcOperations jdbc;
    private final ObjectMapper json;

    PostgresHeldPhotos(JdbcOperations jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void hold(ReadingCaptured photo, Reason reason, Instant now, Instant expiresAt) {
        var event = write(photo);
        var held = jdbc.prepareStatement(HOLD, insert -> {
            insert.setString(1, photo.photoId());
            insert.setString(2, reason.name());
            insert.setArray(3, insert.getConnection().createArrayOf("text", names(photo.contact())));
            insert.setString(4, event);
            insert.setObject(5, now.atOffset(ZoneOffset.UTC));
            insert.setObject(6, expiresAt.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate();
        });
        if (held != 1) {
            throw new IllegalStateException("photo " + photo.photoId() + " was not held");
        }
    }

    @Override
    public List<ReadingCaptured> of(List<ContactIdentity> sender, Reason reason) {
        return jdbc.prepareStatement(OF_SENDER, select -> {
            select.setArray(1, select.getConnection().createArrayOf("text", names(sender)));
            select.setString(2, reason.name());
            var photos = new ArrayList<ReadingCaptured>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    photos.add(read(rows.getString("event")));
                }
            }
            return photos;
        });
    }

    @Override
    public Optional<ReadingCaptured> expired(String photoId, Instant now) {
        return jdbc.prepareStatement(EXPIRED, select -> {
            select.setString(1, photoId);
            select.setObject(2, now.atOffset(ZoneOffset.UTC));
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows.getString("event"))) : Optional.empty();
            }
        });
    }

    @Override
    public boolean release(String photoId) {
        return jdbc.prepareStatement(RELEASE, delete -> {
            delete.setString(1, photoId);
            return delete.executeUpdate() == 1;
        });
    }

    private static Object[] names(List<ContactIdentity> sender) {
        return sender.stream()
                .map(identity -> identity.type() + ":" + identity.value())
                .toArray();
    }

    private String write(ReadingCaptured photo) {
        try {
            return json.writeValueAsString(photo);
        } catch (IOException failure) {
            throw new UncheckedIOException("photo " + photo.photoId() + " has no JSON", failure);
        }
    }

    private ReadingCaptured read(String event) {
        try {
            return Objects.requireNonNull(json.readValue(event, ReadingCaptured.class));
        } catch (IOException failure) {
            throw new UncheckedIOException("a held photo does not parse", failure);
        }
    }
}
