package org.meterline.ingest.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port of this process that nobody else reaches. Closing it closes every connection to it. */
abstract class MadeUpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MadeUpServer.class);
    private static final int BACKLOG = 50;

    private final ServerSocket door;
    private final Set<Socket> callers = ConcurrentHashMap.newKeySet();

    MadeUpServer() {
        try {
            door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException("no port on the loopback", failure);
        }
    }

    /** Begins to answer. */
    final void open() {
        Thread.startVirtualThread(this::accept);
    }

    final String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** Talks with one caller until it, or this, has enough. */
    abstract void talk(Socket caller) throws IOException;

    @Override
    public final void close() {
        closeQuietly(door);
        callers.forEach(MadeUpServer::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                var caller = door.accept();
                callers.add(caller);
                Thread.startVirtualThread(() -> answer(caller));
            }
        } catch (IOException closed) {
            log.debug("a made-up server is closed");
        }
    }

    private void answer(Socket caller) {
        try (caller) {
            talk(caller);
        } catch (IOException over) {
            log.debug("a caller is gone");
        } finally {
            callers.remove(caller);
        }
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception alreadyGone) {
            log.debug("a made-up server did not close", alreadyGone);
        }
    }
}
