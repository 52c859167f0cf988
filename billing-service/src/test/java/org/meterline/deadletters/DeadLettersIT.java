package org.meterline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.ConnectionFactory;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Channel;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.Topology;
import org.meterline.contracts.UnreadableReason;
import org.meterline.platform.Http;
import org.meterline.platform.Outbox;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.tenants.Tenant;

/** Events that die and what staff do about them, over the real broker, database and HTTP. */
class DeadLettersIT {

    private static final String PHONE = "+27831234567";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]+)\"");
    private static final String TABLE = "deadletters.dead_letter";

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final Tenant tenant = service.newTenant();
    private final TenantTransactions transactions = service.bean(TenantTransactions.class);
    private final Sql sql = service.bean(Sql.class);
    private final Http admin = service.http();
    private final Http operator = admin.with(key(tenant, "OPERATOR"));

    @AfterEach
    void heal() {
        service.asOwner("drop trigger if exists planted on platform.inbox; drop trigger if exists planted on "
                + "customers.contact");
    }

    @Test
    void an_event_that_fails_at_every_step_is_listed_told_once_and_can_be_taken_back() {
        var photo = unreadable();
        plant("platform.inbox", "new.event_id = '" + photo.eventId() + "'");
        publish(photo);

        var listed = ServiceUnderTest.await(
                "the dead letter",
                () -> Stream.of(operator.get("/admin/dead-letters").body())
                        .filter(body -> body.contains(photo.eventId()))
                        .findFirst());
        assertThat(listed)
                .contains("\"queue\":\"billing.readings\"", "\"attempts\":4", "\"life\":0", "\"status\":\"WAITING\"")
                .contains("\"type\":\"org.meterline.reading.unreadable.v1\"", "\"messageId\":\"" + photo.messageId())
                .contains("Exception at ", "\"ageSeconds\":")
                .doesNotContain(PHONE.substring(1));
        var id = id(listed);
        ServiceUnderTest.awaitThat(
                "the customer is told", () -> told(photo.photoId()).equals(List.of("photo.failed")));

        service.asOwner("drop trigger planted on platform.inbox");
        var replayed = operator.post("/admin/dead-letters/" + id + "/replay", "application/json", "");
        assertThat(replayed.statusCode()).isEqualTo(200);
        assertThat(replayed.body()).contains("\"status\":\"REPLAYED\"", "\"decision\":\"REPLAYED\",\"by\":\"test\"");
        ServiceUnderTest.awaitThat(
                "the event is done", () -> told(photo.photoId()).size() == 2);

        var again = operator.post("/admin/dead-letters/" + id + "/replay", "application/json", "");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(ID.matcher(again.body()).results()).hasSize(1);
        assertThat(again.body().split("\"decision\"")).hasSize(2);
        assertThat(operator.post("/admin/dead-letters/" + id + "/discard", "application/json", "{\"reason\":\"no\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(told(photo.photoId())).containsExactlyInAnyOrder("photo.failed", "photo.unreadable");
        assertThat(bodies(photo.eventId())).containsOnlyNulls();
    }

    @Test
    void a_letter_that_the_broker_hands_over_twice_is_kept_once_and_one_thrown_away_is_gone_for_a_reason()
            throws IOException, TimeoutException {
        var photo = unreadable();
        putDead(photo);
        putDead(photo);
        var id = awaitLetter(photo);
        ServiceUnderTest.awaitThat(
                "the customer is told", () -> told(photo.photoId()).equals(List.of("photo.failed")));

        assertThat(operator.post("/admin/dead-letters/" + id + "/discard", "application/json", "{\"reason\":\" \"}")
                        .statusCode())
                .isEqualTo(400);
        var discarded = operator.post(
                "/admin/dead-letters/" + id + "/discard", "application/json", "{\"reason\":\"a test utility\"}");
        assertThat(discarded.body())
                .contains("\"status\":\"DISCARDED\"", "\"by\":\"test\",\"reason\":\"a test utility\"");
        assertThat(operator.post("/admin/dead-letters/" + id + "/replay", "application/json", "")
                        .statusCode())
                .isEqualTo(409);
        assertThat(bodies(photo.eventId())).hasSize(1).containsOnlyNulls();
        assertThat(told(photo.photoId())).hasSize(1);

        putDead(photo); // somebody sent it again, and it failed again
        ServiceUnderTest.awaitThat(
                "it waits again",
                () -> operator.get("/admin/dead-letters/" + id).body().contains("\"status\":\"WAITING\""));
        assertThat(told(photo.photoId())).hasSize(1);
    }

    @Test
    void a_message_that_cannot_be_kept_ends_and_can_be_taken_back() {
        var id = "SM" + UUID.randomUUID().toString().replace("-", "");
        var message = new MessageReceived(
                id,
                PHONE,
                Instant.now(),
                Channel.WHATSAPP,
                tenant.receivingNumber(),
                List.of(new ContactIdentity(ContactIdentity.Type.PHONE, PHONE)),
                tenant.accountSid(),
                List.of(new MessageReceived.Part(id, PartKind.LOCATION, null)));
        plant("customers.contact", "new.tenant_id = '" + tenant.id() + "'");
        publish(message);

        var letter = awaitLetter(message);
        ServiceUnderTest.awaitThat(
                "it is told",
                () -> !operator.get("/admin/dead-letters/" + letter).body().contains("\"toldAt\":null"));

        assertThat(toldAbout(id)).containsExactly("answer.sorry");

        service.asOwner("drop trigger planted on customers.contact");
        operator.post("/admin/dead-letters/" + letter + "/replay", "application/json", "{\"reason\":\"mended\"}");
        ServiceUnderTest.awaitThat("the answer", () -> toldAbout(id).contains("answer.location-thanks"));
    }

    @Test
    void what_is_nobodys_is_for_administrators_alone_and_nothing_crosses_tenants()
            throws IOException, TimeoutException {
        var nonsense = UUID.randomUUID().toString();
        put(Topology.BILLING_MESSAGES.deadLetters(), Map.of(), nonsense.getBytes(StandardCharsets.UTF_8));
        var photo = unreadable();
        putDead(photo);
        var id = awaitLetter(photo);

        ServiceUnderTest.awaitThat(
                "the nonsense",
                () -> admin.get("/admin/dead-letters?queue=billing.messages")
                        .body()
                        .contains("\"eventId\":\"sha256:"));
        assertThat(operator.get("/admin/dead-letters").body())
                .contains(photo.eventId())
                .doesNotContain("sha256:");
        var stranger = admin.with(key(service.newTenant(), "OPERATOR"));
        assertThat(stranger.get("/admin/dead-letters").body()).doesNotContain(photo.eventId());
        assertThat(stranger.get("/admin/dead-letters/" + id).statusCode()).isEqualTo(404);
        assertThat(stranger.post("/admin/dead-letters/" + id + "/replay", "application/json", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(admin.about(tenant.id()).get("/admin/dead-letters/" + id).statusCode())
                .isEqualTo(200);
        assertThat(admin.with(null).get("/admin/dead-letters").statusCode()).isEqualTo(401);
        assertThat(admin.with(key(tenant, "SERVICE")).get("/admin/dead-letters").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_list_has_pages() throws IOException, TimeoutException {
        var photos = Stream.generate(this::unreadable).limit(3).toList();
        for (var photo : photos) {
            putDead(photo);
            awaitLetter(photo);
        }

        var first = operator.get("/admin/dead-letters?limit=2").body();
        var cursor = first.replaceAll(".*\"nextCursor\":\"(\\d+)\".*", "$1");
        var second =
                operator.get("/admin/dead-letters?limit=2&cursor=" + cursor).body();

        assertThat(first).contains(photos.get(0).eventId(), photos.get(1).eventId());
        assertThat(second)
                .contains(photos.get(2).eventId(), "\"nextCursor\":null")
                .doesNotContain(photos.get(1).eventId());
        assertThat(operator.get("/admin/dead-letters?limit=0").statusCode()).isEqualTo(400);
        assertThat(operator.get("/admin/dead-letters?cursor=x").statusCode()).isEqualTo(400);
    }

    /** Lets inserts of such rows fail, as a bug would. */
    private static void plant(String table, String condition) {
        service.asOwner("""
                create or replace function public.planted() returns trigger language plpgsql as
                    $$ begin raise exception 'planted'; end $$;
                create trigger planted before insert on %s for each row when (%s) execute function public.planted();
                """.formatted(table, condition));
    }

    private ReadingUnreadable unreadable() {
        var id = "MM" + UUID.randomUUID().toString().replace("-", "");
        return new ReadingUnreadable(
                id,
                PHONE,
                "meters/2026/11/" + id + ".jpg",
                Instant.now(),
                id,
                Channel.WHATSAPP,
                tenant.receivingNumber(),
                List.of(new ContactIdentity(ContactIdentity.Type.PHONE, PHONE)),
                UnreadableReason.BLUR,
                "test-1");
    }

    private void publish(Event event) {
        transactions.run(tenant.id(), () -> service.bean(Outbox.class).publish(event));
    }

    private static void putDead(ReadingUnreadable photo) throws IOException, TimeoutException {
        put(
                Topology.BILLING_READINGS.deadLetters(),
                CloudEventHeaders.of(photo, "/test", Instant.EPOCH),
                service.bean(ObjectMapper.class).writeValueAsBytes(photo));
    }

    private static void put(String queue, Map<String, Object> headers, byte[] body)
            throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        var endpoint = service.rabbit().endpoint();
        factory.setHost(endpoint.getHost());
        factory.setPort(endpoint.getPort());
        if (endpoint.getPath() != null && endpoint.getPath().length() > 1) {
            factory.setVirtualHost(endpoint.getPath().substring(1));
        }
        factory.setUsername(service.rabbit().username());
        factory.setPassword(service.rabbit().password());
        try (var connection = factory.newConnection("test");
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    queue,
                    true,
                    new BasicProperties.Builder().headers(headers).build(),
                    body);
            channel.waitForConfirmsOrDie(5_000);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private String awaitLetter(Event event) {
        return ServiceUnderTest.await(
                "the dead letter",
                () -> transactions.in(
                        tenant.id(),
                        () -> sql.one(
                                "select id from " + TABLE + " where event_id = ?",
                                row -> row.getString("id"),
                                event.eventId())));
    }

    private List<String> told(String photoId) {
        return purposes("about_photo_id", photoId);
    }

    private List<String> toldAbout(String messageId) {
        return purposes("about_message_id", messageId);
    }

    private List<String> purposes(String column, String id) {
        return transactions.in(
                tenant.id(),
                () -> sql.list(
                        "select purpose from messaging.outbound where " + column + " = ? order by created_at",
                        row -> row.getString("purpose"),
                        id));
    }

    private List<String> bodies(String eventId) {
        return transactions.in(
                tenant.id(),
                () -> sql.list(
                        "select body::text as body from " + TABLE + " where event_id = ?",
                        row -> row.getString("body"),
                        eventId));
    }

    private static String id(String body) {
        var found = ID.matcher(body);
        assertThat(found.find()).as(body).isTrue();
        return found.group(1);
    }

    private String key(Tenant of, String role) {
        var answer = service.http()
                .about(of.id())
                .post("/api/keys", "application/json", "{\"name\":\"test\",\"role\":\"" + role + "\"}");
        var found = KEY.matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return found.group(1);
    }
}
