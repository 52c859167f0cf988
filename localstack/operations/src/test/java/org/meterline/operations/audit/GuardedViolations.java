package org.meterline.operations.audit;

import java.util.List;
import java.util.Map;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.operations.TestDeployment;

/** What can be seen where nobody may see it, and what can be wrong with queues. */
final class GuardedViolations {

    private final AuditedWorld world;

    private GuardedViolations(AuditedWorld world) {
        this.world = world;
    }

    static List<Violation> in(AuditedWorld world) {
        return new GuardedViolations(world).all();
    }

    private List<Violation> all() {
        return List.of(
                world.sql(
                        Rule.TENANTS_APART,
                        "another tenant's rows are visible",
                        "create policy leak on readings.reading to meterline_app using (platform.current_tenant() is not null)",
                        "drop policy leak on readings.reading"),
                world.sql(
                        Rule.TENANTS_APART,
                        "rows are visible where no tenant is named",
                        "alter table customers.customer disable row level security",
                        "alter table customers.customer enable row level security"),
                world.sql(
                        Rule.TENANTS_APART,
                        "row that points to another tenant's row",
                        "update messaging.outbound set tenant_id = '%s', contact_id = '%s'"
                                .formatted(AuditedWorld.OTHER, AuditedWorld.CONTACT),
                        "update messaging.outbound set tenant_id = '%s', contact_id = null"
                                .formatted(AuditedWorld.TENANT)),
                world.sql(
                        Rule.TENANTS_APART,
                        "role that no row is hidden from",
                        "alter role meterline_app bypassrls",
                        "alter role meterline_app nobypassrls"),
                world.log("a number in a log", "sending to whatsapp:+27820001111 failed"),
                world.log("a number in a log", "From=whatsapp%3A%2B27820001111&To=x"),
                world.log("a name in a log", "hello Thandi Mkhize, how are you"),
                world.log("a name in a log", "who writes is called Gogo Thandeka"),
                world.log("a text in a log", "not understood: 'what is my bill please'"),
                world.log("a secret in a log", "Authorization: " + TestDeployment.SECRET),
                new Violation(
                        Rule.PERSONAL_DATA,
                        "a number in a page",
                        () -> world.deployment.show("meterline_messages_total{to=\"+27820001111\"} 1"),
                        () -> world.deployment.show("")),
                world.log("an identity in a log", "sending to ZA.1a2b3c4d5e6f failed"),
                event("a text in a message", Map.of(), "userPhone", "+27820001111 what is my bill please"),
                event("a name in a message", Map.of(), "userPhone", "Thandi Mkhize"),
                event("a number in a message", Map.of(), "accountSid", "+27820001111"),
                event("a number in a message", Map.of(), "extra", 27820001111L),
                event("an identity in a message", Map.of(), "extra", "ZA.1a2b3c4d5e6f"),
                event(
                        "a number in a message",
                        Map.of(CloudEventHeaders.TYPE, "unheard of"),
                        "userPhone",
                        "+27820001111"),
                event("a number in a header of a message", Map.of("x-sender", "whatsapp:+27820001111"), "extra", 1),
                world.sql(
                        Rule.PERSONAL_DATA,
                        "a number in a dead letter",
                        """
                        insert into deadletters.dead_letter (id, tenant_id, queue, event_id, life, attempts, last_failure,
                            attributes, body, died_at)
                        values (gen_random_uuid(), '%s', 'billing.messages', 'SM1/message.received', 0, 4,
                            'nobody at +27820001111', '{}', '', now())
                        """.formatted(AuditedWorld.TENANT),
                        "delete from deadletters.dead_letter"),
                new Violation(
                        Rule.QUEUES,
                        "dead letter that billing did not take",
                        () -> world.deployment.broker.publish("billing.readings.dead", Map.of(), List.of("{}")),
                        () -> world.deployment.broker.empty("billing.readings.dead")),
                new Violation(
                        Rule.QUEUES,
                        "photo that nobody gave up properly",
                        () -> world.deployment.sqs.sendMessage(
                                send -> send.queueUrl(world.deadPhotos()).messageBody("{}")),
                        () -> world.deployment.sqs.purgeQueue(purge -> purge.queueUrl(world.deadPhotos()))),
                new Violation(
                        Rule.QUEUES,
                        "queue that nobody listens to",
                        () -> world.deployment.broker.stopListening("billing.readings"),
                        () -> world.deployment.broker.listen("billing.readings")),
                new Violation(
                        Rule.QUEUES,
                        "queue does not exist",
                        () -> world.deployment.broker.delete("billing.readings"),
                        () -> world.deployment.broker.listen("billing.readings")),
                world.sql(
                        Rule.TENANTS_APART,
                        "table that does not hide rows from the service",
                        "alter table customers.customer no force row level security",
                        "alter table customers.customer force row level security"));
    }

    /** Behind many an event that is as it should be, one that is not. */
    private Violation event(String what, Map<String, Object> headers, String field, Object value) {
        return new Violation(
                Rule.PERSONAL_DATA,
                what,
                () -> {
                    world.publish(30, Map.of(), Map.of());
                    world.publish(1, headers, Map.of(field, value));
                },
                () -> world.deployment.broker.empty(AuditedWorld.WAITING));
    }
}
