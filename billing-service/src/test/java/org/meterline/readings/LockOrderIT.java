package org.meterline.readings;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.Readings;

/** Two people who speak for the same meters become known at the same moment: neither waits for the other in a ring. */
class LockOrderIT {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    /** Long enough to tell a meter by, and far enough apart. */
    private static final String SERIAL = "MK4711A";

    private static final String OTHER_SERIAL = "ZX9023B";

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final TenantTransactions transactions = service.bean(TenantTransactions.class);
    private final Sql sql = service.bean(Sql.class);
    private final Utility utility = utility();

    @Test
    void photos_of_shared_meters_are_released_in_one_order() throws Exception {
        var one = utility.newPerson();
        var other = utility.newPerson();
        hold(one, SERIAL, OTHER_SERIAL);
        hold(other, OTHER_SERIAL, SERIAL);
        var meter = utility.metersOf(one, SERIAL, OTHER_SERIAL).getFirst();
        utility.letSpeak(other, meter);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var released = threads.invokeAll(List.of(releaseOf(one), releaseOf(other)));

            assertThat(released.getFirst().get()).isEqualTo(2);
            assertThat(released.getLast().get()).isEqualTo(2);
        }
        assertThat(service.bean(Meeting.class).invited)
                .hasSize(4)
                .allSatisfy(photo -> assertThat(service.bean(NewsSeen.class).of(photo))
                        .last()
                        .isNotInstanceOf(PhotoNews.WhichMeter.class)); // it was judged on a meter
    }

    private Callable<Integer> releaseOf(List<ContactIdentity> person) {
        return () -> service.bean(ReleaseHeldPhotos.class).release(utility.tenant, person);
    }

    private void hold(List<ContactIdentity> person, String first, String second) {
        hold(photo(person, first, NOW));
        hold(photo(person, second, NOW.plusSeconds(60)));
    }

    private void hold(ReadingCaptured photo) {
        service.bean(RecordReading.class).record(photo);
        assertThat(service.bean(NewsSeen.class).of(photo.photoId()))
                .singleElement()
                .isInstanceOf(PhotoNews.Held.class);
        service.bean(Meeting.class).invited.add(photo.photoId());
    }

    private ReadingCaptured photo(List<ContactIdentity> person, String serial, Instant at) {
        var sha256 = UUID.randomUUID().toString().replace("-", "").repeat(2);
        return utility.photo(person, "01300.5", "0.97", at, sha256, serial);
    }

    private Utility utility() {
        var tenant = service.newTenant();
        return new Utility(transactions, sql, service.bean(Readings.class), tenant.id(), tenant.receivingNumber());
    }

    /** Keeps a transaction that judged its first photo until the other one has, too, or waits for a lock of ours. */
    @Singleton
    static final class Meeting implements ApplicationEventListener<PhotoNews> {

        private final Set<String> invited = ConcurrentHashMap.newKeySet();
        private final CountDownLatch both = new CountDownLatch(2);

        @Override
        public void onApplicationEvent(PhotoNews news) {
            if (!invited.contains(news.photoId())) {
                return;
            }
            both.countDown();
            try (var connection = service.asService();
                    var look = connection.prepareStatement("select from pg_locks where not granted")) {
                ServiceUnderTest.awaitThat("the other one", () -> both.getCount() == 0 || finds(look));
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        }

        private static boolean finds(PreparedStatement look) {
            try (var rows = look.executeQuery()) {
                return rows.next();
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        }
    }
}
