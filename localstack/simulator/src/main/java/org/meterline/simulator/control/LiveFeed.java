package org.meterline.simulator.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.meterline.simulator.http.Json;
import org.meterline.simulator.http.Response;

/** Server-sent events for open pages, and the broker's last {@link #EVENTS_KEPT_MAX} events for pages that open later. */
public final class LiveFeed {

    private static final int EVENTS_KEPT_MAX = 200;
    private static final int BACKLOG_MAX = 500;
    private static final int PAGES_MAX = 50;
    private static final int HEARTBEAT_SECONDS = 15;

    private final Set<BlockingQueue<String>> pages = ConcurrentHashMap.newKeySet();
    private final Deque<Object> brokerEvents = new ArrayDeque<>();

    /** Tells every open page. A page that does not keep up is cut off, comes back and reads everything anew. */
    public void tell(String kind, Object data) {
        if (pages.isEmpty()) {
            return;
        }
        var event = "event: " + kind + "\ndata: " + Json.write(data) + "\n\n";
        pages.removeIf(page -> !page.offer(event));
    }

    /** Tells of an event on the broker. */
    public void tellBrokerEvent(Object event) {
        synchronized (brokerEvents) {
            brokerEvents.add(event);
            if (brokerEvents.size() > EVENTS_KEPT_MAX) {
                brokerEvents.remove();
            }
        }
        tell("broker", event);
    }

    List<Object> brokerEvents() {
        synchronized (brokerEvents) {
            return List.copyOf(brokerEvents);
        }
    }

    Response stream() {
        if (pages.size() >= PAGES_MAX) {
            return Response.text(503, "too many pages are open");
        }
        return new Response.Stream("text/event-stream; charset=utf-8", out -> {
            var mine = new ArrayBlockingQueue<String>(BACKLOG_MAX);
            pages.add(mine);
            try {
                out.write("retry: 1000\n\n".getBytes(UTF_8));
                out.flush();
                while (pages.contains(mine)) {
                    var next = mine.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                    out.write((next == null ? ": still here\n\n" : next).getBytes(UTF_8));
                    out.flush();
                }
            } finally {
                pages.remove(mine);
            }
        });
    }
}
