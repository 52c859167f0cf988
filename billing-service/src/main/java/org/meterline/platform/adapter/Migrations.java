package org.meterline.platform.adapter;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import org.meterline.platform.MigrateDatabase;

/**
 * Brings the database to this version before anyone can connect to it, unless the service does not know what opens it as its owner: then
 * the step before the deployment has done so.
 */
@Singleton
final class Migrations implements BeanCreatedEventListener<DatasourceConfiguration> {

    private final DatabaseOwnerSettings owner;

    Migrations(DatabaseOwnerSettings owner) {
        this.owner = owner;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        var database = event.getBean();
        if (owner.isKnown()) {
            new MigrateDatabase(database.getUrl(), owner.user(), owner.password())
                    .migrate(database.getUsername(), database.getPassword());
        }
        return database;
    }
}
