package org.meterline.operations.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the auditor found about one rule.
 *
 * @param count how often it is broken, as far as it was checked
 * @param wrongs what breaks it
 * @param why why it was not checked; null when it was
 */
public record Finding(
        Rule rule,
        State state,
        long count,
        List<Wrong> wrongs,
        @Nullable String why,
        long millis) {

    /** Whether a rule was looked at. */
    public enum State {
        CHECKED,
        /** Something that it needs is out of reach; the rest of it may have been looked at. */
        NOT_CHECKED,
        /** The operator said so. */
        SKIPPED
    }

    /**
     * One way in which a rule is broken.
     *
     * @param examples ids of a few of them
     */
    public record Wrong(String what, long count, List<String> examples) {}

    public Finding {
        wrongs = List.copyOf(wrongs);
    }

    /** Whether the rule was checked and holds. */
    public boolean holds() {
        return state == State.CHECKED && count == 0;
    }
}
