package org.meterline.definition;

/** What things are called where there is one system per machine, embedded and on LocalStack; on AWS CloudFormation makes up names. */
public final class Names {

    public static final String TABLE = "meterline-messages";
    public static final String BUCKET = "meterline-photos";

    /** Hears of photos that are to be read. */
    public static final String PHOTO_QUEUE = "meterline-photos";

    /** Photos that were given up. */
    public static final String DEAD_PHOTO_QUEUE = "meterline-photos-dead";

    /** Stored messages that an operator sends through once more. */
    public static final String REPLAY_QUEUE = "meterline-replays";

    /** Those of them that were given up. */
    public static final String DEAD_REPLAY_QUEUE = "meterline-replays-dead";

    public static final String TWILIO_SECRET = "meterline/twilio";
    public static final String BROKER_SECRET = "meterline/broker";
    public static final String DATABASE = "meterline";

    /** The role in PostgreSQL that billing works as. */
    public static final String DATABASE_USER = "meterline_app";

    private Names() {}
}
