package org.meterline.definition;

/**
 * What a person may change about the pace of the system on one machine.
 *
 * @param sweepSeconds how often the sweeper looks for messages that were left half-way
 * @param reconcileSeconds how often Twilio's messages are compared with ours
 * @param readers how many photos are read at once
 * @param receivers how many webhooks are worked on at once
 * @param photoSeconds how long what a queue has given to somebody is kept from others
 */
public record Pace(int sweepSeconds, int reconcileSeconds, int readers, int receivers, int photoSeconds) {

    /** What it is unless somebody changes it. */
    public static final Pace STANDARD = new Pace(60, 60, 2, 2, 90);
}
