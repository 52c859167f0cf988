package org.meterline.operations.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an audit found.
 *
 * @param seen how much it looked at: messages, photos …
 */
public record AuditReport(
        String target, Instant since, Instant until, List<Finding> findings, Map<String, Long> seen, long millis) {

    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** How many violations there are in all. */
    public long violations() {
        return findings.stream().mapToLong(Finding::count).sum();
    }

    /** Whether every rule that was not skipped was checked. */
    public boolean isWhole() {
        return findings.stream().noneMatch(finding -> finding.state() == Finding.State.NOT_CHECKED);
    }

    /** 0: every rule holds; 1: one is broken; 2: none is known to be broken, but not all could be checked. */
    public int exitCode() {
        return violations() > 0 ? 1 : isWhole() ? 0 : 2;
    }

    /** What was found about a rule. */
    public Finding of(Rule rule) {
        return findings.stream()
                .filter(finding -> finding.rule() == rule)
                .findFirst()
                .orElseThrow();
    }
}
