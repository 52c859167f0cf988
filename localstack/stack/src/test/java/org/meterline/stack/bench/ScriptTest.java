package org.meterline.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.stack.bench.ServerLog.Statement;

class ScriptTest {

    @TempDir
    Path directory;

    @Test
    void what_the_server_wrote_down_is_read() throws IOException {
        var log = Files.writeString(directory.resolve("log"), """
                before
                2026-11-21 19:00:00.000 GMT [7] LOG:  execute <unnamed>: BEGIN
                2026-11-21 19:00:00.001 GMT [7] LOG:  execute S_1: insert into a
                \tvalues ($1, $2)
                2026-11-21 19:00:00.001 GMT [7] DETAIL:  Parameters: $1 = 'it''s, so $2', $2 = NULL
                2026-11-21 19:00:00.002 GMT [7] LOG:  execute S_2: COMMIT
                """);

        assertThat(ServerLog.statements(log, "before\n".length()))
                .containsExactly(
                        new Statement("BEGIN", List.of()),
                        new Statement("insert into a\nvalues ($1, $2)", List.of("it's, so $2", ServerLog.NULL)),
                        new Statement("COMMIT", List.of()));
    }

    @Test
    void the_number_of_the_captured_unit_gives_way_to_the_scripts_own() {
        var text = ofTwoUnits(
                "insert into a values ($1, $2, $3, $4)", "+27000000000123", "2026-11-21 10:00:00+00", "x:y", "\0");

        assertThat(text)
                .contains("\\set n 1 + (:client_id * :share + :turn) * 1\n")
                .contains(
                        "insert into a values (('+27' || lpad((:n::int)::text, 12, '0') || '')::text, now(), E'x\\x3ay', null);");
    }

    @Test
    void an_id_that_the_service_made_up_is_the_same_wherever_it_comes_up() {
        var id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
        var text = ofTwoUnits("insert into a values ($1, $2)", id, id);

        var made = "('00000000-0000-4000-9000-' || lpad((:n::int)::text, 12, '0') || '')::uuid";
        assertThat(text).contains("insert into a values (" + made + ", " + made + ");");
    }

    @Test
    void arrays_are_made_anew_for_each_batch() {
        var ids = "{" + String.join(",", Collections.nCopies(3, "SMa000000000042")) + "}";
        var unit = List.of(
                new Statement("BEGIN", List.of()),
                new Statement("x ($1)", List.of(ids)),
                new Statement("COMMIT", List.of()));
        var shorter = List.of(
                new Statement("BEGIN", List.of()),
                new Statement("x ($1)", List.of("{SMa000000000045}")),
                new Statement("COMMIT", List.of()));
        var all = new ArrayList<>(unit);
        all.addAll(shorter);

        assertThat(Script.ofLastFullUnit(all, 3).text())
                .contains(
                        "x (array(select ('SMa' || lpad((g::int)::text, 12, '0') || '')::text from generate_series(:n::int, :n::int + 2) g));");
    }

    private static String ofTwoUnits(String sql, String... parameters) {
        var unit = List.of(
                new Statement("BEGIN", List.of()),
                new Statement(sql, List.of(parameters)),
                new Statement("COMMIT", List.of()));
        var twice = new ArrayList<>(unit);
        twice.addAll(unit);
        return Script.ofLastFullUnit(twice, 1).text();
    }
}
