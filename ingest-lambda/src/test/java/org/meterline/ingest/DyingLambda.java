package org.meterline.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** A process that takes one webhook as the lambda does, and halts behind one of its steps as if the power had gone. */
final class DyingLambda {

    /** What it ends with when it died. */
    static final int DIED = 86;

    private DyingLambda() {}

    /** Takes the step that is its last, the path and the body of the webhook; prints the answer when it lives to give one. */
    public static void main(String[] arguments) throws IOException {
        var steps = new Steps(
                Integer.parseInt(arguments[0]), () -> Runtime.getRuntime().halt(DIED));
        var handler = new WebhookHandler(new DyingWiring(System.getenv(), steps).receiveWebhook());
        var answer = handler.answerTo(Samples.signed(arguments[1], arguments[2]));
        System.out.println(new String(answer, StandardCharsets.UTF_8));
        System.exit(0);
    }

    /** Everything as it is wired in production, with the steps between the parts and the world. */
    private static final class DyingWiring extends Wiring {

        private final Steps steps;

        DyingWiring(Map<String, String> environment, Steps steps) {
            super(
                    environment,
                    Clock.systemUTC(),
                    new Limits(
                            RealParts.PATIENCE,
                            RealParts.PATIENCE,
                            RealParts.PATIENCE,
                            RealParts.PATIENCE,
                            RealParts.PATIENCE));
            this.steps = steps;
        }

        @Override
        Messages messages() {
            return steps.around(super.messages());
        }

        @Override
        MediaFiles mediaFiles() {
            return steps.around(super.mediaFiles());
        }

        @Override
        Photos photos() {
            return steps.around(super.photos());
        }

        @Override
        Events events() {
            return steps.around(super.events());
        }
    }
}
