package org.meterline.stack.storm.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A TCP line between two parts that can be made bad: cut, slowed down, or silent as when packets vanish, until the network heals
 * and what was held back arrives. While nothing is wrong it only passes bytes on. There are few connections and many bytes, so each
 * direction has a platform thread of its own: a virtual one would cost more with every read.
 */
public final class Line implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int BACKLOG = 256;

    private final String from;
    private final String to;
    private final InetSocketAddress target;
    private final ServerSocket door;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private final LongAdder disturbed = new LongAdder();
    private volatile Refusals refusals = Refusals.NONE;
    private volatile int delayMillis;
    private volatile boolean used;
    private volatile boolean closed;

    /** A line to a port of this machine. */
    public Line(String from, String to, int targetPort) {
        this.from = from;
        this.to = to;
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        try {
            door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for the line " + this, failure);
        }
        Thread.ofPlatform().daemon().name(toString()).start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    public String from() {
        return from;
    }

    public String to() {
        return to;
    }

    public boolean joins(String from, String to) {
        return this.from.equals(from) && this.to.equals(to);
    }

    /** Whether anybody has ever called by it. */
    public boolean isUsed() {
        return used;
    }

    /** How often anything was cut, delayed or held back: connections and pieces of what passed, together. */
    public long disturbed() {
        return disturbed.sum();
    }

    /** Resets every connection there is now. */
    public void cut() {
        disturbed.add(calls.size());
        calls.forEach(Call::reset);
        calls.clear();
    }

    /** Delays what passes, in each direction; 0 for no more. */
    public void delay(int millis) {
        delayMillis = millis;
    }

    /** Lets nothing pass, and nobody know. New connections come about, as they do through a middle box. */
    public void silence() {
        gate.close();
    }

    /** Whatever was held back arrives now. */
    public void heal() {
        gate.open();
    }

    /** Lets the cloud behind the line say no to some requests. Connections begin anew, so that each request is seen. */
    public void refuse(Refusals some) {
        refusals = some;
        cut();
    }

    @Override
    public void close() {
        closed = true;
        heal();
        try (door) {
            cut();
        } catch (IOException failure) {
            throw new UncheckedIOException("the line " + this + " does not close", failure);
        }
    }

    @Override
    public String toString() {
        return from + "–" + to;
    }

    private void accept() {
        while (!closed) {
            try {
                var call = new Call(door.accept());
                used = true;
                calls.add(call);
                Thread.ofPlatform().daemon().name(toString()).start(() -> serve(call));
            } catch (IOException ended) {
                if (!closed) {
                    throw new UncheckedIOException("the line " + this + " takes no more calls", ended);
                }
            }
        }
    }

    private void serve(Call call) {
        try {
            call.caller().setTcpNoDelay(true);
            var head = refusals.hear(call.caller());
            if (head.isEmpty()) {
                end(call);
                return;
            }
            call.callee().setTcpNoDelay(true);
            call.callee().connect(target);
            call.callee().getOutputStream().write(head.get());
            Thread.ofPlatform().daemon().name(toString()).start(() -> pass(call, call.callee(), call.caller()));
            pass(call, call.caller(), call.callee());
        } catch (IOException nobodyThere) {
            end(call);
        }
    }

    private void pass(Call call, Socket source, Socket sink) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            var in = source.getInputStream();
            var out = sink.getOutputStream();
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (delayMillis > 0 || !gate.isOpen()) {
                    disturbed.increment();
                }
                if (delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                gate.pass();
                out.write(buffer, 0, count);
            }
            gate.pass();
            if (call.goodbye(sink)) {
                calls.remove(call);
            }
        } catch (IOException broken) {
            end(call); // each end learns that its connection is no more
        } catch (InterruptedException stopped) {
            end(call);
            Thread.currentThread().interrupt();
        }
    }

    private void end(Call call) {
        call.reset();
        calls.remove(call);
    }
}
