package org.meterline.operations.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts violations by what is wrong, and remembers the first few ids of each. Ids are never personal. */
final class Tally {

    private static final int EXAMPLES_MAX = 5;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, List<String>> examples = new TreeMap<>();

    /** @param what what is wrong, in a few words */
    void add(String what, String id) {
        counts.merge(what, 1L, Long::sum);
        var shown = examples.computeIfAbsent(what, first -> new ArrayList<>());
        if (shown.size() < EXAMPLES_MAX && !shown.contains(id)) {
            shown.add(id);
        }
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    List<Finding.Wrong> wrongs() {
        return counts.entrySet().stream()
                .map(each -> new Finding.Wrong(
                        each.getKey(), each.getValue(), List.copyOf(examples.getOrDefault(each.getKey(), List.of()))))
                .toList();
    }
}
