package org.meterline.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Loopback ports below the range from which systems take the ports of outgoing connections. In that range a client that keeps
 * reconnecting to an engine that was killed can end up connected to itself, and the engine never gets its port back.
 *
 * <p>A port is taken long before anybody listens on it. So that two systems that start at once do not take the same one, each locks the
 * byte with the port's number in a file that all of a user's systems share; the operating system gives it back when the JVM ends.
 */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int ABOVE_HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final int CONNECT_TIMEOUT_MILLIS = 500;
    private static final @Nullable FileChannel TAKEN = taken();

    private Ports() {}

    /** Takes a port that nobody listens on now, and that no other running JVM has taken. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = RandomGenerator.getDefault().nextInt(LOWEST, ABOVE_HIGHEST);
            if (take(port)) {
                return port;
            }
        }
        throw new EngineException(
                "found no free port between " + LOWEST + " and " + ABOVE_HIGHEST + " in " + ATTEMPTS + " attempts");
    }

    /** Takes this port; false when somebody listens on it, or another running JVM has taken it. */
    public static boolean take(int port) {
        return lock(port) && nobodyListens(port);
    }

    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    private static boolean nobodyListens(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean lock(int port) {
        try {
            return TAKEN == null || TAKEN.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException takenByThisJvm) {
            return true;
        } catch (IOException noLocksHere) {
            return true;
        }
    }

    /** Never closed: with it would go what was taken. None where there is no place for it; then only who listens counts. */
    private static @Nullable FileChannel taken() {
        var file = Path.of(
                System.getProperty("java.io.tmpdir"), "meterline-" + System.getProperty("user.name") + ".ports");
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException noPlace) {
            return null;
        }
    }
}
