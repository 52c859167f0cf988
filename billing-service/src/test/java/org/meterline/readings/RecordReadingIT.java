package org.meterline.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.EventType;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingFailed;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.Topology;
import org.meterline.contracts.UnreadableReason;
import org.meterline.customers.Customers;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.platform.QueueListener;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.PhotoVerdict.Kind;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Verdicts;
import org.meterline.review.DecideDoubt;
import org.meterline.review.Decision;
import org.meterline.review.Doubt;
import org.meterline.review.domain.Doubts;

/** Readings on a real PostgreSQL, as the role that the service runs as. */
class RecordReadingIT {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String LOOK = "c3d1e0f09a5b7788".repeat(4);
    private static final Instant LAST_MONTH = NOW.minus(Duration.ofDays(30));

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static ApplicationContext context;

    /** Made before anyone asks for a tenant, because tenants are remembered. */
    private static final Deque<Utility> utilities = new ArrayDeque<>();

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
        for (var number = 0; number < 36; number++) {
            utilities.add(Utility.founded(
                    context.getBean(TenantTransactions.class),
                    context.getBean(Sql.class),
                    context.getBean(Readings.class)));
        }
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private final RecordReading recordReading = context.getBean(RecordReading.class);
    private final TenantTransactions transactions = context.getBean(TenantTransactions.class);
    private final Verdicts verdicts = context.getBean(Verdicts.class);
    private final NewsSeen news = context.getBean(NewsSeen.class);
    private final Utility utility = newUtility();

    private static Utility newUtility() {
        return utilities.removeFirst();
    }

    @Test
    void a_photo_delivered_three_times_at_once_becomes_one_reading_and_one_answer() throws Exception {
        var person = utility.newPerson();
        var meter = utility.metersOf(person, "EM-1").getFirst();
        utility.opening(meter, "01000.0", LAST_MONTH);
        var photo = utility.photo(person, "01300.5", "0.97", NOW);

        atOnce(IntStream.range(0, 3)
                .<Runnable>mapToObj(copy -> () -> recordReading.record(photo))
                .toList());

        assertThat(utility.readingsOf(meter)).hasSize(2).first().satisfies(reading -> {
            assertThat(reading.index()).hasToString("1300.500");
            assertThat(reading.consumption()).isEqualByComparingTo("300.5");
            assertThat(reading.sourceMessageId()).isEqualTo(photo.messageId());
            assertThat(reading.period()).hasToString("2026-11");
        });
        assertThat(news.of(photo.photoId())).singleElement().isInstanceOf(PhotoNews.Accepted.class);
        assertThat(utility.outcomesOf(photo.photoId())).containsExactly("RECORDED");
    }

    @Test
    void photos_of_one_meter_are_judged_one_after_the_other_and_other_meters_do_not_wait() throws Exception {
        var owner = utility.newPerson();
        var meter = utility.metersOf(owner, "EM-1").getFirst();
        utility.opening(meter, "01000.0", LAST_MONTH);
        var neighbour = utility.newPerson();
        var other = utility.metersOf(neighbour, "EM-2").getFirst();
        utility.opening(other, "01000.0", LAST_MONTH);
        var locked = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);

        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder = tasks.submit(() -> transactions.run(utility.tenant, () -> {
                assertThat(context.getBean(Customers.class).lockMeter(meter)).isPresent();
                locked.countDown();
                await(letGo);
            }));
            assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
            var waits = tasks.submit(() -> recordReading.record(utility.photo(owner, "01300.0", "0.97", NOW)));

            tasks.submit(() -> recordReading.record(utility.photo(neighbour, "01300.0", "0.97", NOW)))
                    .get(10, TimeUnit.SECONDS);

