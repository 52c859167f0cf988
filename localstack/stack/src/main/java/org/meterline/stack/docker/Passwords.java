package org.meterline.stack.docker;

import org.meterline.stack.supervisor.Credentials;
import org.meterline.stack.supervisor.Home;

/** Made up at the first start and kept in the state directory, because the volumes remember them. */
record Passwords(Credentials credentials) {

    static Passwords of(Home home) {
        return new Passwords(Credentials.of(home));
    }

    String adminKey() {
        return credentials.adminKey();
    }

    String broker() {
        return credentials.controlToken();
    }

    String database() {
        return credentials.databasePassword();
    }

    String databaseOwner() {
        return credentials.controlToken();
    }

    String twilioJson() {
        return credentials.twilioJson();
    }

    /** As lines of an environment file. */
    String compose() {
        return """
                BROKER_PASSWORD=%s
                DATABASE_PASSWORD=%s
                DATABASE_OWNER_PASSWORD=%s
                ADMIN_KEY=%s
                TWILIO_ACCOUNTS='%s'
                """.formatted(broker(), database(), databaseOwner(), adminKey(), twilioJson());
    }

    @Override
    public String toString() {
        return "Passwords";
    }
}
