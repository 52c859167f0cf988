package org.meterline.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.LongSupplier;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.deployment.Reach;
import org.meterline.operations.deployment.Target;
import org.meterline.operations.store.Stores;

/** How a deployment is that this machine did not start: billing's health, what is not at rest, and how full the queues are. */
final class DeployedStatus {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeployedStatus() {}

    /** Prints it; 0 when billing says that it is well. */
    static int print(Target target) {
        try (var stores = new Stores(target)) {
            line("messages not at rest", () -> stores.messages().unsettled());
            queue(stores, "photos to read", target.photoQueue());
            queue(stores, "photos given up", target.deadPhotoQueue());
            queue(stores, "messages to replay", target.replayQueue());
            return health(stores);
        }
    }

    private static void queue(Stores stores, String what, Reach<String> queue) {
        line(what, () -> stores.workQueues().depth(queue.get()));
    }

    private static void line(String what, LongSupplier count) {
        try {
            System.out.printf("%-22s %d%n", what, count.getAsLong());
        } catch (OutOfReach why) {
            System.out.printf("%-22s unknown: %s%n", what, why.why());
        }
    }

    private static int health(Stores stores) {
        try {
            var health = JSON.readTree(stores.billing().get("/health").body());
            System.out.printf("%-22s %s%n", "billing", health.path("status").asText("unknown"));
            for (var part : health.path("details").properties()) {
                System.out.printf(
                        "  %-20s %s%n",
                        part.getKey(), part.getValue().path("status").asText());
            }
            return health.path("status").asText().equals("UP") ? 0 : Meterline.FAILED;
        } catch (OutOfReach why) {
            System.out.printf("%-22s unknown: %s%n", "billing", why.why());
            return Meterline.FAILED;
        } catch (JsonProcessingException noHealth) {
            System.out.printf("%-22s unknown: its health page is no JSON%n", "billing");
            return Meterline.FAILED;
        }
    }
}
