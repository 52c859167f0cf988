package org.meterline.stack.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meterline.engines.Engine;
import org.meterline.engines.Postgres;
import org.meterline.engines.RabbitMq;
import org.meterline.stack.supervisor.Checkout;

/**
 * What a bench stands on: a PostgreSQL with a database, and a broker, for each deployment of billing. All of it is empty at
 * first, and gone in the end but for the logs.
 */
public final class BenchHouse implements AutoCloseable {

    /** Database connections, and so events in work at once; as many as the judge has clients. */
    static final int CONNECTIONS = 8;

    private static final Duration WORK_LIMIT = Duration.ofMinutes(5);

    /** The first ones still get to know the tenant. */
    private static final int UNITS_CAPTURED = 8;

    private final Path directory;
    private final Checkout checkout;
    private final int customers;
    private final Postgres postgres;
    private final Map<String, RabbitMq> brokers = new HashMap<>();
    private final List<Runnable> endings = new ArrayList<>();

    /**
     * A house with its database started.
     *
     * @param directory where engines and logs live while it stands
     * @param checkout whose billing service is measured
     * @param customers how many are seeded, and the most that a measurement can do
     */
    public BenchHouse(Path directory, Checkout checkout, int customers) {
        this.directory = directory.toAbsolutePath();
        this.checkout = checkout;
        this.customers = customers;
        postgres = started(Postgres.in(this.directory.resolve("postgres")));
    }

    /** An engine of this house, empty, which ends with it. */
    <E extends Engine> E started(E engine) {
        endings.add(engine::close);
        engine.erase();
        engine.start();
        return engine;
    }

    /** Billing, running on a seeded database. Deployments of one name, one after the other, share broker and database. */
    BenchBilling deploy(String name, int batch, Map<String, String> settings) {
        var billing = start(name, batch, CONNECTIONS, settings);
        endings.add(billing::close);
        Work.seed(billing.database(), customers);
        return billing;
    }

    private BenchBilling start(String name, int batch, int parallel, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "METERLINE_BROKER_PARALLEL", Integer.toString(parallel),
                "METERLINE_BROKER_BATCH", Integer.toString(batch)));
        all.putAll(settings);
        var billing = prepared(name, List.of(), all);
        billing.start();
        return billing;
    }

    /** Billing that is not started yet, by a JVM with some flags of its own. */
    BenchBilling prepared(String name, List<String> flags, Map<String, String> settings) {
        var all = new HashMap<>(Map.of("DATABASE_POOL_SIZE", Integer.toString(CONNECTIONS)));
        all.putAll(settings);
        var database = new BenchDatabase(postgres, "bench_" + name);
        return new BenchBilling(name, directory, checkout, postgres, broker(name), database, flags, all);
    }

    /** The broker of the deployments of this name. */
    RabbitMq broker(String name) {
        return brokers.computeIfAbsent(
                name, unknown -> started(RabbitMq.in(directory.resolve("rabbitmq-" + name), System.err::println)));
    }

    /** Where everything lies while it stands. */
    Path directory() {
        return directory;
    }

    /** Whose artefacts are measured. */
    Checkout checkout() {
        return checkout;
    }

    /** What the deployment of this name asks of the database for one unit of work, word for word, from the server's log. */
    Script captured(String name, Work work, int batch) {
        var log = directory.resolve("postgres/postgres.log");
        var database = new BenchDatabase(postgres, "bench_" + name);
        database.execute("alter database " + database.name() + " set log_statement = 'all'");
        try (var alone = start(name, batch, 1, Map.of())) {
            Work.seed(database, customers);
            Work.reset(database, customers);
            var begin = log.toFile().length();
            consume(alone, work, UNITS_CAPTURED * batch);
            var billings = ServerLog.statements(log, begin).stream()
                    .filter(statement -> !isOurs(statement, work))
                    .toList();
            return Script.ofLastFullUnit(billings, batch);
        } finally {
            database.execute("alter database " + database.name() + " reset log_statement");
        }
    }

    /** What this bench itself sends while it waits. */
    private static boolean isOurs(ServerLog.Statement statement, Work work) {
        return statement.sql().equals(work.doneQuery()) || statement.sql().startsWith("SET application_name");
    }

    /** What billing does a second when all of it waits in the queue before it begins. */
    double consumed(BenchBilling billing, Work work, int count) {
        Work.reset(billing.database(), customers);
        consume(billing, work, count);
        return perSecond(billing.database(), work, count);
    }

    private static void consume(BenchBilling billing, Work work, int count) {
        try (var feed = new Feed(billing.rabbit())) {
            billing.freeze();
            feed.put(work, 1, count);
            billing.thaw();
        }
        awaitDone(billing.database(), work, count);
    }

    /** What the judge does a second on the same tables. */
    double judged(BenchDatabase database, Pgbench judge, Work work, Script script, int count) {
        var unitsEach = Math.max(1, count / script.batch() / CONNECTIONS);
        Work.reset(database, customers);
        judge.run(script, database, CONNECTIONS, unitsEach);
        return perSecond(database, work, unitsEach * CONNECTIONS * script.batch());
    }

    private static double perSecond(BenchDatabase database, Work work, int count) {
        var done = work.done(database);
        if (done != count) {
            throw new IllegalStateException(count + " were to be done, and " + done + " were");
        }
        return work.perSecond(database);
    }

    /** How long messages wait for the work to begin when so many come in a second: the middle one and the hundredth part. */
    Waits waited(BenchBilling billing, int perSecond, int count) {
        Work.reset(billing.database(), customers);
        try (var feed = new Feed(billing.rabbit())) {
            feed.putSteadily(Work.MESSAGES, count, perSecond);
        }
        awaitDone(billing.database(), Work.MESSAGES, count);
        return billing.database()
                .list("""
                        select percentile_cont(0.5) within group (order by waited) as p50,
                            percentile_cont(0.99) within group (order by waited) as p99
                        from (select extract(epoch from heard_at - received_at) * 1000 as waited
                            from conversation.inbound) inbound
                        """, row -> new Waits(row.getDouble("p50"), row.getDouble("p99")))
                .getFirst();
    }

    /** Half of all waited less than the one, 99 of 100 less than the other. */
    record Waits(double p50Millis, double p99Millis) {}

    private static void awaitDone(BenchDatabase database, Work work, int count) {
        Wait.until("all are done", WORK_LIMIT, () -> work.done(database) >= count);
    }

    @Override
    public void close() {
        endings.reversed().forEach(Runnable::run);
    }
}
