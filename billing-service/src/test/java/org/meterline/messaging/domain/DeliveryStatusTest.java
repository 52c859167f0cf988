package org.meterline.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.messaging.OutboundStatus;

class DeliveryStatusTest {

    @ParameterizedTest
    @CsvSource({
        "SENDING, queued, SENT",
        "SENDING, delivered, DELIVERED",
        "QUEUED, sent, SENT",
        "SENT, delivered, DELIVERED",
        "DELIVERED, read, READ",
        "DELIVERED, sent, DELIVERED",
        "READ, delivered, READ",
        "SENT, undelivered, FAILED",
        "FAILED, sent, FAILED",
        "FAILED, delivered, DELIVERED",
        "READ, failed, READ",
        "SENT, a-word-of-tomorrow, SENT"
    })
    void the_status_only_goes_forward(OutboundStatus current, String word, OutboundStatus after) {
        assertThat(DeliveryStatus.after(current, word)).isEqualTo(after);
    }

    @Test
    void the_order_of_arrival_does_not_matter() {
        for (var order : permutations(List.of("queued", "sending", "sent", "delivered", "read"))) {
            var status = OutboundStatus.SENDING;
            for (var word : order) {
                status = DeliveryStatus.after(status, word);
            }
            assertThat(status).as("%s", order).isEqualTo(OutboundStatus.READ);
        }
        for (var order : permutations(List.of("queued", "sent", "failed"))) {
            var status = OutboundStatus.SENDING;
            for (var word : order) {
                status = DeliveryStatus.after(status, word);
            }
            assertThat(status).as("%s", order).isEqualTo(OutboundStatus.FAILED);
        }
    }

    private static List<List<String>> permutations(List<String> words) {
        if (words.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<String>>();
        for (var first : words) {
            var others = new ArrayList<>(words);
            others.remove(first);
            for (var rest : permutations(others)) {
                var order = new ArrayList<String>();
                order.add(first);
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }
}
