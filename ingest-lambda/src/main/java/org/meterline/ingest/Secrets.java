package org.meterline.ingest;

/** The secrets of this deployment. */
interface Secrets {

    /** The text of a secret as it is now. */
    String read(String secretId);
}
