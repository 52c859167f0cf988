package org.meterline.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Fn;
import software.constructs.Node;

/**
 * One deployment: how large it is, what is deployed, and what only its owner knows. Everything but the size may be left out.
 *
 * @param zones which of the region's availability zones, counted from 0; empty for the first ones
 * @param webhookDomain a name of the owner's that Twilio calls; null for the one that API Gateway gives
 * @param webhookCertificate the certificate for it, an ARN of ACM in the same region
 * @param bellEmail who is told of alarms and spending; null for nobody yet
 */
public record Deployment(
        Environment environment,
        Artifacts artifacts,
        List<Integer> zones,
        @Nullable String webhookDomain,
        @Nullable String webhookCertificate,
        @Nullable String bellEmail) {

    public Deployment {
        if ((webhookDomain == null) != (webhookCertificate == null)) {
            throw new IllegalArgumentException(
                    "a domain needs a certificate: give webhookDomain and webhookCertificate");
        }
        if (!zones.isEmpty() && zones.size() < environment.zones()) {
            throw new IllegalArgumentException(environment.name() + " needs " + environment.zones() + " zones");
        }
    }

    /** One without anything of its owner's. */
    public static Deployment of(Environment environment, Artifacts artifacts) {
        return new Deployment(environment, artifacts, List.of(), null, null, null);
    }

    /** What {@code cdk -c name=value} says. */
    static Deployment from(Node context) {
        var environment = text(context, "environment");
        var zones = text(context, "zones");
        return new Deployment(
                Environment.named(environment == null ? "dev" : environment),
                Artifacts.ofTheBuild(Path.of("")).complete(),
                zones == null
                        ? List.of()
                        : Stream.of(zones.split(",", -1))
                                .map(String::strip)
                                .map(Integer::valueOf)
                                .toList(),
                text(context, "webhookDomain"),
                text(context, "webhookCertificate"),
                text(context, "bellEmail"));
    }

    /** The zones to stand in. Not asked of AWS: the same templates come out everywhere. */
    List<String> availabilityZones() {
        var chosen = zones.isEmpty()
                ? IntStream.range(0, environment.zones()).boxed().toList()
                : zones.subList(0, environment.zones());
        return chosen.stream().map(zone -> Fn.select(zone, Fn.getAzs())).toList();
    }

    private static @Nullable String text(Node context, String name) {
        var value = context.tryGetContext(name);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }
}
