package org.meterline.platform.adapter;

import io.micronaut.health.HealthStatus;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whether the database answers the service's own role. */
@Singleton
@Readiness
final class DatabaseIndicator implements HealthIndicator {

    private static final int LIMIT_SECONDS = 2;

    private final DataSource database;
    private final ExecutorService threads;

    DatabaseIndicator(
            DataSource database, DataSourceResolver resolver, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.database = resolver.resolve(database); // the pool itself: what is injected only works inside a transaction
        this.threads = threads;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromCallable(() -> HealthResult.builder("database", ask()).build())
                .subscribeOn(Schedulers.fromExecutorService(threads));
    }

    private HealthStatus ask() {
        try (var connection = database.getConnection()) {
            return connection.isValid(LIMIT_SECONDS) ? HealthStatus.UP : HealthStatus.DOWN;
        } catch (SQLException unreachable) {
            return HealthStatus.DOWN;
        }
    }
}
