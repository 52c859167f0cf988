package org.meterline.simulator.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a client did that it must never do: the last {@link #KEPT_MAX}. A test that finds one here has found a leak. */
public final class Violations {

    public static final int KEPT_MAX = 100;

    private final Deque<String> sentences = new ArrayDeque<>();

    synchronized void add(String sentence) {
        sentences.add(sentence);
        if (sentences.size() > KEPT_MAX) {
            sentences.remove();
        }
    }

    public synchronized List<String> all() {
        return List.copyOf(sentences);
    }
}
