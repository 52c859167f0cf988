package org.meterline.review.domain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.review.Doubt;
import org.meterline.review.DoubtId;
import org.meterline.review.DoubtPlace;

/** The current tenant's doubted readings. Every call is inside a tenant transaction. */
public interface Doubts {

    /** Adds a waiting one; false when its photo has one already. */
    boolean add(Doubt doubt);

    Optional<Doubt> withId(DoubtId id);

    /** One that nobody else decides until the transaction ends. */
    Optional<Doubt> lock(DoubtId id);

    /** Keeps a decision. Only a waiting doubt takes one; false when it was decided already. */
    boolean decide(DoubtId id, Doubt.Decided decision);

    /** The oldest ones after a place, in the order in which they were received. */
    List<Doubt> list(@Nullable DoubtPlace after, Doubt.Status status, int limit);

    /** How many wait. */
    long waiting();
}
