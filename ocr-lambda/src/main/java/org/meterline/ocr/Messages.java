package org.meterline.ocr;

import java.util.Optional;
import org.meterline.contracts.PhotoName;

/** What is known of the messages that photos came with, and what was made of each photo. */
interface Messages {

    /** What is known of a photo, as of now. Empty when its message or its part is not there. */
    Optional<KnownPhoto> find(PhotoName photo);

    /**
     * Keeps what was made of a photo: only once, whoever is first.
     *
     * @return false when the photo had a result already, which then stands
     */
    boolean settle(PhotoName photo, PhotoResult result);

    /**
     * Keeps what another reader made of a photo that has its result, which stands: only once per version of the reader.
     *
     * @return false when this version's is kept already, or the photo has none that it could stand beside
     */
    boolean keepBeside(PhotoName photo, PhotoResult result);
}
