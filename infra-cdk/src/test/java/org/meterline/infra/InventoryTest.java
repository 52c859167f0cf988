package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every resource of an environment with its plain properties, as a file that a reviewer reads: what a change of the code changes in the
 * cloud stands in the same commit. {@code -Dsnapshots=write} writes it anew.
 */
@ExtendWith(NodeCondition.class)
class InventoryTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    private static final Path SNAPSHOTS = Path.of("src/test/snapshots");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}|(?<=[A-Za-z])[0-9A-F]{8}\\b");

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void the_cloud_is_as_it_was_reviewed(Environment environment) throws IOException {
        var inventory = inventory(environment);
        var file = SNAPSHOTS.resolve(environment.name() + ".txt");
        if ("write".equals(System.getProperty("snapshots"))) {
            Files.createDirectories(SNAPSHOTS);
            Files.writeString(file, inventory);
        }

        assertThat(inventory).isEqualTo(Files.readString(file));
    }

    private static String inventory(Environment environment) {
        return Synthesis.made().resources(environment).stream()
                .map(InventoryTest::described)
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String described(Resource resource) {
        var head = resource + "  " + resource.type();
        return Stream.concat(Stream.of(head), plain("", resource.properties()))
                .map(line -> FINGERPRINT.matcher(line).replaceAll("#"))
                .collect(Collectors.joining("\n  "));
    }

    /** Numbers, words and switches, however deep in objects; no lists and no references. */
    private static Stream<String> plain(String path, JsonNode node) {
        return Synthesis.names(node)
                .sorted()
                .filter(name -> !name.equals("Description") && !name.equals("AlarmDescription"))
                .filter(name -> !name.startsWith("Fn::") && !name.equals("Ref"))
                .flatMap(name -> {
                    var value = node.path(name);
                    if (value.isObject()) {
                        return plain(path + name + ".", value);
                    }
                    return value.isArray() || value.asText().length() > 100
                            ? Stream.empty()
                            : Stream.of(path + name + ": " + value.asText());
                });
    }
}
