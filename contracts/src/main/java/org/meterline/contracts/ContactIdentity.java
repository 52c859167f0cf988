package org.meterline.contracts;

/**
 * One of the names that a person is known by. A contact has one or several, and none of them is the contact: numbers change
 * hands, and WhatsApp may withhold them.
 */
public record ContactIdentity(Type type, String value) {

    /** What kind of name it is. */
    public enum Type {
        /** A telephone number in E.164, {@code +27831234567}. */
        PHONE,
        /** WhatsApp's id of a number, digits without a plus. */
        WHATSAPP_ID,
        /** WhatsApp's id of a person for one business, {@code ZA.1a2b3c}. */
        BUSINESS_SCOPED_ID
    }

    /** What kind of name, never the name: it may stand in a log. */
    @Override
    public String toString() {
        return type.name();
    }
}
