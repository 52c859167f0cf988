package org.meterline.operations.audit;

import java.util.List;
import java.util.Map;

/** What can be wrong in the message table and in the bucket. */
final class StoredViolations {

    private final AuditedWorld world;

    private StoredViolations(AuditedWorld world) {
        this.world = world;
    }

    static List<Violation> in(AuditedWorld world) {
        return new StoredViolations(world).all();
    }

    private List<Violation> all() {
        return List.of(
                new Violation(
                        Rule.TERMINAL_STATES,
                        "no terminal state",
                        () -> world.deployment.change(world.text, "remove parts.#part.outcome", ""),
                        () -> world.deployment.change(world.text, "set parts.#part.outcome = :v", "ANSWERED")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "at rest, but listed as unsettled",
                        () -> world.deployment.change(world.text, "set unsettled = :v", "3"),
                        () -> world.deployment.change(world.text, "remove unsettled", "")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "a terminal state other than billing's verdict",
                        () -> world.deployment.change(world.photo, "set parts.#part.outcome = :v", "DOUBTED"),
                        () -> world.deployment.change(world.photo, "set parts.#part.outcome = :v", "RECORDED")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "a terminal state that billing never decided",
                        () -> world.deployment.change(world.text, "set parts.#part.outcome = :v", "RECORDED"),
                        () -> world.deployment.change(world.text, "set parts.#part.outcome = :v", "ANSWERED")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "not published",
                        () -> world.deployment.change(world.text, "set ingestState = :v", "STORED"),
                        () -> world.deployment.change(world.text, "set ingestState = :v", "PUBLISHED")),
                new Violation(
                        Rule.STATUSES_HEARD,
                        "told, and billing never heard it",
                        () -> world.deployment.record(
                                AuditedWorld.STATUS,
                                AuditedWorld.PHONE,
                                "",
                                Map.of("kind", "STATUS", "outcome", "TOLD")),
                        () -> world.deployment.forget(AuditedWorld.STATUS)),
                new Violation(
                        Rule.ANSWERED_IS_KEPT, "message", () -> world.deployment.forget(world.text), world::keepText),
                new Violation(
                        Rule.PHOTOS,
                        "named by a message and not stored",
                        () -> world.deployment.remove(world.key),
                        () -> world.deployment.store(world.key)),
                new Violation(
                        Rule.PHOTOS,
                        "stored and named by no message",
                        () -> world.deployment.store("meters/2026/11/MM00000000000000000000000000000077.jpg"),
                        () -> world.deployment.remove("meters/2026/11/MM00000000000000000000000000000077.jpg")),
                world.sql(
                        Rule.PHOTOS,
                        "named by a reading and not stored",
                        "update readings.reading set image_s3_key = 'meters/2026/11/gone.jpg'",
                        "update readings.reading set image_s3_key = '%s'".formatted(world.key)),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "message without parts",
                        () -> world.deployment.change(world.text, "remove parts", ""),
                        world::keepText),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "unknown terminal state",
                        () -> world.deployment.change(world.text, "set parts.#part.outcome = :v", "PERHAPS"),
                        () -> world.deployment.change(world.text, "set parts.#part.outcome = :v", "ANSWERED")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "not at rest, and the index does not know it",
                        () -> world.deployment.change(world.text, "remove parts.#part.outcome", ""),
                        () -> world.deployment.change(world.text, "set parts.#part.outcome = :v", "ANSWERED")),
                new Violation(
                        Rule.ANSWERED_IS_KEPT,
                        "status callback",
                        () -> world.deployment.forget(world.sent + "/delivered"),
                        () -> world.keepStatus(world.sent + "/delivered")));
    }
}
