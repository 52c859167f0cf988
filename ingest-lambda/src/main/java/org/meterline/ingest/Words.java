package org.meterline.ingest;

/** What a customer said or is called. It prints as dots, so that it cannot reach a log by accident. */
record Words(String value) {

    @Override
    public String toString() {
        return "…";
    }
}
