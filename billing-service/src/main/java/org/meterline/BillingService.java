package org.meterline;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.meterline.platform.Drain;
import org.meterline.platform.MigrateDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: everything the business decides, behind one door. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "meterline-billing",
                        version = "1",
                        description = "What a utility does with Meterline over HTTP."),
        security = @SecurityRequirement(name = "key"))
@SecurityScheme(name = "key", type = SecuritySchemeType.HTTP, scheme = "bearer", description = "An API key.")
public final class BillingService {

    private static final Logger log = LoggerFactory.getLogger(BillingService.class);

    private BillingService() {}

    /** Runs until it is told to end. The framework's own end closes the socket first, hence one of ours. */
    public static void main(String[] args) throws InterruptedException {
        if (List.of(args).equals(List.of("migrate"))) {
            migrate();
            return;
        }
        try {
            var unused = start(
                    ApplicationContext.builder(BillingService.class).args(args).build());
        } catch (RuntimeException failure) { // the edge: without a service there is no process
            log.error("billing-service cannot start", failure);
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    /** Returns when it answers; it ends in good order when the process is told to end. */
    static NettyEmbeddedServer start(ApplicationContext context) {
        var server = context.start().getBean(NettyEmbeddedServer.class);
        server.start();
        var drain = context.getBean(Drain.class);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> drain.run(context, server)));
        log.info("billing-service answers on port {}", server.getPort());
        return server;
    }

    /** The step before a deployment. */
    private static void migrate() {
        try (var context = ApplicationContext.builder(BillingService.class).build()) {
            MigrateDatabase.by(context.getEnvironment().start());
        } catch (RuntimeException failure) { // the edge: the deployment stops here
            log.error("the database cannot be brought to this version", failure);
            System.exit(1);
        }
    }
}
