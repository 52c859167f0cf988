package org.meterline.contracts;

/** The way a message travels between a customer and the utility. */
public enum Channel {
    WHATSAPP,
    SMS
}
