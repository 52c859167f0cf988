package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.meterline.readings.domain.JudgedYears.Way;
import org.meterline.readings.domain.JudgedYears.Year;

/**
 * What re-ranking is worth: a year of six hundred meters, read by a reader that errs as the tables beside this class say, judged
 * three ways. Seeded, so that the figures are the same everywhere, and those in the documentation are these.
 */
class RerankingFiguresTest {

    private static final int METERS = 600;
    private static final long SEED = 20_261_121;
    private static final double CALIBRATION_ERROR_MAX = 0.01;
    private static final Path DOCUMENTED = Path.of("../docs/judging-readings.md");

    @Test
    void the_documented_figures_are_these_and_reranking_earns_its_keep() throws IOException {
        var rows = new ArrayList<String>();
        for (var sureness : new double[] {1.0, 1.5}) {
            var reader = sureness == 1.0 ? "honest" : "boasting";
            var alone = figures(Way.READER, sureness);
            var validated = figures(Way.VALIDATED, sureness);
            var reranked = figures(Way.RERANKED, sureness);
            rows.addAll(List.of(
                    row(reader, Way.READER, alone),
                    row(reader, Way.VALIDATED, validated),
                    row(reader, Way.RERANKED, reranked)));

            assertThat(reranked.exact()).isGreaterThan(validated.exact());
            assertThat(reranked.accepted()).isGreaterThan(validated.accepted());
            if (sureness == 1.0) {
                assertThat(reranked.rightAtWanted()).isGreaterThan(validated.rightAtWanted());
                assertThat(reranked.calibrationError()).isLessThan(CALIBRATION_ERROR_MAX);
            }
        }
        var table = String.join("\n", rows);
        assertThat(Files.readString(DOCUMENTED))
                .as("the table is now\n%s\n", table)
                .contains(table);
    }

    private static JudgedYears figures(Way way, double sureness) {
        var random = new SplittableRandom(SEED);
        var reader = new SimulatedReader(sureness, random.split());
        var years = new ArrayList<Year>();
        for (var meter = 0; meter < METERS; meter++) {
            var household = SimulatedMeter.some(random);
            years.add(new Year(
                    household,
                    household.truth().stream()
                            .map(shown -> reader.read(household.dial(shown)))
                            .toList()));
        }
        return JudgedYears.of(way, years);
    }

    private static String row(String reader, Way way, JudgedYears judged) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f %% | %.1f %% | %.2f %% | %.1f %% | %.3f |",
                reader,
                way.words(),
                100.0 * judged.exact() / judged.photos(),
                100.0 * judged.accepted() / judged.photos(),
                100.0 * judged.acceptedWrong() / judged.accepted(),
                100.0 * judged.rightAtWanted() / judged.photos(),
                judged.calibrationError());
    }
}
