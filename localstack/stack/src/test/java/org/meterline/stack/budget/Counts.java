package org.meterline.stack.budget;

/**
 * What one reading used of what AWS charges for by the piece.
 *
 * @param webhooks requests of Twilio, callbacks included; as many invocations of ingest
 * @param photos invocations of the reader
 * @param callbacks requests that tell what became of the answer
 * @param s3Puts files put
 * @param s3Gets files read, or looked for
 * @param writeUnits of the message table, for the message itself
 * @param callbackWriteUnits the same for its callbacks
 */
record Counts(
        long webhooks,
        long photos,
        long callbacks,
        long s3Puts,
        long s3Gets,
        double writeUnits,
        double callbackWriteUnits) {}
