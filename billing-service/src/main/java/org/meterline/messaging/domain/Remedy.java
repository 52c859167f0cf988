package org.meterline.messaging.domain;

/** What to do about an error of the provider. */
public enum Remedy {
    /** It passes: the same again, later. */
    RETRY,
    /** We are too fast: this sender pauses, then the same again. */
    SLOW_DOWN,
    /** The person does not want to hear from us: nothing more goes to this address. */
    SUPPRESS,
    /** Free text is not taken now: an approved template, else a text message. */
    USE_TEMPLATE,
    /** WhatsApp does not reach the person: a text message. */
    USE_SMS,
    /** It never works with this message or address. */
    GIVE_UP,
    /** It never works, and somebody has to set something right: logged as an error. */
    ALARM
}
