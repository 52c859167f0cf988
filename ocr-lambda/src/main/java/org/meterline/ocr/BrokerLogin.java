package org.meterline.ocr;

/** A name and a password for the broker. Never printed. */
record BrokerLogin(String username, String password) {

    @Override
    public String toString() {
        return "BrokerLogin[not shown]";
    }
}
