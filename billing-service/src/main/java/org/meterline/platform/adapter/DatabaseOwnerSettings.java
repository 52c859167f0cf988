package org.meterline.platform.adapter;

import io.micronaut.context.annotation.ConfigurationProperties;

/** The role that owns the tables; only migrations use it. */
@ConfigurationProperties("meterline.database.owner")
record DatabaseOwnerSettings(String user, String password) {

    @Override
    public String toString() {
        return "DatabaseOwnerSettings[" + user + "]";
    }
}
