package org.meterline.tracing;

/**
 * What a step may say of itself. The list is closed, so that nobody's number, name or words find a way out: ids, kinds and counts
 * only.
 */
public enum Tag {
    MESSAGE_ID("meterline.message.id"),
    PART_ID("meterline.part.id"),
    PHOTO_ID("meterline.photo.id"),
    OUTBOUND_ID("meterline.outbound.id"),
    TENANT_ID("meterline.tenant.id"),
    OUTCOME("meterline.outcome"),
    ATTEMPT("meterline.attempt"),
    READER_VERSION("meterline.reader.version"),
    HTTP_METHOD("http.request.method"),
    HTTP_ROUTE("http.route"),
    HTTP_STATUS("http.response.status_code"),
    MESSAGING_SYSTEM("messaging.system"),
    MESSAGING_DESTINATION("messaging.destination.name"),
    MESSAGING_OPERATION("messaging.operation.type"),
    MESSAGING_ID("messaging.message.id"),
    DATABASE_SYSTEM("db.system.name"),
    DATABASE_COLLECTION("db.collection.name"),
    ERROR_TYPE("error.type");

    private final String key;

    Tag(String key) {
        this.key = key;
    }

    /** Its name on the wire; those without {@code meterline.} are of OpenTelemetry's semantic conventions. */
    public String key() {
        return key;
    }
}
