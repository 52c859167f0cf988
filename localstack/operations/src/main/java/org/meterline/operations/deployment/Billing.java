package org.meterline.operations.deployment;

import java.net.URI;

/** The billing service's HTTP door with an API key that opens it. */
public record Billing(URI url, String apiKey) {

    @Override
    public String toString() {
        return "Billing[" + url + "]";
    }
}
