package org.meterline.ingest;

/** The files of messages in the bucket. What is there is never overwritten. */
interface Photos {

    /**
     * Stores a file unless there is one under its key.
     *
     * @return what is there now: this file, or the one that was there before
     */
    Message.StoredFile putIfAbsent(String key, byte[] file, FileType type);
}
