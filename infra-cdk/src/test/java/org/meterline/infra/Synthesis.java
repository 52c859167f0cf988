package org.meterline.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * The templates of both environments, made once per JVM: with the context of cdk.json, without an account, without Docker, and with
 * stand-ins for what the build makes, so that they do not depend on it.
 */
final class Synthesis {

    static final ObjectMapper JSON = new ObjectMapper();
    static final List<Environment> ENVIRONMENTS = List.of(Environment.DEV, Environment.PROD);

    private static @Nullable Synthesis made;
    private static @Nullable RuntimeException failure;

    private final Path assembly;
    private final JsonNode manifest;

    private Synthesis(Path assembly) {
        this.assembly = assembly;
        this.manifest = read(assembly.resolve("manifest.json"));
    }

    static synchronized Synthesis made() {
        if (failure != null) {
            throw failure;
        }
        var known = made;
        if (known == null) {
            try {
                known = make();
            } catch (RuntimeException refused) { // every test would try again, and wait as long
                failure = refused;
                throw refused;
            }
            made = known;
        }
        return known;
    }

    private static Synthesis make() {
        var app = new App(AppProps.builder()
                .context(context())
                .outdir(temporary("cdk.out").toString())
                .build());
        var artifacts = standIns();
        for (var environment : ENVIRONMENTS) {
            MeterlineApp.add(app, Deployment.of(environment, artifacts), null);
        }
        MeterlineApp.judge(app);
        return new Synthesis(Path.of(app.synth().getDirectory()));
    }

    /** What cdk.json says, and what the command line adds. */
    static Map<String, Object> context() {
        var context = JSON.convertValue(
                read(Path.of("cdk.json")).path("context"), new TypeReference<Map<String, Object>>() {});
        context.put("aws:cdk:enable-path-metadata", true);
        return context;
    }

    /** Files that are staged as they are: their fingerprints do not change with the code. */
    static Artifacts standIns() {
        return standIns("artifacts");
    }

    /** The same, and RDS's roots, as an operator adds them. */
    static Artifacts standInsWithRoots() {
        var artifacts = standIns("artifacts-with-roots");
        try {
            var docker = Files.createDirectories(artifacts.billingImage().resolve("docker"));
            Files.writeString(docker.resolve(Artifacts.DATABASE_ROOTS), "roots");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return artifacts;
    }

    private static Artifacts standIns(String name) {
        var folder = temporary(name);
        try {
            Files.writeString(folder.resolve("ingest.zip"), "ingest");
            Files.writeString(folder.resolve("reader.zip"), "reader");
            Files.createDirectories(folder.resolve("billing/target/lib"));
            Files.writeString(folder.resolve("billing/Dockerfile"), "FROM scratch\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Artifacts(folder.resolve("ingest.zip"), folder.resolve("reader.zip"), folder.resolve("billing"));
    }

    /** The resources of one environment, of all its stacks. */
    List<Resource> resources(Environment environment) {
        var all = new ArrayList<Resource>();
        for (var stack : stacks(environment)) {
            var resources = template(stack).path("Resources");
            resources
                    .fieldNames()
                    .forEachRemaining(id -> all.add(new Resource(shortName(stack), id, resources.path(id))));
        }
        return all;
    }

    /** Those of one type. */
    List<Resource> resources(Environment environment, String type) {
        return resources(environment).stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** The names of what an environment's stacks put out, those among themselves left out. */
    List<String> outputs(Environment environment) {
        return stacks(environment).stream()
                .flatMap(stack -> names(template(stack).path("Outputs")))
                .filter(name -> !name.startsWith("ExportsOutput"))
                .toList();
    }

    /** What CDK or cdk-nag objected to: errors, and warnings where they are asked for. */
    List<String> objections(String level) {
        return names(manifest.path("artifacts"))
                .flatMap(artifact -> {
                    var described = manifest.path("artifacts").path(artifact);
                    var file = described.path("additionalMetadataFile").asText("");
                    var metadata = file.isEmpty() ? described.path("metadata") : read(assembly.resolve(file));
                    return names(metadata)
                            .flatMap(path -> elements(metadata.path(path))
                                    .filter(entry -> entry.path("type").asText().equals("aws:cdk:" + level))
                                    .map(entry ->
                                            path + ": " + entry.path("data").asText()));
                })
                .distinct()
                .toList();
    }

    List<String> stacks(Environment environment) {
        return names(manifest.path("artifacts"))
                .filter(name -> name.startsWith("Meterline-" + environment.name() + "-") && !name.endsWith(".assets"))
                .toList();
    }

    JsonNode template(String stack) {
        return read(assembly.resolve(stack + ".template.json"));
    }

    static String shortName(String stack) {
        return stack.substring(stack.lastIndexOf('-') + 1);
    }

    static Stream<String> names(JsonNode object) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(object.fieldNames(), Spliterator.ORDERED), false);
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path temporary(String name) {
        try {
            return Files.createDirectories(Path.of("target", "synthesis", name)).toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
