package org.meterline.readings.domain;

import java.util.List;
import org.meterline.readings.LaterResult;

/** What other readers saw in photos of the current tenant that were judged. Every call is inside a tenant transaction. */
public interface LaterResults {

    /** Keeps a result; false when this version's is kept already. */
    boolean add(LaterResult result);

    /** All there are of a photo, in the order in which they came. */
    List<LaterResult> of(String photoId);
}
