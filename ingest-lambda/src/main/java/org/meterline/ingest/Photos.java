package org.meterline.ingest;

import java.util.Optional;

/** The files of messages in the bucket. What is there is never overwritten. */
interface Photos {

    /**
     * Stores a file unless there is one under its key.
     *
     * @return what is there now: this file, or the one that was there before
     */
    Message.StoredFile putIfAbsent(String key, byte[] file, FileType type);

    /** The file under a key; empty when there is none. */
    Optional<Message.StoredFile> find(String key);
}