            assertThat(utility.readingsOf(other)).hasSize(2);
            assertThat(utility.readingsOf(meter)).hasSize(1);
            letGo.countDown();
            waits.get(10, TimeUnit.SECONDS);
            holder.get(10, TimeUnit.SECONDS);
        }
        assertThat(utility.readingsOf(meter)).hasSize(2);
    }

    @Test
    void the_photo_of_an_unknown_sender_waits_until_they_are_linked() {
        var stranger = utility.newPerson();
        var photo = utility.photo(stranger, "01300.0", "0.97", NOW);

        recordReading.record(photo);

        assertThat(news.of(photo.photoId())).singleElement().isInstanceOf(PhotoNews.Held.class);
        assertThat(verdictOn(photo).kind()).isEqualTo(Kind.HELD);
        assertThat(release(stranger)).isZero();

        var meter = utility.metersOf(stranger, "EM-1").getFirst();
        assertThat(release(stranger)).isEqualTo(1);
        assertThat(release(stranger)).isZero();

        assertThat(utility.readingsOf(meter)).hasSize(1);
        assertThat(news.of(photo.photoId())).last().isInstanceOf(PhotoNews.Accepted.class);
        assertThat(utility.outcomesOf(photo.photoId())).containsExactly("ANSWERED", "RECORDED");
    }

    @Test
    void the_customer_is_asked_which_meter_and_the_photo_waits_for_the_answer() {
        var person = utility.newPerson();
        var meters = utility.metersOf(person, "EM-1", "EM-2");
        var photo = utility.photo(person, "01300.0", "0.97", NOW);
        var chooseMeter = context.getBean(ChooseMeter.class);

        recordReading.record(photo);

        assertThat(news.of(photo.photoId()))
                .singleElement()
                .isInstanceOfSatisfying(
                        PhotoNews.WhichMeter.class,
                        asked -> assertThat(asked.meters()).hasSize(2));
        var foreign = newUtility().metersOf(utility.newPerson(), "EM-9").getFirst();
        assertThat(chooseMeter.choose(utility.tenant, person, foreign, photo.photoId()))
                .isZero();
        assertThat(chooseMeter.choose(utility.tenant, person, meters.get(1), photo.photoId()))
                .isEqualTo(1);
        assertThat(chooseMeter.choose(utility.tenant, person, meters.get(1), photo.photoId()))
                .isZero();
        assertThat(utility.readingsOf(meters.get(1))).hasSize(1);
        assertThat(utility.readingsOf(meters.get(0))).isEmpty();
    }

    @Test
    void a_doubted_photo_is_reviewed_once_and_becomes_a_reading() {
        var person = utility.newPerson();
        var meter = utility.metersOf(person, "EM-1").getFirst();
        utility.opening(meter, "01000.0", LAST_MONTH);
        var photo = utility.photo(person, "00900.0", "0.97", NOW);
        var decideDoubt = context.getBean(DecideDoubt.class);

        recordReading.record(photo);

        assertThat(utility.outcomesOf(photo.photoId())).containsExactly("DOUBTED");
        var doubt = onlyDoubt(utility);
        assertThat(doubt.code()).isEqualTo(DoubtCode.BELOW_PREVIOUS);
        assertThat(doubt.evidence().of(Fact.PREVIOUS_INDEX)).contains("1000.0");
        assertThat(doubt.candidates()).isEqualTo(photo.candidates());
        assertThat(utility.readingsOf(meter)).hasSize(1);

        var correct = new Decision.Correct(MeterIndex.parse("01090.0").orElseThrow());
        assertThat(decideDoubt.decide(utility.tenant, doubt.id(), correct, "clerk"))
                .isInstanceOf(DecideDoubt.Outcome.Done.class);
        assertThat(decideDoubt.decide(utility.tenant, doubt.id(), correct, "clerk"))
                .isInstanceOf(DecideDoubt.Outcome.Done.class);
        assertThat(decideDoubt.decide(utility.tenant, doubt.id(), new Decision.Reject("no"), "other clerk"))
                .isInstanceOf(DecideDoubt.Outcome.DecidedDifferently.class);

        assertThat(utility.readingsOf(meter)).hasSize(2).first().satisfies(reading -> {
            assertThat(reading.source()).isEqualTo(ReadingSource.REVIEW);
            assertThat(reading.decidedBy()).isEqualTo("clerk");
            assertThat(reading.consumption()).isEqualByComparingTo("90");
        });
        assertThat(verdictOn(photo).kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(verdictOn(photo).reviewed()).isTrue();
    }

    @Test
    void a_correction_must_stand_on_the_dial() {
        var person = utility.newPerson();
        utility.metersOf(person, "EM-1");
        recordReading.record(utility.photo(person, "00900.0", "0.50", NOW));
        var correct = new Decision.Correct(MeterIndex.parse("100900.0").orElseThrow());

        assertThat(context.getBean(DecideDoubt.class)
                        .decide(utility.tenant, onlyDoubt(utility).id(), correct, "clerk"))
                .isInstanceOf(DecideDoubt.Outcome.NotOnThisDial.class);
    }

    @Test
    void the_same_picture_again_is_harmless_in_the_same_period_and_doubted_for_another() {
        var person = utility.newPerson();
        var meter = utility.metersOf(person, "EM-1").getFirst();
        utility.opening(meter, "01000.0", LAST_MONTH);
        var bytes = "ab".repeat(32);
        var first = utility.photo(person, "01300.0", "0.97", NOW, bytes, null);
        var again = utility.photo(person, "01300.0", "0.97", NOW.plusSeconds(90_000), bytes, null);
        var nextMonth = utility.photo(person, "01300.0", "0.97", NOW.plus(Duration.ofDays(20)), bytes, null);
        var neighbour = utility.newPerson();
        utility.metersOf(neighbour, "EM-2");
        var stolen = utility.photo(neighbour, "01300.0", "0.97", NOW, bytes, null);

        List.of(first, again, nextMonth, stolen).forEach(recordReading::record);

        assertThat(news.of(again.photoId()))
                .singleElement()
                .isInstanceOfSatisfying(PhotoNews.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(RefusalCode.ALREADY_RECEIVED);
                    assertThat(refused.evidence().of(Fact.INDEX)).contains("1300.0");
                });
        for (var doubtful : List.of(nextMonth, stolen)) {
            assertThat(news.of(doubtful.photoId()))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PhotoNews.Doubted.class,
                            doubted -> assertThat(doubted.code()).isEqualTo(DoubtCode.SAME_PHOTO));
        }
        assertThat(utility.readingsOf(meter)).hasSize(2);
    }

    @Test
    void nearly_the_same_picture_is_compared_when_it_is_for_another_period_or_another_meter() {
        var person = utility.newPerson();
        var meter = utility.metersOf(person, "EM-1").getFirst();
        utility.opening(meter, "01000.0", LAST_MONTH);
        var neighbour = utility.newPerson();
        var other = utility.metersOf(neighbour, "EM-2").getFirst();
        utility.opening(other, "01000.0", LAST_MONTH);
        var first = utility.photoLike(person, "01300.0", NOW, LOOK, null);
        var careful = utility.photoLike(person, "01301.0", NOW.plusSeconds(90_000), look("c3d1e0f09a5b7789"), null);
        var nextMonth =
                utility.photoLike(person, "01600.0", NOW.plus(Duration.ofDays(20)), look("c3d1e0f09a5b778b"), null);
        var monthAfter = utility.photoLike(
                person, "01900.0", NOW.plus(Duration.ofDays(50)), look("3c2e1f0f65a48877c3d1e0f09a5b7788"), null);
        var passedOn = utility.photoLike(neighbour, "01300.0", NOW, look("c3d1e0f09a5bffff"), null);
        var unlike = utility.photoLike(neighbour, "01301.0", NOW, "3c2e1f0f65a48877".repeat(4), null);

        List.of(first, careful, nextMonth, monthAfter, passedOn, unlike).forEach(recordReading::record);

        for (var harmless : List.of(first, careful, monthAfter, unlike)) {
            assertThat(news.of(harmless.photoId())).singleElement().isInstanceOf(PhotoNews.Accepted.class);
        }
        assertThat(doubtOn(nextMonth).evidence().byName())
                .containsEntry("earlierPhoto", careful.photoId())
                .containsEntry("earlierPeriod", "2026-11")
                .containsEntry("distanceBits", "1")
                .doesNotContainKey("earlierMeter");
        assertThat(doubtOn(passedOn).evidence().byName())
                .containsEntry("earlierMeter", "EM-1")
                .containsKey("distanceBits");
        for (var doubtful : List.of(nextMonth, passedOn)) {
            assertThat(doubtOn(doubtful).code()).isEqualTo(DoubtCode.NEARLY_SAME_PHOTO);
        }
    }

    @Test
    void a_picture_that_another_utility_has_is_nobodys_business() {
        var other = newUtility();
        for (var each : List.of(utility, other)) {
            var person = each.newPerson();
            var meter = each.metersOf(person, "EM-1").getFirst();
            each.opening(meter, "01000.0", LAST_MONTH);
            var photo = each.photoLike(person, "01300.0", NOW, LOOK, null);

            recordReading.record(photo);

            assertThat(news.of(photo.photoId())).singleElement().isInstanceOf(PhotoNews.Accepted.class);
        }
        assertThat(transactions.in(
                        other.tenant,
                        () -> context.getBean(Sql.class)
                                .list("select photo_id from readings.photo_look", row -> row.getString("photo_id"))))
                .hasSize(1);
    }

    @Test
    void a_serial_number_that_is_another_meters_is_doubted_though_it_is_only_one_digit_off() {
        var person = utility.newPerson();
        var meter = utility.metersOf(person, "EM-4410982").getFirst();
        utility.opening(meter, "01000.0", LAST_MONTH);
        utility.metersOf(utility.newPerson(), "EM 4410983");
        var own = utility.photoLike(person, "01300.0", NOW, LOOK, "em4410982");
        var slip =
                utility.photoLike(person, "01301.0", NOW.plusSeconds(60), "3c2e1f0f65a48877".repeat(4), "EM-4410987");
        var strangers =
                utility.photoLike(person, "01302.0", NOW.plusSeconds(120), "0123456789abcdef".repeat(4), "EM-4410983");

        List.of(own, slip, strangers).forEach(recordReading::record);

        for (var harmless : List.of(own, slip)) {
            assertThat(news.of(harmless.photoId())).singleElement().isInstanceOf(PhotoNews.Accepted.class);
        }
        assertThat(doubtOn(strangers).code()).isEqualTo(DoubtCode.OTHER_SERIAL);
        assertThat(doubtOn(strangers).evidence().byName())
                .containsEntry("serialRead", "EM-4410983")
                .containsEntry("serialOfAnother", "EM 4410983");
    }

    @Test
    void nothing_crosses_tenants() {
        var other = newUtility();
        var person = utility.newPerson();
        var meter = utility.metersOf(person, "EM-1").getFirst();
        var photo = utility.photo(person, "00900.0", "0.50", NOW);
        recordReading.record(photo);
        var doubt = onlyDoubt(utility);

        transactions.run(other.tenant, () -> {
            assertThat(verdicts.of(photo.photoId())).isEmpty();
            assertThat(context.getBean(Doubts.class).withId(doubt.id())).isEmpty();
            assertThat(context.getBean(Doubts.class).waiting()).isZero();
        });
        assertThat(context.getBean(DecideDoubt.class)
                        .decide(other.tenant, doubt.id(), new Decision.Accept(), "their clerk"))
                .isInstanceOf(DecideDoubt.Outcome.Unknown.class);
        assertThat(other.readingsOf(meter)).isEmpty();
    }

    @Test
    void readings_cannot_be_changed_by_the_role_that_the_service_runs_as() {
        var sql = context.getBean(Sql.class);

        for (var change :
                List.of("update readings.reading set index_thousandths = 0", "delete from readings.reading")) {
            assertThat(catchThrowable(() -> transactions.in(utility.tenant, () -> sql.update(change))))
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void a_photo_to_a_number_that_no_tenant_owns_is_ignored() {
        var nobodys = new ReadingCaptured(
                "MM" + "0".repeat(31) + "1",
                null,
                null,
                "01300.0",
                "meters/2026/11/MM.jpg",
                BigDecimal.ONE,
                NOW,
                "MM" + "0".repeat(31) + "1",
                Channel.WHATSAPP,
                "+19998887777",
                utility.newPerson(),
                utility.photo(utility.newPerson(), "01300.0", "0.9", NOW).candidates(),
                "cd".repeat(32),
                null,
                null,
                List.of(),
                "test-1");

        recordReading.record(nobodys);
        recordReading.record(nobodys);

        assertThat(transactions.in(
                        TenantId.NOBODY,
                        () -> context.getBean(Sql.class)
                                .list(
                                        "select outcome from platform.outgoing_outcome where part_id = ?",
                                        row -> row.getString("outcome"),
                                        nobodys.photoId())))
                .containsExactly("IGNORED");
    }

    @Test
    void a_photo_that_failed_may_be_read_after_all_but_not_the_other_way_round() {
        var person = utility.newPerson();
        utility.metersOf(person, "EM-1");
        var photo = utility.photo(person, "01300.0", "0.97", NOW);
        recordReading.record(failed(photo, 0));
        recordReading.record(photo);
        recordReading.record(failed(photo, 2));

        assertThat(news.of(photo.photoId()))
                .extracting(told -> told.getClass().getSimpleName())
                .containsExactly("Failed", "Accepted");
    }

    @Test
    void an_unreadable_photo_is_told_with_its_reason() {
        var person = utility.newPerson();
        var photo = utility.photo(person, "0", "0", NOW);

        recordReading.record(unreadable(photo));

        assertThat(news.of(photo.photoId()))
                .singleElement()
                .isInstanceOfSatisfying(
                        PhotoNews.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(UnreadableReason.GLARE));
        assertThat(verdictOn(photo).code()).isEqualTo("GLARE");
        assertThat(utility.outcomesOf(photo.photoId())).containsExactly("UNREADABLE");
    }

    /** The same order for the same seed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_is_told_of_a_photo_in_whatever_order_its_last_word_is_the_last(long seed) {
        var dice = new Random(seed);
        for (var number = 0; number < 8; number++) {
            var person = utility.newPerson();
            var owner = utility.newPerson();
            var meter = utility.metersOf(owner, "EM-" + seed + "-" + number).getFirst();
            utility.opening(meter, "01000.0", LAST_MONTH);
            var photo = utility.photo(person, dice.nextBoolean() ? "01300.5" : "00900.0", "0.97", NOW);
            var known = false;
            for (var step = 0; step < 7; step++) {
                var before = told(photo);
                var die = dice.nextInt(5);
                switch (die) {
                    case 0 -> recordReading.record(Utility.readBy(photo, "version-" + dice.nextInt(3)));
                    case 1 -> recordReading.record(unreadable(photo));
                    case 2 -> recordReading.record(failed(photo, dice.nextInt(3)));
                    case 3 ->
                        context.getBean(ExpireHeldPhoto.class)
                                .expire(utility.tenant, photo.photoId(), NOW.plus(Duration.ofDays(36_500)));
                    default -> {
                        if (!known) {
                            utility.letSpeak(person, meter);
                            known = true;
                        }
                        release(person);
                    }
                }
                var after = told(photo);
                assertThat(after.subList(0, Math.min(before.size(), after.size())))
                        .as("seed %d, photo %d, step %d: %d", seed, number, step, die)
                        .isEqualTo(before);
                if (!before.isEmpty() && before.getLast().kind.isLastWord()) {
                    assertThat(after)
                            .as("seed %d, photo %d, step %d: %d", seed, number, step, die)
                            .isEqualTo(before);
                }
            }
            var told = told(photo);
            assertThat(told.stream().filter(each -> each.kind.isLastWord())).hasSizeLessThanOrEqualTo(1);
            assertThat(utility.outcomesOf(photo.photoId()))
                    .as("an outcome per verdict")
                    .hasSameSizeAs(told);
            assertThat(news.of(photo.photoId())).as("and news").hasSameSizeAs(told);
            assertThat(utility.readingsOf(meter))
                    .hasSize(told.stream().anyMatch(each -> each.kind == Kind.ACCEPTED) ? 2 : 1);
        }
    }

    private record Told(long id, Kind kind) {}

    /** Everything that was said about a photo. */
    private List<Told> told(ReadingCaptured photo) {
        return transactions.in(
                utility.tenant,
                () -> context.getBean(Sql.class)
                        .list(
                                "select id, verdict from readings.verdict where photo_id = ? order by id",
                                row -> new Told(row.getLong("id"), Kind.valueOf(row.getString("verdict"))),
                                photo.photoId()));
    }

    private static ReadingUnreadable unreadable(ReadingCaptured photo) {
        return new ReadingUnreadable(
                photo.messageId(),
                null,
                photo.imageS3Key(),
                NOW,
                photo.photoId(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                UnreadableReason.GLARE,
                "test-1");
    }

    private static ReadingFailed failed(ReadingCaptured photo, int version) {
        return new ReadingFailed(
                photo.messageId(),
                null,
                photo.imageS3Key(),
                NOW,
                photo.photoId(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                "test-" + version);
    }

    @Test
    void a_typed_number_is_a_reading_when_it_fits_and_says_that_it_was_typed() {
        var person = utility.newPerson();
        var meter = utility.metersOf(person, "EM-1").getFirst();
        utility.opening(meter, "01000.0", LAST_MONTH);
        var typed = context.getBean(RecordTypedReading.class);

        assertThat(typed.record(originOf(person), "900", null)).isInstanceOf(PhotoNews.Refused.class);
        assertThat(typed.record(originOf(person), "1300,5", null))
                .isInstanceOfSatisfying(PhotoNews.Accepted.class, accepted -> {
                    assertThat(accepted.typed()).isTrue();
                    assertThat(accepted.dial()).isEqualTo("01300.5");
                });
        assertThat(utility.readingsOf(meter))
                .first()
                .extracting(Reading::source)
                .isEqualTo(ReadingSource.TYPED);
    }

    @ParameterizedTest
    @CsvSource({
        "reading.captured, HELD, ANSWERED",
        "reading.unreadable, UNREADABLE, UNREADABLE",
        "reading.failed, FAILED, FAILED"
    })
    void the_samples_of_the_contract_are_understood(String sample, Kind kind, String outcome) throws Exception {
        var type = Arrays.stream(EventType.values())
                .filter(each -> each.routingKey().equals(sample))
                .findFirst()
                .orElseThrow();
        var json = new String(
                EventType.class
                        .getResourceAsStream("/org/meterline/contracts/samples/" + sample + ".v1.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        var event = context.getBean(ObjectMapper.class)
                .readValue(json.replace("+14155238886", utility.receivingNumber), type.body());
        var photoId = event.eventId().substring(0, event.eventId().indexOf('/'));
        var listener = context.getBeansOfType(QueueListener.class).stream()
                .filter(each -> each.queue().equals(Topology.BILLING_READINGS))
                .findFirst()
                .orElseThrow();

        listener.receive(event);
        listener.receive(event);

        assertThat(transactions.in(utility.tenant, () -> verdicts.of(photoId)))
                .hasValueSatisfying(verdict -> assertThat(verdict.kind()).isEqualTo(kind));
        assertThat(utility.outcomesOf(photoId)).containsExactly(outcome);
    }

    private PhotoOrigin originOf(List<ContactIdentity> person) {
        var photo = utility.photo(person, "0", "0", NOW);
        return new PhotoOrigin(
                utility.tenant,
                photo.messageId(),
                photo.messageId(),
                photo.channel(),
                photo.receivingNumber(),
                person,
                NOW);
    }

    /** Like {@link #LOOK}, but for its end. */
    private static String look(String end) {
        return LOOK.substring(0, LOOK.length() - end.length()) + end;
    }

    private PhotoNews.Doubted doubtOn(ReadingCaptured photo) {
        return (PhotoNews.Doubted) news.of(photo.photoId()).getLast();
    }

    private PhotoVerdict verdictOn(ReadingCaptured photo) {
        return transactions.in(
                utility.tenant, () -> verdicts.of(photo.photoId()).orElseThrow());
    }

    private int release(List<ContactIdentity> person) {
        return context.getBean(ReleaseHeldPhotos.class).release(utility.tenant, person);
    }

    private Doubt onlyDoubt(Utility of) {
        var waiting =
                transactions.in(of.tenant, () -> context.getBean(Doubts.class).list(null, Doubt.Status.WAITING, 10));
        assertThat(waiting).hasSize(1);
        return waiting.getFirst();
    }

    private static void atOnce(List<Runnable> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = tasks.stream().<Future<?>>map(threads::submit).toList();
            for (var task : running) {
                task.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
