package org.meterline.operations.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.EventType;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import org.meterline.operations.TestDeployment;

/**
 * A deployment in which all is well: a photo that became a reading, confirmed in an answer that arrived and was read, and a text
 * that was answered.
 */
final class AuditedWorld implements AutoCloseable {

    static final String PHONE = "+27820001111";
    static final String TENANT = "aaaaaaaa-0000-0000-0000-000000000001";
    static final String OTHER = "bbbbbbbb-0000-0000-0000-000000000002";
    static final String CONTACT = "cccccccc-0000-0000-0000-000000000001";
    static final String STATUS = "SM00000000000000000000000000000099/delivered";
    static final String READING = "eeeeeeee-0000-0000-0000-000000000001";

    /** A queue that messages stay in. */
    static final String WAITING = "billing.messages.wait.600s";

    private static final String METER = "dddddddd-0000-0000-0000-000000000001";
    private static final ObjectMapper JSON = new ObjectMapper();

    final TestDeployment deployment;
    final String photo;
    final String text;
    final String key;
    final String sent;

    AuditedWorld(AwsExtension aws, PostgresExtension postgres, RabbitMqExtension rabbit, Path folder) throws Exception {
        deployment = new TestDeployment(aws, postgres, rabbit, folder);
        photo = deployment.customerWrites(PHONE, "my meter");
        text = deployment.customerWrites(PHONE, "what is my bill please");
        key = "meters/2026/11/" + photo + ".jpg";
        sent = deployment.utilityWrites(PHONE);
        deployment.store(key);
        deployment.record(
                photo, PHONE, "", Map.of("kind", "PHOTO", "s3Key", key, "ocrState", "READ", "outcome", "RECORDED"));
        keepText();
        deployment.statusesAnswered(sent).forEach(this::keepStatus);
        deployment.sql("""
                insert into tenants.tenant (tenant_id, code, name, locale, currency, zone, receiving_number, account_sid,
                    electricity_confidence_min, water_confidence_min, gas_confidence_min, high_usage_factor)
                values ('%1$s', 'cape', 'Cape', 'en', 'ZAR', 'UTC', '+14155238886', 'AC1', 0.9, 0.9, 0.9, 3),
                       ('%2$s', 'karoo', 'Karoo', 'en', 'ZAR', 'UTC', '+14155238887', 'AC1', 0.9, 0.9, 0.9, 3);
                insert into customers.customer (id, tenant_id, number, name) values ('%3$s', '%1$s', '1', 'Thandi Mkhize');
                insert into customers.account (id, tenant_id, customer_id, number) values ('%3$s', '%1$s', '%3$s', '1');
                insert into customers.meter (id, tenant_id, account_id, serial, kind, digits, decimals, multiplier, installed_index)
                values ('%4$s', '%1$s', '%3$s', '4410982', 'ELECTRICITY', 5, 1, 1, 0);
                insert into customers.contact (id, tenant_id) values ('%3$s', '%1$s');
                insert into customers.contact_identity (tenant_id, type, value, contact_id)
                values ('%1$s', 'BUSINESS_SCOPED_ID', 'ZA.1a2b3c4d5e6f', '%3$s');
                insert into readings.reading (id, tenant_id, meter_id, source, index_thousandths, taken_at, period,
                    source_message_id, photo_id, image_s3_key)
                values ('%5$s', '%1$s', '%4$s', 'PHOTO', 4821000, now(), '2026-11', '%6$s', '%6$s', '%7$s');
                insert into readings.verdict
                    (tenant_id, photo_id, message_id, verdict, meter_id, reading_id, reader_version, said_at)
                values ('%1$s', '%6$s', '%6$s', 'ACCEPTED', '%4$s', '%5$s', 'reader-1', now());
                insert into readings.later_result (tenant_id, photo_id, message_id, reader_version, dial, confidence, heard_at)
                values ('%1$s', '%6$s', '%6$s', 'reader-2', '04821.8', 0.9, now());
                """.formatted(TENANT, OTHER, CONTACT, METER, READING, photo, key));
        deployment.sql(outbound("photo/" + photo + "/photo.accepted", "photo.accepted", "DELIVERED", sent));
    }

    @Override
    public void close() throws Exception {
        deployment.close();
    }

    void keepText() {
        deployment.record(text, PHONE, "what is my bill please", Map.of("kind", "TEXT", "outcome", "ANSWERED"));
    }

    void keepStatus(String key) {
        deployment.record(key, PHONE, "", Map.of("kind", "STATUS", "outcome", "APPLIED"));
    }

    /** {@code %s} in the plant is the photo. */
    Violation sql(Rule rule, String what, String plant, String undo) {
        return new Violation(rule, what, () -> deployment.sql(plant.replace("%s", photo)), () -> deployment.sql(undo));
    }

    Violation log(String what, String line) {
        return new Violation(Rule.PERSONAL_DATA, what, () -> deployment.log(line), () -> deployment.log("a quiet day"));
    }

    String outbound(String dedupKey, String purpose, String status, String sid) {
        return """
                insert into messaging.outbound (id, tenant_id, dedup_key, address, channel, priority, purpose, locale, body,
                    about_message_id, about_photo_id, status, created_at, due_at, updated_at, claimed_at, provider_message_id)
                values (gen_random_uuid(), '%s', '%s', '+27820001111', 'WHATSAPP', 1, '%s', 'en', 'thank you so much',
                    '%s', '%s', '%s', now(), now(), now(), null, nullif('%s', ''))
                """.formatted(TENANT, dedupKey, purpose, photo, photo, status, sid);
    }

    /**
     * Puts events into {@link #WAITING} that tell of the text, as the contract says, but for some headers and fields.
     *
     * @param times how many
     */
    void publish(int times, Map<String, Object> otherHeaders, Map<String, Object> otherFields) throws Exception {
        var headers = new HashMap<String, Object>();
        headers.put(CloudEventHeaders.ID, text + "/message.received");
        headers.put(CloudEventHeaders.TYPE, EventType.MESSAGE_RECEIVED.cloudEventType());
        headers.putAll(otherHeaders);
        try (var sample = EventType.class.getResourceAsStream("samples/message.received.v1.json")) {
            var event = JSON.readValue(sample, new TypeReference<Map<String, Object>>() {});
            event.put("messageId", text);
            event.put("userPhone", PHONE);
            event.put("contact", List.of(Map.of("type", "BUSINESS_SCOPED_ID", "value", "ZA.1a2b3c4d5e6f")));
            event.putAll(otherFields);
            deployment.broker.publish(WAITING, headers, Collections.nCopies(times, JSON.writeValueAsString(event)));
        }
    }

    String deadPhotos() {
        return deployment
                .sqs
                .getQueueUrl(ask -> ask.queueName("meterline-photos-dead"))
                .queueUrl();
    }
}
