package org.meterline.ocr;

/** Reads the counter of a meter in a photo. */
interface DialReader {

    /** What the counter shows, or why nobody could tell. It does not know the customer's meter. */
    DialReading read(Photo photo);

    /** The reader and its models; the same version gives the same answer to the same photo. */
    String version();
}
