package org.meterline.platform.adapter;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * The role that owns the tables; only migrations use it.
 *
 * @param password blank where a step before the deployment migrates, and the service is not to know it
 */
@ConfigurationProperties("meterline.database.owner")
record DatabaseOwnerSettings(String user, String password) {

    boolean isKnown() {
        return !password.isBlank();
    }

    @Override
    public String toString() {
        return "DatabaseOwnerSettings[" + user + "]";
    }
}
