package org.meterline.stack.supervisor;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Properties;
import org.meterline.engines.Ports;

/**
 * The loopback ports of the parts: remembered from run to run, so that bookmarks last, and replaced when somebody else has
 * taken one. All lie below the range that systems give to outgoing connections.
 */
final class RememberedPorts {

    private static final String FILE = "ports.properties";
    private static final int SEARCH_MAX = 2_000;

    private final Home home;
    private final Properties known = new Properties();

    RememberedPorts(Home home) {
        this.home = home;
        var file = home.file(FILE);
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                known.load(reader);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot read " + file, failure);
            }
        }
    }

    /** The port of a part: the one it had, else the wished one, else the next that is free. */
    synchronized int of(String part, int wished) {
        var port = Integer.parseInt(known.getProperty(part, Integer.toString(wished)));
        for (var tried = 0; isAnothers(part, port) || !Ports.take(port); tried++) {
            if (tried == SEARCH_MAX) {
                throw new StartException("found no free port near " + wished + " for " + part);
            }
            port++;
        }
        known.setProperty(part, Integer.toString(port));
        var content = new StringWriter();
        try {
            known.store(content, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        home.writePrivate(FILE, content.toString());
        return port;
    }

    private boolean isAnothers(String part, int port) {
        return known.entrySet().stream()
                .anyMatch(entry ->
                        !entry.getKey().equals(part) && entry.getValue().equals(Integer.toString(port)));
    }
}
