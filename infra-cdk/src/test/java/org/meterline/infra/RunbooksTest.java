package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every alarm has a page that says what to do, and every such page an alarm. */
@ExtendWith(NodeCondition.class)
class RunbooksTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    private static final Path RUNBOOKS = Path.of("runbooks");
    private static final List<String> CHAPTERS =
            List.of("## What it means", "## What to look at", "## What to do", "## How to see that it is over");

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void every_alarm_has_a_runbook_and_every_runbook_an_alarm(Environment environment) throws IOException {
        try (var files = Files.list(RUNBOOKS)) {
            var runbooks = files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .filter(name -> !name.equals("README"))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(runbooks).isEqualTo(ids(environment));
        }
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void every_runbook_has_its_four_chapters(Environment environment) throws IOException {
        for (var id : ids(environment)) {
            assertThat(Files.readString(RUNBOOKS.resolve(id + ".md")))
                    .as(id)
                    .startsWith("# " + id + "\n")
                    .contains(CHAPTERS);
        }
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void every_alarm_rings_says_when_it_is_over_and_names_its_runbook(Environment environment) {
        assertThat(bellAlarms(environment)).hasSizeGreaterThan(20).allSatisfy(alarm -> {
            assertThat(alarm.at("/AlarmActions").size()).as(alarm.toString()).isOne();
            assertThat(alarm.at("/OKActions").size()).as(alarm.toString()).isOne();
            assertThat(alarm.at("/AlarmActions/0").toString()).contains("BellTopic");
            assertThat(alarm.at("/AlarmDescription").asText()).endsWith("infra-cdk/runbooks/" + id(alarm) + ".md");
        });
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void an_alarm_that_does_not_ring_scales(Environment environment) {
        assertThat(Synthesis.made().resources(environment, "AWS::CloudWatch::Alarm"))
                .filteredOn(alarm -> !alarm.stack().equals("Watch"))
                .hasSize(2)
                .allSatisfy(alarm ->
                        assertThat(alarm.at("/AlarmActions").toString()).contains("Queues"));
    }

    private static Set<String> ids(Environment environment) {
        return bellAlarms(environment).stream().map(RunbooksTest::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Resource> bellAlarms(Environment environment) {
        return Synthesis.made().resources(environment, "AWS::CloudWatch::Alarm").stream()
                .filter(alarm -> alarm.stack().equals("Watch"))
                .toList();
    }

    private static String id(Resource alarm) {
        var name = alarm.at("/AlarmName").asText();
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
