package org.meterline.operations.deployment;

import java.net.URI;
import java.util.Map;

/** Who brings messages and takes answers. */
public sealed interface Provider {

    /** The simulator of this machine, by its control door. It knows how each webhook was answered. */
    record Simulator(URI url) implements Provider {}

    /**
     * Twilio, by its message list.
     *
     * @param accounts each account's token
     */
    record Twilio(URI origin, Map<String, String> accounts) implements Provider {

        public Twilio {
            accounts = Map.copyOf(accounts);
        }

        @Override
        public String toString() {
            return "Twilio[" + origin + "]";
        }
    }
}
