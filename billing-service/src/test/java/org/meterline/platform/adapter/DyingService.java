package org.meterline.platform.adapter;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import org.meterline.BillingService;

/**
 * The service as a process that dies behind one of its steps. It makes itself ready, says so, and begins to work when it is told,
 * so that the next one can start while this one lives.
 */
final class DyingService {

    static final String READY = "ready to begin";
    static final String ANSWERS_AT = "answers at ";

    private DyingService() {}

    public static void main(String[] arguments) throws IOException {
        var context = ApplicationContext.builder(BillingService.class).start();
        System.out.println(READY);
        if (System.in.read() != -1) {
            var server = context.getBean(EmbeddedServer.class).start();
            System.out.println(ANSWERS_AT + server.getURI());
            while (System.in.read() != -1) {
                // until whoever told it lets go
            }
        }
        context.close();
        System.exit(0);
    }
}
