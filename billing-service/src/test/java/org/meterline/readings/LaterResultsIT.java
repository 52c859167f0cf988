package org.meterline.readings;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingFailed;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.UnreadableReason;
import org.meterline.customers.MeterId;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.Readings;

/** A photo is replayed after the reader was changed: both results are kept, and only the first has any effect. */
class LaterResultsIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static ApplicationContext context;
    private static Utility utility;

    private final RecordReading recordReading = context.getBean(RecordReading.class);
    private final TenantTransactions transactions = context.getBean(TenantTransactions.class);
    private final Sql sql = context.getBean(Sql.class);
    private final MeterId meter;
    private final ReadingCaptured photo;

    @BeforeAll
    static void start() {
        System.setProperty("aws.region", "eu-central-1");
        var database = postgres.newDatabase();
        context = ApplicationContext.run(Map.ofEntries(
                Map.entry("DATABASE_URL", database.jdbcUrl()),
                Map.entry("DATABASE_PASSWORD", "app-password"),
                Map.entry("DATABASE_OWNER_USER", database.ownerUser()),
                Map.entry("DATABASE_OWNER_PASSWORD", database.ownerPassword()),
                Map.entry("BROKER_ENDPOINT", "amqp://127.0.0.1:1"),
                Map.entry("BROKER_USERNAME", "nobody"),
                Map.entry("BROKER_PASSWORD", "nothing"),
                Map.entry("MESSAGE_TABLE", "messages"),
                Map.entry("PHOTO_BUCKET", "photos"),
                Map.entry("PUBLIC_BASE_URL", "http://127.0.0.1:1")));
        utility = Utility.founded(
                context.getBean(TenantTransactions.class), context.getBean(Sql.class), context.getBean(Readings.class));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    LaterResultsIT() {
        var person = utility.newPerson();
        meter = utility.metersOf(person, "EM-" + System.nanoTime()).getFirst();
        utility.opening(meter, "01000.0", Instant.now().minus(30, ChronoUnit.DAYS));
        photo = utility.photo(person, "01300.5", "0.97", Instant.now());
    }

    @Test
    void what_a_later_reader_sees_is_kept_once_and_changes_nothing() {
        recordReading.record(photo);
        var before = effects();

        recordReading.record(readBy("test-2", "01380.5"));
        recordReading.record(readBy("test-2", "01380.5"));
        recordReading.record(unreadableBy("test-3"));
        recordReading.record(photo);

        assertThat(effects()).isEqualTo(before).contains("outbound photo.accepted", "outcome RECORDED");
        assertThat(utility.readingsOf(meter))
                .hasSize(2)
                .first()
                .satisfies(reading -> assertThat(reading.index()).hasToString("1300.500"));
        assertThat(laterResults()).containsExactly("test-2 01380.5 0.910", "test-3 GLARE");
    }

    @Test
    void what_was_judged_is_not_kept_beside_itself_however_late_it_is_told_again() {
        recordReading.record(photo);
        recordReading.record(readBy("test-2", "01380.5"));
        transactions.run(utility.tenant, () -> sql.update("delete from platform.inbox"));

        recordReading.record(photo);
        recordReading.record(readBy("test-2", "01380.5"));

        assertThat(laterResults()).containsExactly("test-2 01380.5 0.910");
    }

    @Test
    void a_later_reader_that_can_read_what_the_first_could_not_makes_no_reading_of_it() {
        recordReading.record(unreadableBy("test-1"));
        recordReading.record(readBy("test-2", "01380.5"));

        assertThat(effects())
                .contains("outbound photo.unreadable", "outcome UNREADABLE")
                .doesNotContain("outcome RECORDED");
        assertThat(utility.readingsOf(meter)).hasSize(1);
        assertThat(laterResults()).containsExactly("test-2 01380.5 0.910");
    }

    @Test
    void a_photo_that_the_first_reader_gave_up_becomes_what_the_later_one_reads() {
        recordReading.record(new ReadingFailed(
                photo.messageId(),
                null,
                photo.imageS3Key(),
                photo.receivedAt(),
                photo.photoId(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                "test-1"));
        recordReading.record(photo);

        assertThat(utility.readingsOf(meter)).hasSize(2);
        assertThat(laterResults()).isEmpty();
    }

    /** What customers, clerks and the message table get to know of the photo, in order. */
    private List<String> effects() {
        return transactions.in(
                utility.tenant,
                () -> sql.list(
                        """
                select 1 as place, id as number, 'verdict ' || verdict as it from readings.verdict where photo_id = ?
                union all select 2, seq, 'outbound ' || purpose from messaging.outbound where about_photo_id = ?
                union all select 3, id, 'outcome ' || outcome from platform.outgoing_outcome where part_id = ?
                union all select 4, 0, 'doubt ' || status || ' ' || index_thousandths from review.doubt where photo_id = ?
                union all select 5, 0, 'reading ' || index_thousandths from readings.reading where photo_id = ?
                order by 1, 2
                """,
                        row -> row.getString("it"),
                        photo.photoId(),
                        photo.photoId(),
                        photo.photoId(),
                        photo.photoId(),
                        photo.photoId()));
    }

    private List<String> laterResults() {
        return transactions.in(utility.tenant, () -> sql.list("""
                select reader_version || ' ' || coalesce(dial || ' ' || confidence, reason) as it
                from readings.later_result where photo_id = ? order by reader_version
                """, row -> row.getString("it"), photo.photoId()));
    }

    private ReadingCaptured readBy(String readerVersion, String dial) {
        var candidate = new Candidate(dial, new BigDecimal("0.91"), List.of());
        return new ReadingCaptured(
                photo.messageId(),
                null,
                null,
                dial,
                photo.imageS3Key(),
                candidate.confidence(),
                photo.receivedAt(),
                photo.photoId(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                List.of(candidate),
                photo.imageSha256(),
                null,
                null,
                List.of(),
                readerVersion);
    }

    private ReadingUnreadable unreadableBy(String readerVersion) {
        return new ReadingUnreadable(
                photo.messageId(),
                null,
                photo.imageS3Key(),
                photo.receivedAt(),
                photo.photoId(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                UnreadableReason.GLARE,
                readerVersion);
    }
}
