package org.meterline.stack.storm.line;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a line: the end that called and the end that was called. It is over when both have said goodbye. */
final class Call {

    private final Socket caller;
    private final Socket callee = new Socket();
    private final AtomicInteger goodbyes = new AtomicInteger();

    Call(Socket caller) {
        this.caller = caller;
    }

    Socket caller() {
        return caller;
    }

    Socket callee() {
        return callee;
    }

    /** The end that is read from has said goodbye: the other hears it. Whether that was the second one. */
    boolean goodbye(Socket to) throws IOException {
        to.shutdownOutput();
        if (goodbyes.incrementAndGet() < 2) {
            return false;
        }
        caller.close();
        callee.close();
        return true;
    }

    /** Both ends find their connection reset. */
    void reset() {
        reset(caller);
        reset(callee);
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException ended) {
            return; // it is gone, which is what was wanted
        }
    }
}
