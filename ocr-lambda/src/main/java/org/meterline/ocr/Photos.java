package org.meterline.ocr;

import java.util.Optional;

/** The stored photos. */
interface Photos {

    /** The most that is ever fetched. What ingest stores is half of it at most. */
    int BYTES_MAX = 10 * 1024 * 1024;

    /** The file under a key; empty when it is larger than {@link #BYTES_MAX}. Throws when there is no such file. */
    Optional<byte[]> fetch(String key);
}
