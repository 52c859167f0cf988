package org.meterline.platform;

import java.util.Map;

/** Our queues, for what is put into one of them and not told to all. */
public interface Queues {

    /**
     * Puts an event into one queue, as if it had never been tried. Returns when the broker has it safe.
     *
     * @param attributes its CloudEvents headers
     * @param life how often it was taken back from the dead letters
     * @throws DependencyDown when the broker does not take it; it may have it nevertheless
     */
    void put(String queue, String eventId, Map<String, String> attributes, int life, byte[] body);
}
