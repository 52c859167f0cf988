package org.meterline.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterline.operations.audit.Rule;
import org.meterline.operations.replay.Selection;

/** Whoever asks for nonsense is told what would make sense, and never shown a stack. */
class ArgumentsTest {

    static List<Arguments> nonsense() {
        return List.of(
                nonsense("audit --skip NONSENSE", "no rule is called NONSENSE; there are: terminal-states, "),
                nonsense("audit --skip photos,NONSENSE", "no rule is called NONSENSE", "tenants-apart", "queues"),
                nonsense("audit --wait -1", "--wait is -1, and has to be 0 or more"),
                nonsense("audit --wait soon", "--wait", "soon"),
                nonsense("audit --older-than -5", "--older-than is -5"),
                nonsense("audit --since yesterday", "--since", "yesterday"),
                nonsense("audit --target mars", "--target", "mars", "local"),
                nonsense("status --target mars", "--target", "mars"),
                nonsense("replay", "name what to replay"),
                nonsense("replay --state NONSENSE", "no state is called NONSENSE", "UNSETTLED", "RECORDED", "STORED"),
                nonsense("replay --id SM1 --rate 0", "--rate is 0, and has to be 1 or more"),
                nonsense("replay --from 2026-11-02T00:00:00Z --to 2026-11-01T00:00:00Z", "--from is after --to"),
                nonsense("replay --from november", "--from", "november"),
                nonsense("dead-letters show ../../api/tenants", "../../api/tenants", "UUID"),
                nonsense("dead-letters show", "ID"),
                nonsense("dead-letters discard 0b8d7b1e-0000-0000-0000-000000000000", "--reason"),
                nonsense("dead-letters nothing", "nothing"),
                nonsense("trace", "ID"),
                nonsense("logs billing -n -3", "--lines is -3"),
                nonsense("storm --messages 0", "--messages is 0, and has to be 1 or more"),
                nonsense("storm --faults -1", "--faults is -1"),
                nonsense("bench ingest --seconds 0", "--seconds is 0"),
                nonsense("bench ingest --rate 0", "--rate is 0"),
                nonsense("bench", "What is to be measured?"),
                nonsense("send", "nothing to send"),
                nonsense("send no-such-photo.jpg", "cannot read no-such-photo.jpg"),
                nonsense("send --text hello --timeout 0", "--timeout is 0"),
                nonsense("nonsense", "nonsense"));
    }

    @ParameterizedTest
    @MethodSource
    void nonsense(String[] command, List<String> words) {
        var said = new StringWriter();

        var exitCode =
                Meterline.commandLine().setErr(new PrintWriter(said, true)).execute(command);

        assertThat(exitCode).as(said.toString()).isEqualTo(2);
        assertThat(said.toString()).contains(words).doesNotContain("\tat ").doesNotContain("should not have happened");
    }

    @ParameterizedTest
    @MethodSource("org.meterline.operations.audit.Rule#values")
    void every_rule_is_named_to_whoever_names_none(Rule rule) {
        var said = new StringWriter();

        Meterline.commandLine().setErr(new PrintWriter(said, true)).execute("audit", "--skip", "NONSENSE");

        assertThat(said.toString()).contains(rule.id());
        assertThat(Selection.STATES).contains("FAILED", "UNSETTLED").doesNotHaveDuplicates();
    }

    private static Arguments nonsense(String command, String... words) {
        return Arguments.of(command.split(" "), Arrays.asList(words));
    }
}
