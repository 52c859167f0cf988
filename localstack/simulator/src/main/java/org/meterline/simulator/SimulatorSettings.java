package org.meterline.simulator;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.account.Accounts;
import org.meterline.simulator.chat.Chats;

/**
 * What the simulator is told by its environment. The AWS SDK reads its own variables.
 *
 * @param address that it listens on; this machine's own unless given
 * @param port of Twilio's API, the control API and the page; 0 for any
 * @param cdnPort where media are really downloaded; 0 for any
 * @param origin how others reach the port, {@code http://127.0.0.1:port} unless given
 * @param cdnOrigin how others reach the other
 * @param publicBaseUrl what Twilio was told: the address that is signed
 * @param messagesMax how many messages are remembered, {@link Chats#MESSAGES_MAX} unless given
 * @param webhookBaseUrl where that address is on this machine
 */
public record SimulatorSettings(
        InetAddress address,
        int port,
        int cdnPort,
        @Nullable String origin,
        @Nullable String cdnOrigin,
        String publicBaseUrl,
        String webhookBaseUrl,
        Accounts accounts,
        Path stateFolder,
        int messagesMax,
        @Nullable Path samples,
        @Nullable Path customers,
        @Nullable String messageTable,
        @Nullable String photoBucket,
        @Nullable URI s3,
        @Nullable Broker broker,
        @Nullable Billing billing) {

    private static final String LOOPBACK = "127.0.0.1";

    /** The names of the environment's variables. */
    public enum Name {
        SIMULATOR_ADDRESS,
        SIMULATOR_PORT,
        SIMULATOR_ORIGIN,
        CDN_PORT,
        CDN_ORIGIN,
        WEBHOOK_BASE_URL,
        PUBLIC_BASE_URL,
        TWILIO_ACCOUNTS,
        STATE_DIR,
        MESSAGES_MAX,
        SAMPLES_DIR,
        CUSTOMERS,
        MESSAGE_TABLE,
        PHOTO_BUCKET,
        AWS_ENDPOINT_URL_S3,
        BROKER_ENDPOINT,
        BROKER_USERNAME,
        BROKER_PASSWORD,
        BILLING_URL,
        BILLING_API_KEY
    }

    /** The broker whose events are shown. */
    public record Broker(URI endpoint, String username, String password) {
        @Override
        public String toString() {
            return endpoint.toString();
        }
    }

    /** The billing service whose readings are shown. */
    public record Billing(String baseUrl, String apiKey) {
        @Override
        public String toString() {
            return baseUrl;
        }
    }

    /** Reads the environment. @throws IllegalArgumentException naming what is missing or wrong, without its value */
    public static SimulatorSettings from(Map<String, String> environment) {
        var webhookBaseUrl = url(environment, Name.WEBHOOK_BASE_URL).orElseThrow(() -> missing(Name.WEBHOOK_BASE_URL));
        return new SimulatorSettings(
                address(find(environment, Name.SIMULATOR_ADDRESS).orElse(LOOPBACK)),
                port(environment, Name.SIMULATOR_PORT),
                port(environment, Name.CDN_PORT),
                url(environment, Name.SIMULATOR_ORIGIN).orElse(null),
                url(environment, Name.CDN_ORIGIN).orElse(null),
                url(environment, Name.PUBLIC_BASE_URL).orElse(webhookBaseUrl),
                webhookBaseUrl,
                Accounts.parse(
                        find(environment, Name.TWILIO_ACCOUNTS).orElseThrow(() -> missing(Name.TWILIO_ACCOUNTS))),
                Path.of(find(environment, Name.STATE_DIR).orElseThrow(() -> missing(Name.STATE_DIR))),
                find(environment, Name.MESSAGES_MAX).map(Integer::valueOf).orElse(Chats.MESSAGES_MAX),
                find(environment, Name.SAMPLES_DIR).map(Path::of).orElse(null),
                find(environment, Name.CUSTOMERS).map(Path::of).orElse(null),
                find(environment, Name.MESSAGE_TABLE).orElse(null),
                find(environment, Name.PHOTO_BUCKET).orElse(null),
                find(environment, Name.AWS_ENDPOINT_URL_S3).map(URI::create).orElse(null),
                find(environment, Name.BROKER_ENDPOINT)
                        .map(endpoint -> new Broker(
                                URI.create(endpoint),
                                find(environment, Name.BROKER_USERNAME)
                                        .orElseThrow(() -> missing(Name.BROKER_USERNAME)),
                                find(environment, Name.BROKER_PASSWORD)
                                        .orElseThrow(() -> missing(Name.BROKER_PASSWORD))))
                        .orElse(null),
                url(environment, Name.BILLING_URL)
                        .map(baseUrl -> new Billing(
                                baseUrl,
                                find(environment, Name.BILLING_API_KEY)
                                        .orElseThrow(() -> missing(Name.BILLING_API_KEY))))
                        .orElse(null));
    }

    /** Every variable by name, for whoever starts the process. */
    public static List<String> names() {
        return Arrays.stream(Name.values()).map(Name::name).toList();
    }

    private static Optional<String> find(Map<String, String> environment, Name name) {
        return Optional.ofNullable(environment.get(name.name())).filter(value -> !value.isBlank());
    }

    private static Optional<String> url(Map<String, String> environment, Name name) {
        return find(environment, name).map(value -> value.replaceFirst("/+$", ""));
    }

    /** Written out, never a name that somebody else could lead elsewhere. */
    private static InetAddress address(String written) {
        try {
            return InetAddress.ofLiteral(written);
        } catch (IllegalArgumentException name) {
            throw new IllegalArgumentException(Name.SIMULATOR_ADDRESS + " is no IP address", name);
        }
    }

    private static int port(Map<String, String> environment, Name name) {
        var port = find(environment, name).orElse("0");
        if (!port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException(name + " is no port");
        }
        return Integer.parseInt(port);
    }

    private static IllegalArgumentException missing(Name name) {
        return new IllegalArgumentException(name + " is missing");
    }
}
