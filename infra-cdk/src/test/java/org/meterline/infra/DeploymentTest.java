package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {

    private static final Artifacts ARTIFACTS = Artifacts.ofTheBuild(Path.of("."));

    @Test
    void an_environment_is_dev_or_prod() {
        assertThat(Environment.named("dev")).isEqualTo(Environment.DEV);
        assertThat(Environment.named("prod")).isEqualTo(Environment.PROD);
        assertThatThrownBy(() -> Environment.named("test")).hasMessageContaining("take dev or prod");
    }

    @Test
    void a_domain_needs_a_certificate() {
        assertThatThrownBy(() -> new Deployment(Environment.DEV, ARTIFACTS, List.of(), "hooks.example.com", null, null))
                .hasMessageContaining("webhookCertificate");
    }

    @Test
    void three_zones_are_three() {
        assertThatThrownBy(() -> new Deployment(Environment.PROD, ARTIFACTS, List.of(0, 1), null, null, null))
                .hasMessageContaining("3 zones");
    }

    @Test
    void what_is_not_built_is_named_with_the_command_that_builds_it(@TempDir Path empty) {
        assertThatThrownBy(() -> Artifacts.ofTheBuild(empty.resolve("infra")).complete())
                .hasMessageContaining("ingest-lambda-lambda.zip")
                .hasMessageContaining("./mvnw package");
    }

    @Test
    void functions_are_called_as_the_build_calls_them() throws IOException {
        assertThat(Files.readString(Path.of("../ingest-lambda/pom.xml")))
                .contains("<finalName>" + withoutEnd(ARTIFACTS.ingestZip()) + "</finalName>");
        assertThat(Files.readString(Path.of("../ocr-lambda/pom.xml")))
                .contains("<finalName>" + withoutEnd(ARTIFACTS.readerZip()) + "</finalName>");
    }

    private static String withoutEnd(Path zip) {
        return zip.getFileName().toString().replace(".zip", "");
    }
}
