package org.meterline.ocr.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.meterline.ocr.bench.Goals.Goal;

class GoalsTest {

    private static final Goals.Measured NOTHING = new Goals.Measured(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    @Test
    void what_was_counted_is_not_what_can_be_promised() {
        var all = answers(1_000, 0);

        assertThat(Confident.counted(all.subList(0, 100), 0.005).right().count())
                .isEqualTo(100);
        assertThat(Confident.promised(all.subList(0, 100), 0.005).isAny()).isFalse();
        assertThat(Confident.promised(all, 0.005).right().count()).isEqualTo(1_000);
        assertThat(Share.neededFor(0.005)).isEqualTo(765);
        assertThat(new Share(0, 764).high()).isGreaterThan(0.005);
        assertThat(new Share(0, 765).high()).isLessThanOrEqualTo(0.005);
    }

    @Test
    void the_threshold_is_where_the_last_one_was_taken() {
        var all = answers(200, 1); // the least confident one is wrong

        assertThat(Confident.counted(all, 0.004).from()).isCloseTo(0.8005, within(1e-9));
        assertThat(Confident.counted(all, 0.005).from()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void answers_that_are_equally_sure_are_taken_together() {
        var all = new ArrayList<Judged>();
        for (var i = 0; i < 10; i++) {
            all.add(judged(i > 0, 0.9));
        }

        assertThat(Confident.counted(all, 0.05).isAny()).isFalse();
        assertThat(Confident.counted(all, 0.1).right().count()).isEqualTo(9);
    }

    @Test
    void a_goal_is_reached_missed_or_not_measured() {
        var goals = goals(answers(1_000, 30), NOTHING);

        assertThat(verdict(goals, "exact integer part")).isEqualTo("reached");
        assertThat(verdict(goals, "wrong among accepted")).isEqualTo("missed");
        assertThat(verdict(goals, "counter crops")).isEqualTo("not measured");
        assertThat(verdict(goals, "CPU per photo")).isEqualTo("not measured");
        assertThat(verdict(goals, "counter found")).startsWith("not measured");
    }

    @Test
    void few_pictures_leave_it_open() {
        assertThat(verdict(goals(answers(50, 2), NOTHING), "exact integer part"))
                .isEqualTo("reached, within the uncertainty");
    }

    @Test
    void what_it_takes_is_held_against_what_it_may_take() {
        var goals = goals(
                answers(10, 0),
                new Goals.Measured(
                        OptionalDouble.of(240),
                        OptionalDouble.of(0.4),
                        OptionalDouble.of(14.3),
                        OptionalDouble.of(365)));

        assertThat(verdict(goals, "CPU per photo")).isEqualTo("missed");
        assertThat(verdict(goals, "the same beside")).isEqualTo("reached");
        assertThat(verdict(goals, "models together")).isEqualTo("reached");
        assertThat(goals)
                .filteredOn(goal -> goal.what().startsWith("models"))
                .singleElement()
                .satisfies(goal -> {
                    assertThat(goal.wanted()).isEqualTo("<= 25 MB");
                    assertThat(goal.reached()).isEqualTo("14.3 MB");
                });
    }

    @Test
    void every_share_of_the_table_has_its_interval() {
        var text = new ByteArrayOutputStream();
        new Report(new PrintStream(text, true, StandardCharsets.UTF_8), 0.005).table("photos", answers(100, 3));

        var row = text.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("all"))
                .findFirst()
                .orElseThrow();
        assertThat(row)
                .contains("0.970 [.92 .99]") // exact, and what is said of those said
                .contains("1.000 [.96 1.00]") // said
                .contains("0.030 [.01 .08]") // wrong of them
                .contains("0.000 [.00 .04]"); // turning
    }

    private static List<Goal> goals(List<Judged> photos, Goals.Measured measured) {
        return Goals.of(Figures.of(photos, 0.005), Optional.empty(), measured, 0.005)
                .all();
    }

    private static String verdict(List<Goal> goals, String what) {
        return goals.stream()
                .filter(goal -> goal.what().startsWith(what))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    /** So many answers, less and less confident, the last of them wrong. */
    private static List<Judged> answers(int count, int wrong) {
        var all = new ArrayList<Judged>();
        for (var i = 0; i < count; i++) {
            all.add(judged(i < count - wrong, 0.8 + 0.1 * (count - 1 - i) / count));
        }
        return all;
    }

    private static Judged judged(boolean right, double confidence) {
        return new Judged(
                LabelTest.label(false, "257"),
                new Answer(true, right ? "00257" : "00999", confidence, false, null, Answer.UNKNOWN));
    }
}
