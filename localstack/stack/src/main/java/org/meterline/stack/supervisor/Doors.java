package org.meterline.stack.supervisor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports that the system answers at, on this machine's own address.
 *
 * @param media where Twilio's redirects for media lead
 * @param gatewayControl where the supervisor asks the gateway
 * @param control where commands ask the supervisor
 */
record Doors(int simulator, int billing, int webhooks, int media, int gatewayControl, int control) {

    static Doors of(Home home) {
        var ports = new RememberedPorts(home);
        return new Doors(
                ports.of("simulator", 8088),
                ports.of("billing", 8080),
                ports.of("webhooks", 8081),
                ports.of("media", 8082),
                ports.of("gateway-control", 8083),
                ports.of("control", 8084));
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Where things are, by what they are. */
    Map<String, String> urls() {
        var urls = new LinkedHashMap<String, String>();
        urls.put("chat", url(simulator) + "/");
        urls.put("console", url(billing) + "/console");
        urls.put("api", url(billing) + "/api");
        urls.put("docs", url(billing) + "/openapi/meterline-billing-1.yml");
        urls.put("health", url(billing) + "/health");
        urls.put("webhooks", url(webhooks));
        return urls;
    }
}
