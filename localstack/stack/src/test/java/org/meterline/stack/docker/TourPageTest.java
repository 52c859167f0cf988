package org.meterline.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page can be run: {@link DockerRoadIT} does so where there is an engine. */
class TourPageTest {

    static final Path PAGE = Path.of(System.getProperty("meterline.root"), "docs/tour.md");

    @Test
    void every_step_but_the_first_says_what_it_prints() {
        var steps = TourPage.read(PAGE).steps();

        assertThat(steps).hasSizeGreaterThan(6);
        assertThat(steps.subList(1, steps.size()))
                .allSatisfy(step -> assertThat(step.says()).as(step.title()).isNotBlank());
    }

    @Test
    void a_block_is_a_step_under_its_heading() {
        var page = TourPage.of("""
                # Title

                ## First

                ```sh
                ## no heading
                one
                ```

                ```text
                says … 1
                and more
                ```

                ## Second

                ```yaml
                left: out
                ```

                ```sh
                two
                ```
                """.lines().toList());

        assertThat(page.steps())
                .containsExactly(
                        new TourPage.Step("First", "## no heading\none", "says … 1\nand more"),
                        new TourPage.Step("Second", "two", ""));
        assertThat(page.script()).containsSubsequence("set -e", "@@ step 0", "one", "@@ step 1", "two");
    }

    @Test
    void what_was_printed_is_held_against_the_page() {
        var page = new TourPage(
                List.of(new TourPage.Step("a", "", "has … in (it)\nand more"), new TourPage.Step("b", "", "")));

        var printed = page.printed("a warning before\n@@ step 0\nhas anything in (it)\nand more\n@@ step 1\nx\n");

        assertThat(printed).containsExactly("has anything in (it)\nand more", "x");
        assertThat(page.steps().get(0).isTold(printed.get(0))).isTrue();
        assertThat(page.steps().get(0).isTold("has anything in (it)\nand less")).isFalse();
        assertThat(page.steps().get(0).isTold("has\nanything in (it)\nand more"))
                .isFalse();
        assertThat(page.steps().get(1).isTold(printed.get(1))).isTrue();
    }
}
