package org.meterline.operations.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A deployment on AWS, put together from what its stacks put out and from the caller's environment; what neither names is out of
 * reach. Names may come from either, and the environment wins; what opens something comes from the environment alone.
 */
public final class AwsTarget {

    /** What a stack puts out under this name, and the environment names in capitals: {@code METERLINE_MESSAGE_TABLE}. */
    public enum Name {
        MESSAGE_TABLE("MessageTable"),
        PHOTO_BUCKET("PhotoBucket"),
        PHOTO_QUEUE("PhotoQueue"),
        DEAD_PHOTO_QUEUE("DeadPhotoQueue"),
        REPLAY_QUEUE("ReplayQueue"),
        BILLING_URL("BillingUrl"),
        /** {@code jdbc:postgresql://host:5432/meterline?sslmode=verify-full}. */
        DATABASE_URL("DatabaseUrl"),
        /** {@code amqps://host:5671}. */
        BROKER_ENDPOINT("BrokerEndpoint");

        private final String output;

        Name(String output) {
            this.output = output;
        }

        /** The name of the stack's output. */
        public String output() {
            return output;
        }
    }

    /** What opens something, never put out by a stack. */
    private enum Secret {
        DATABASE_OWNER_USER,
        DATABASE_OWNER_PASSWORD,
        DATABASE_USER,
        DATABASE_PASSWORD,
        BROKER_USERNAME,
        BROKER_PASSWORD,
        API_KEY,
        /** {@code {"AC…":["token"]}}, as the service has it. */
        TWILIO_ACCOUNTS
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "METERLINE_";
    private static final String TWILIO_API_ORIGIN = PREFIX + "TWILIO_API_ORIGIN";
    private static final String TWILIO = "https://api.twilio.com";
    private static final List<String> SERVICES = List.of("dynamodb", "s3", "sqs");

    private final Map<String, String> environment;
    private final Map<String, String> outputs;

    private AwsTarget(Map<String, String> environment, Map<String, String> outputs) {
        this.environment = environment;
        this.outputs = outputs;
    }

    /**
     * The deployment that outputs and environment describe.
     *
     * @param outputs a file that {@code cdk deploy --outputs-file} wrote; null for none
     */
    public static Target of(
            Map<String, String> environment,
            @Nullable Path outputs,
            @Nullable String region,
            @Nullable String profile) {
        return new AwsTarget(environment, outputs == null ? Map.of() : read(outputs)).target(region, profile);
    }

    private Target target(@Nullable String region, @Nullable String profile) {
        return new Target(
                "aws",
                Reach.known(cloud(region, profile)),
                named(Name.MESSAGE_TABLE),
                named(Name.PHOTO_BUCKET),
                named(Name.PHOTO_QUEUE),
                named(Name.DEAD_PHOTO_QUEUE),
                named(Name.REPLAY_QUEUE),
                login(Name.DATABASE_URL, Secret.DATABASE_OWNER_USER, Secret.DATABASE_OWNER_PASSWORD),
                login(Name.DATABASE_URL, Secret.DATABASE_USER, Secret.DATABASE_PASSWORD),
                login(Name.BROKER_ENDPOINT, Secret.BROKER_USERNAME, Secret.BROKER_PASSWORD),
                and(
                        and(named(Name.BILLING_URL), url -> address(PREFIX + Name.BILLING_URL, url)),
                        url -> and(secret(Secret.API_KEY), key -> Reach.known(new Billing(url, key)))),
                and(secret(Secret.TWILIO_ACCOUNTS), this::twilio),
                Reach.unknown("logs are in CloudWatch, where they are not searched"),
                secrets());
    }

    /** Emulators are named as the SDK itself wants it: {@code AWS_ENDPOINT_URL_DYNAMODB}. */
    private Cloud cloud(@Nullable String region, @Nullable String profile) {
        var endpoints = new HashMap<String, URI>();
        for (var service : SERVICES) {
            var endpoint = environment.get("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT));
            if (endpoint != null) {
                endpoints.put(service, URI.create(endpoint));
            }
        }
        return new Cloud(
                region == null ? environment.get("AWS_REGION") : region,
                profile,
                null,
                endpoints,
                endpoints.containsKey("s3"));
    }

    private Reach<String> named(Name name) {
        var said = environment.getOrDefault(PREFIX + name.name(), outputs.getOrDefault(name.output(), ""));
        return said.isBlank()
                ? Reach.unknown("neither " + PREFIX + name + " nor an output " + name.output() + " is given")
                : Reach.known(said);
    }

    private static Reach<URI> address(String name, String said) {
        try {
            var address = new URI(said);
            return address.isAbsolute() && address.getHost() != null
                    ? Reach.known(address)
                    : Reach.unknown(name + " is no address: " + said);
        } catch (URISyntaxException nonsense) {
            return Reach.unknown(name + " is no address: " + said);
        }
    }

    private Reach<String> secret(Secret secret) {
        var said = environment.getOrDefault(PREFIX + secret, "");
        return said.isBlank() ? Reach.unknown(PREFIX + secret + " is not given") : Reach.known(said);
    }

    private Reach<Login> login(Name place, Secret user, Secret password) {
        return and(
                named(place),
                url -> and(
                        secret(user), name -> and(secret(password), word -> Reach.known(new Login(url, name, word)))));
    }

    private static <A, B> Reach<B> and(Reach<A> first, Function<A, Reach<B>> then) {
        return switch (first) {
            case Reach.Known<A>(var value) -> then.apply(value);
            case Reach.Unknown<A>(var why) -> Reach.unknown(why);
        };
    }

    private Reach<Provider> twilio(String accounts) {
        try {
            var tokens = new TreeMap<String, String>();
            for (var account : JSON.readTree(accounts).properties()) {
                tokens.put(account.getKey(), account.getValue().path(0).asText());
            }
            return and(
                    address(TWILIO_API_ORIGIN, environment.getOrDefault(TWILIO_API_ORIGIN, TWILIO)),
                    origin -> Reach.known(new Provider.Twilio(origin, tokens)));
        } catch (IOException nonsense) {
            return Reach.unknown(PREFIX + Secret.TWILIO_ACCOUNTS + " is no JSON");
        }
    }

    private List<String> secrets() {
        var secrets = new ArrayList<String>();
        for (var secret : Arrays.stream(Secret.values())
                .filter(one -> one.name().endsWith("PASSWORD") || one == Secret.API_KEY)
                .toList()) {
            if (secret(secret) instanceof Reach.Known<String>(var value)) {
                secrets.add(value);
            }
        }
        if (and(secret(Secret.TWILIO_ACCOUNTS), this::twilio)
                instanceof Reach.Known<Provider>(Provider.Twilio twilio)) {
            secrets.addAll(twilio.accounts().values());
        }
        return secrets;
    }

    /** The outputs of all stacks in the file, by name. */
    private static Map<String, String> read(Path outputs) {
        try {
            var all = new HashMap<String, String>();
            for (JsonNode stack : JSON.readTree(outputs.toFile())) {
                stack.properties()
                        .forEach(output ->
                                all.put(output.getKey(), output.getValue().asText()));
            }
            return all;
        } catch (IOException failure) {
            throw new OutOfReach("the outputs in " + outputs + " cannot be read", failure);
        }
    }
}
