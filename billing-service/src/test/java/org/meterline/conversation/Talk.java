package org.meterline.conversation;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.Topology;
import org.meterline.customers.MeterId;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.SentMessages;
import org.meterline.messaging.SentMessages.SentMessage;
import org.meterline.messaging.adapter.TwilioServer;
import org.meterline.platform.MessageText;
import org.meterline.platform.QueueListener;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.slf4j.LoggerFactory;

/**
 * The service that talks, over a real PostgreSQL, with a small Twilio on the other side; its clocks run faster than in real
 * life. Each test has a utility of its own.
 */
public final class Talk implements AutoCloseable {

    public static final String ACCOUNT = "AC00000000000000000000000000000001";

    private static final String ADMIN_KEY = "an administrator's key for tests";
    private static final String APP_PASSWORD = "only-for-tests";
    private static final long LIMIT_NANOS = 30_000_000_000L;
    private static final long POLL_NANOS = 20_000_000L;
    private static final int PARALLEL = 12;
    private static final int UTILITIES = 24;
    private static final AtomicLong NUMBERS = new AtomicLong(10_000_000);

    private final PostgresExtension.Database database;
    private final EmbeddedServer server;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Deque<Utility> plain = new ArrayDeque<>();
    private final Deque<Utility> texting = new ArrayDeque<>();
    public final TwilioServer twilio = new TwilioServer();

    public Talk(PostgresExtension postgres) {
        database = postgres.newDatabase();
        log.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
        System.setProperty("aws.region", "eu-central-1");
        var settings = new HashMap<String, Object>();
        settings.put("micronaut.server.port", -1);
        settings.put("micronaut.server.host", "127.0.0.1");
        settings.put("DATABASE_URL", database.jdbcUrl());
        settings.put("DATABASE_PASSWORD", APP_PASSWORD);
        settings.put("DATABASE_OWNER_USER", database.ownerUser());
        settings.put("DATABASE_OWNER_PASSWORD", database.ownerPassword());
        settings.put("BROKER_ENDPOINT", "amqp://127.0.0.1:1"); // tests bring the events themselves
        settings.put("BROKER_USERNAME", "nobody");
        settings.put("BROKER_PASSWORD", "nothing");
        settings.put("MESSAGE_TABLE", "messages");
        settings.put("PHOTO_BUCKET", "photos");
        settings.put("PUBLIC_BASE_URL", "https://hooks.example.com");
        settings.put("TWILIO_API_ORIGIN", twilio.origin().toString());
        settings.put("TWILIO_ACCOUNTS", "{\"" + ACCOUNT + "\":[\"token\"]}");
        settings.put("BOOTSTRAP_ADMIN_KEY", ADMIN_KEY);
        settings.put("meterline.relays.enabled", "false");
        settings.put("meterline.test.pretend-texts", "true");
        settings.put("meterline.messaging.ask-after", "100ms");
        settings.put("meterline.messaging.abandoned-after", "2s");
        settings.put("meterline.messaging.breaker-open", "1s");
        settings.put("meterline.conversation.held-at-most", "3s");
        server = ApplicationContext.run(EmbeddedServer.class, settings);
        for (var number = 0; number < UTILITIES; number++) { // before anyone asks: what tenants there are is remembered
            plain.add(new Utility(null));
            texting.add(new Utility("+1416" + NUMBERS.incrementAndGet()));
        }
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    /** The listener of a queue. */
    public QueueListener listener(Topology.ConsumerQueue queue) {
        return server.getApplicationContext().getBeansOfType(QueueListener.class).stream()
                .filter(listener -> listener.queue().equals(queue))
                .findFirst()
                .orElseThrow();
    }

    /** Hands an event to its listener, as the broker does. */
    public void hear(Event event) {
        listener(Topology.QUEUES.stream()
                        .filter(queue -> queue.hears().contains(event.type()))
                        .findFirst()
                        .orElseThrow())
                .receive(event);
    }

    /** Hands events to their listener all at once, each as often as said, as a broker that redelivers does. */
    public void hearAtOnce(List<? extends Event> events, int times) throws Exception {
        var hands = new Semaphore(PARALLEL); // as many as the service works on at once
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var heard = new ArrayList<Future<?>>();
            for (var event : events) {
                for (var time = 0; time < times; time++) {
                    heard.add(threads.submit(() -> {
                        hands.acquireUninterruptibly();
                        try {
                            hear(event);
                        } finally {
                            hands.release();
                        }
                    }));
                }
            }
            for (var each : heard) {
                each.get();
            }
        }
    }

    /** A utility without a number for text messages. */
    public Utility newUtility() {
        return plain.removeFirst();
    }

    /** A utility that can send text messages. */
    public Utility newTextingUtility() {
        return texting.removeFirst();
    }

