package org.meterline.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every law holds in every module, and every law objects to the classes that were planted to break it. */
class LawsTest {

    private static JavaClasses house;
    private static JavaClasses planted;

    @BeforeAll
    static void open() throws IOException {
        house = new ClassFileImporter().importPaths(compiledModules());
        planted = new ClassFileImporter()
                .importPackages("org.meterline.contracts.planted", "org.meterline.ingest.planted");
    }

    @Test
    void the_house_was_really_read() {
        assertThat(house.contain("org.meterline.contracts.Event")).isTrue();
        assertThat(house.contain("org.meterline.ingest.WebhookHandler")).isTrue();
        assertThat(house.contain("org.meterline.ocr.MeterPhotoHandler")).isTrue();
        assertThat(house.contain("org.meterline.BillingService")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("laws")
    void a_law_holds(String name, ArchRule law) {
        law.check(house);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void a_law_can_fail(String name, ArchRule law) {
        assertThat(law.evaluate(planted).hasViolation())
                .as("%s does not object to the class planted for it", name)
                .isTrue();
    }

    static Stream<Arguments> laws() {
        return Arrays.stream(Laws.class.getDeclaredFields())
                .filter(field -> ArchRule.class.isAssignableFrom(field.getType()))
                .map(field -> Arguments.of(field.getName(), law(field)));
    }

    private static ArchRule law(Field field) {
        try {
            return (ArchRule) field.get(null);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Path> compiledModules() throws IOException {
        try (var folders = Files.find(House.root(), 4, (path, facts) -> path.endsWith("target/classes"))) {
            return folders.toList();
        }
    }
}
