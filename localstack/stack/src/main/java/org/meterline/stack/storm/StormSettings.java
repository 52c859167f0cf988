package org.meterline.stack.storm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a storm is made from. The same numbers give the same customers, messages, times and faults.
 *
 * @param messages how many webhooks are wanted in all: customers' messages with their repetitions, forged ones, and the statuses
 *     of our answers
 * @param faults how many things go wrong
 * @param seed of everything that is diced for
 * @param webhooksPerSecond how fast they come, statuses included
 * @param home where its own system keeps its state
 * @param report the folder for figures and the chart; null for none
 */
public record StormSettings(
        int messages,
        int faults,
        long seed,
        int webhooksPerSecond,
        Path home,
        @Nullable Path report) {

    public StormSettings {
        if (messages < 1 || faults < 0 || webhooksPerSecond < 1) {
            throw new IllegalArgumentException("a storm has messages and a rate");
        }
    }
}
