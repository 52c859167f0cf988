package org.meterline.stack;

import java.io.IOException;
import org.meterline.stack.supervisor.RunningStack;

/** Tells the running system what to do with one of its parts. */
final class PartOrder {

    private PartOrder() {}

    static int give(String part, String order, String done) throws InterruptedException {
        var running = RunningStack.in(Meterline.home());
        if (running.isEmpty()) {
            return StatusCommand.notRunning();
        }
        try {
            if (part.matches("[a-z0-9-]+") && running.get().order(part, order)) {
                System.out.println(part + " is " + done + ".");
                return 0;
            }
            System.err.println("meterline: there is no part " + part + "; './meterline status' lists them");
        } catch (IOException unheard) {
            System.err.println("meterline: the supervisor does not answer; it is starting or stopping");
        }
        return Meterline.FAILED;
    }
}