    /** Asks the API for something of a utility's, with the administrator's key or without any. */
    public HttpResponse<String> get(Utility utility, String path, boolean withKey) throws Exception {
        var request =
                HttpRequest.newBuilder(server.getURI().resolve(path)).header("X-Tenant", utility.tenant.toString());
        if (withKey) {
            request.header("X-Api-Key", ADMIN_KEY);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** A connection as the service's own role. */
    public Connection asService() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), "meterline_app", APP_PASSWORD);
    }

    /** Everything that was logged until now, with exceptions. */
    public String logged() {
        var all = new StringBuilder();
        synchronized (log) {
            for (var event : List.copyOf(log.list)) {
                all.append(event.getFormattedMessage()).append('\n');
                for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                    all.append(cause.getMessage()).append('\n');
                }
            }
        }
        return all.toString();
    }

    /** Returns when the condition holds, within 30 s. */
    public static void await(String what, BooleanSupplier condition) {
        var limit = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("waited 30 s for " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        server.close();
        twilio.close();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    }

    /** A utility with its customers. */
    public final class Utility {

        public final TenantId tenant = new TenantId(UUID.randomUUID());
        public final String receivingNumber = "+1415" + NUMBERS.incrementAndGet();
        private final Sql sql = bean(Sql.class);

        private Utility(@Nullable String smsNumber) {
            in(() -> sql.update(
                    """
                    insert into tenants.tenant (tenant_id, code, name, locale, currency, zone, receiving_number, sms_number,
                        account_sid, electricity_confidence_min, water_confidence_min, gas_confidence_min, high_usage_factor)
                    values (?, ?, 'Test utility', 'en-ZA', 'ZAR', 'Africa/Johannesburg', ?, ?, ?, 0.9, 0.9, 0.9, 5)
                    """,
                    tenant.value(),
                    "t" + tenant.value().toString().replace("-", ""),
                    receivingNumber,
                    smsNumber,
                    ACCOUNT));
        }

        public <T> T in(Supplier<T> work) {
            return bean(TenantTransactions.class).in(tenant, work);
        }

        /** A person whom nobody knows. */
        public Person stranger() {
            return new Person(this, "+2783" + NUMBERS.incrementAndGet());
        }

        /** A person with an account and meters of five digits and one decimal. */
        public Person customer(String accountNumber, String... serials) {
            var person = stranger();
            in(() -> {
                var account = account(accountNumber, serials);
                var contact = UUID.randomUUID();
                sql.update("insert into customers.contact (id) values (?)", contact);
                sql.update(
                        "insert into customers.contact_identity (type, value, contact_id) values ('PHONE', ?, ?)",
                        person.phone(),
                        contact);
                sql.update(
                        "insert into customers.contact_account (contact_id, account_id) values (?, ?)",
                        contact,
                        account);
                return contact;
            });
            return person;
        }

        /** An account that nobody speaks for yet. */
        public UUID account(String number, String... serials) {
            return in(() -> {
                var customer = UUID.randomUUID();
                var account = UUID.randomUUID();
                sql.update(
                        "insert into customers.customer (id, number, name) values (?, ?, 'Somebody')",
                        customer,
                        customer.toString());
                sql.update(
                        "insert into customers.account (id, customer_id, number) values (?, ?, ?)",
                        account,
                        customer,
                        number);
                for (var serial : serials) {
                    sql.update("""
                            insert into customers.meter
                                (id, account_id, serial, kind, digits, decimals, multiplier, installed_index)
                            values (?, ?, ?, 'ELECTRICITY', 5, 1, 1, 0)
                            """, UUID.randomUUID(), account, serial);
                }
                return account;
            });
        }

        public MeterId meter(String serial) {
            return in(() -> bean(org.meterline.customers.Customers.class)
                    .meterWithSerial(serial)
                    .orElseThrow()
                    .id());
        }

        /** Everything that was said about a message, the first first. */
        public List<SentMessage> answersTo(String messageId) {
            return in(() -> bean(SentMessages.class)
                            .list(new SentMessages.Filter(null, null, messageId, null, null, 100)))
                    .reversed();
        }

        public SentMessage message(OutboundId id) {
            return in(() -> bean(SentMessages.class).find(id).orElseThrow());
        }

        /** The outcomes that were reported of a part, in order. */
        public List<String> outcomesOf(String partId) {
            return in(() -> sql.list(
                    "select outcome from platform.outgoing_outcome where part_id = ? order by id",
                    row -> row.getString("outcome"),
                    partId));
        }

        public int update(String statement, @Nullable Object... parameters) {
            return in(() -> sql.update(statement, parameters));
        }

        public List<String> texts(String query, @Nullable Object... parameters) {
            return in(() -> sql.list(query, row -> row.getString(1), parameters));
        }
    }

    /** Somebody with a telephone. */
    public record Person(Utility utility, String phone) {

        public List<ContactIdentity> names() {
            return List.of(new ContactIdentity(ContactIdentity.Type.PHONE, phone));
        }
    }

    /** The next message id. */
    public static String newMessageId() {
        return String.format(Locale.ROOT, "SM%032x", NUMBERS.incrementAndGet());
    }

    /** A text, known to the message table. */
    public MessageReceived text(Person person, String words, Instant at) {
        var messageId = newMessageId();
        bean(PretendTexts.class).say(messageId, new MessageText(words, null, null));
        return message(person, messageId, PartKind.TEXT, null, at);
    }

    public MessageReceived message(Person person, String messageId, PartKind kind, @Nullable String key, Instant at) {
        return new MessageReceived(
                messageId,
                person.phone(),
                at.truncatedTo(ChronoUnit.MILLIS),
                Channel.WHATSAPP,
                person.utility().receivingNumber,
                person.names(),
                ACCOUNT,
                List.of(new MessageReceived.Part(messageId, kind, key)));
    }

    /** A person says something, and the service hears it; returns the message's id. */
    public String say(Person person, String words) {
        var message = text(person, words, Instant.now());
        hear(message);
        return message.messageId();
    }

    /** The first answer to a message, once it is there. */
    public SentMessage answerTo(Person person, String messageId) {
        await("an answer", () -> !person.utility().answersTo(messageId).isEmpty());
        return person.utility().answersTo(messageId).getFirst();
    }

    /** What is answered to words. */
    public String reply(Person person, String words) {
        return answerTo(person, say(person, words)).text();
    }

    public DeliveryReported delivery(SentMessage message, String status, @Nullable String errorCode) {
        var providerId = message.providerMessageId() == null ? newMessageId() : message.providerMessageId();
        return new DeliveryReported(
                providerId + "/" + status,
                Instant.now(),
                providerId,
                message.id().toString(),
                message.channel(),
                status,
                errorCode,
                ACCOUNT);
    }
}
