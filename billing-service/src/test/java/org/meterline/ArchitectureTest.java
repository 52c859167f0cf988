package org.meterline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.meterline.customers.domain.PlantedClockReader;
import org.meterline.customers.domain.PlantedSqlReader;
import org.meterline.readings.PlantedDouble;
import org.meterline.tenants.PlantedClimber;
import org.meterline.tenants.PlantedPeeper;
import org.meterline.tenants.adapter.PlantedPublicDoor;

/** The house obeys its laws, and each law objects to a class that was planted to break it. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("org.meterline");

    @Test
    void calls_go_down() {
        Laws.CALLS_GO_DOWN.check(HOUSE);
        assertObjects(Laws.CALLS_GO_DOWN, PlantedClimber.class);
    }

    @Test
    void adapters_are_doors_only() {
        Laws.ADAPTERS_ARE_DOORS_ONLY.check(HOUSE);
        assertObjects(Laws.ADAPTERS_ARE_DOORS_ONLY, PlantedPublicDoor.class);
    }

    @Test
    void nobody_looks_behind_a_door() {
        Laws.NOBODY_LOOKS_BEHIND_A_DOOR.check(HOUSE);
        assertObjects(Laws.NOBODY_LOOKS_BEHIND_A_DOOR, PlantedPeeper.class);
    }

    @Test
    void the_domain_is_plain_java() {
        Laws.THE_DOMAIN_IS_PLAIN_JAVA.check(HOUSE);
        assertObjects(Laws.THE_DOMAIN_IS_PLAIN_JAVA, PlantedSqlReader.class);
    }

    @Test
    void numbers_are_exact() {
        Laws.NUMBERS_ARE_EXACT.check(HOUSE);
        assertObjects(Laws.NUMBERS_ARE_EXACT, PlantedDouble.class);
    }

    @Test
    void time_is_asked_of_the_clock() {
        Laws.TIME_IS_ASKED_OF_THE_CLOCK.check(HOUSE);
        assertObjects(Laws.TIME_IS_ASKED_OF_THE_CLOCK, PlantedClockReader.class);
    }

    private static void assertObjects(ArchRule law, Class<?> planted) {
        var breaker = new ClassFileImporter().importClasses(planted);
        assertThatThrownBy(() -> law.check(breaker))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(planted.getSimpleName());
    }
}
