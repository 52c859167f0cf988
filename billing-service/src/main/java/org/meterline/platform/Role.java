package org.meterline.platform;

/** What someone may do. The constants are for {@code @Secured}. */
public enum Role {
    /** Runs the installation: every tenant, tenants themselves, keys. */
    ADMIN,
    /** Works for one utility: customers, meters, messages, bills. */
    OPERATOR,
    /** Decides about doubtful readings of one utility. */
    REVIEWER,
    /** A program of one utility: sends data in and reads it. */
    SERVICE;

    public static final String IS_ADMIN = "ADMIN";
    public static final String IS_OPERATOR = "OPERATOR";
    public static final String IS_REVIEWER = "REVIEWER";
    public static final String IS_SERVICE = "SERVICE";
}
