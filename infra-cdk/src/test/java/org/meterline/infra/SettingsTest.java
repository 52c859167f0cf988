package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a process is told is exactly what it reads: a variable that is forgotten, or that nobody reads, fails here. */
@ExtendWith(NodeCondition.class)
class SettingsTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    /** What keeps its standard value on AWS: emulators' addresses, and what only some utilities change. */
    private static final Set<String> INGEST_LEFT = Set.of(
            "PHOTO_BUCKET_PATH_STYLE",
            "TWILIO_API_ORIGIN",
            "MEDIA_REDIRECT_ORIGINS",
            "RECONCILE_HOURS",
            "RECONCILE_NUMBERS",
            "MESSAGE_RETENTION_DAYS");

    private static final Set<String> READER_LEFT = Set.of("PHOTO_BUCKET_PATH_STYLE");
    private static final Set<String> BILLING_LEFT =
            Set.of("HTTP_PORT", "HTTP_HOST", "DATABASE_POOL_SIZE", "PHOTO_BUCKET_PATH_STYLE", "TWILIO_API_ORIGIN");
    private static final Set<String> OWNER = Set.of("DATABASE_OWNER_USER", "DATABASE_OWNER_PASSWORD");

    private static final Path BILLING_SETTINGS = Path.of("../billing-service/src/main/resources/application.yml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:)?");

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void functions_of_ingest_are_told_what_its_settings_read(Environment environment) {
        var read = Arrays.stream(org.meterline.ingest.Setting.values())
                .map(Enum::name)
                .collect(Collectors.toSet());
        var functions = functions(environment, "org.meterline.ingest.");

        assertThat(functions).hasSize(4);
        assertThat(functions)
                .allSatisfy(function ->
                        assertThat(declared(function)).as(function.toString()).isEqualTo(without(read, INGEST_LEFT)));
        assertThat(read).containsAll(INGEST_LEFT);
        assertThat(INGEST_LEFT)
                .as("what is left out has a standard value")
                .allMatch(name -> org.meterline.ingest.Setting.valueOf(name).fallback() != null);
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void functions_of_the_reader_are_told_what_its_settings_read(Environment environment) {
        var read = Arrays.stream(org.meterline.ocr.Setting.values())
                .map(Enum::name)
                .collect(Collectors.toSet());
        var functions = functions(environment, "org.meterline.ocr.");

        assertThat(functions).hasSize(2);
        assertThat(functions)
                .allSatisfy(function ->
                        assertThat(declared(function)).as(function.toString()).isEqualTo(without(read, READER_LEFT)));
        assertThat(READER_LEFT)
                .noneMatch(name -> org.meterline.ocr.Setting.valueOf(name).required());
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void billing_is_told_what_its_settings_read_and_the_owner_only_for_migrations(Environment environment) {
        var read = variables(false);
        var service = container(environment, BillingTask.SERVICE);
        var migrate = container(environment, "migrate");

        assertThat(names(service)).isEqualTo(without(without(read, BILLING_LEFT), OWNER));
        assertThat(names(migrate)).isEqualTo(without(read, BILLING_LEFT));
        assertThat(names(service)).containsAll(without(variables(true), OWNER));
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void what_opens_something_is_never_a_plain_variable(Environment environment) {
        for (var container : List.of(container(environment, BillingTask.SERVICE), container(environment, "migrate"))) {
            assertThat(Synthesis.elements(container.path("Environment"))
                            .map(each -> each.path("Name").asText()))
                    .noneMatch(name -> name.contains("PASSWORD") || name.contains("KEY") || name.contains("TWILIO"));
        }
    }

    @Test
    void handlers_are_classes_that_there_are() {
        for (var function : functions(Environment.PROD, "org.meterline.")) {
            var handler = function.at("/Handler").asText();
            var module = handler.startsWith("org.meterline.ingest.") ? "ingest-lambda" : "ocr-lambda";
            assertThat(Path.of("..", module, "src/main/java", handler.replace('.', '/') + ".java"))
                    .exists();
        }
    }

    private static List<Resource> functions(Environment environment, String prefix) {
        return Synthesis.made().resources(environment, "AWS::Lambda::Function").stream()
                .filter(function -> function.at("/Handler").asText().startsWith(prefix))
                .toList();
    }

    private static Set<String> declared(Resource function) {
        return Synthesis.names(function.at("/Environment/Variables")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode container(Environment environment, String name) {
        return Synthesis.made().resources(environment, "AWS::ECS::TaskDefinition").stream()
                .flatMap(definition -> Synthesis.elements(definition.at("/ContainerDefinitions")))
                .filter(container -> container.path("Name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(JsonNode container) {
        return List.of("Environment", "Secrets").stream()
                .flatMap(kind -> Synthesis.elements(container.path(kind)))
                .map(each -> each.path("Name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The variables that billing's configuration names: all, or those that have no standard value. */
    private static Set<String> variables(boolean requiredOnly) {
        try {
            return VARIABLE.matcher(Files.readString(BILLING_SETTINGS))
                    .results()
                    .filter(match -> !requiredOnly || match.group(2) == null)
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Set<String> without(Set<String> all, Set<String> left) {
        return all.stream().filter(name -> !left.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }
}
