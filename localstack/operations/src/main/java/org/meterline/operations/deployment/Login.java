package org.meterline.operations.deployment;

/** A name and the password that goes with it, at a place: a database by its JDBC URL, a broker by its AMQP address. */
public record Login(String url, String user, String password) {

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
