package org.meterline.platform;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of an imported file, line by line. Sending the same file again changes nothing more. */
@Serdeable
public record ImportReport(int created, int updated, int unchanged, int rejected, List<Line> lines) {

    /**
     * One line.
     *
     * @param outcome {@code created}, {@code updated}, {@code unchanged} or {@code rejected}
     * @param reason why it was rejected
     */
    @Serdeable
    public record Line(long line, String outcome, @Nullable String reason) {}

    static ImportReport of(List<Line> lines) {
        return new ImportReport(
                count(lines, "created"),
                count(lines, "updated"),
                count(lines, "unchanged"),
                count(lines, "rejected"),
                lines);
    }

    private static int count(List<Line> lines, String outcome) {
        return (int) lines.stream().filter(line -> line.outcome.equals(outcome)).count();
    }
}
