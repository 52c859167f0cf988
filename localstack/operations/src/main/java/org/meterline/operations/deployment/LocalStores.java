package org.meterline.operations.deployment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The note that the embedded stack leaves about its stores, for programs that look into them. It holds passwords: only its user
 * can read it, and they open nothing but this machine's demo.
 *
 * @param aws the environment that leads an AWS SDK to the emulators
 * @param owner the database as the owner of its tables
 * @param application the database as the service comes in
 * @param secrets further tokens that must stand nowhere
 */
public record LocalStores(
        Map<String, String> aws,
        String messageTable,
        String photoBucket,
        String photoQueue,
        String deadPhotoQueue,
        String replayQueue,
        Login owner,
        Login application,
        Login broker,
        String billingUrl,
        String billingKey,
        String simulatorUrl,
        List<String> logs,
        List<String> secrets) {

    /** The note's name in the state directory. */
    public static final String FILE = "run/stores.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDPOINT = "AWS_ENDPOINT_URL_";

    /** The note in a file; empty when there is none. */
    public static Optional<LocalStores> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), LocalStores.class));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    /** The embedded stack as a target: everything in it is in reach. */
    public Target target() {
        var endpoints = new TreeMap<String, URI>();
        for (var service : List.of("dynamodb", "s3", "sqs")) {
            endpoints.put(service, URI.create(aws.getOrDefault(ENDPOINT + service.toUpperCase(Locale.ROOT), "")));
        }
        var keys = new Cloud.Keys(
                aws.getOrDefault("AWS_ACCESS_KEY_ID", ""), aws.getOrDefault("AWS_SECRET_ACCESS_KEY", ""));
        return new Target(
                "local",
                Reach.known(new Cloud(aws.get("AWS_REGION"), null, keys, endpoints, true)),
                Reach.known(messageTable),
                Reach.known(photoBucket),
                Reach.known(photoQueue),
                Reach.known(deadPhotoQueue),
                Reach.known(replayQueue),
                Reach.known(owner),
                Reach.known(application),
                Reach.known(broker),
                Reach.known(new Billing(URI.create(billingUrl), billingKey)),
                Reach.known(new Provider.Simulator(URI.create(simulatorUrl))),
                Reach.known(logs.stream().map(Path::of).toList()),
                secrets);
    }

    @Override
    public String toString() {
        return "LocalStores";
    }
}
