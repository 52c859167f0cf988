package org.meterline.stack.storm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterline.stack.storm.line.Line;
import org.meterline.stack.supervisor.Lines;

/** A line between every two parts that talk to each other, for somebody to break. */
final class BrokenLines implements Lines, AutoCloseable {

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    @Override
    public synchronized int portFor(String from, String to, int port) {
        var known = lines.stream().filter(line -> line.joins(from, to)).findFirst();
        if (known.isPresent()) {
            return known.get().port();
        }
        var line = new Line(from, to, port);
        lines.add(line);
        return line.port();
    }

    /** Those that are there. */
    List<Line> all() {
        return lines;
    }

    Line between(String from, String to) {
        return lines.stream()
                .filter(line -> line.joins(from, to))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no line from " + from + " to " + to));
    }

    @Override
    public void close() {
        lines.forEach(Line::close);
    }
}
