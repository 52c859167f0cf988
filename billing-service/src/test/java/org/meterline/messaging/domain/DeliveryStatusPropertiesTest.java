package org.meterline.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.meterline.messaging.OutboundStatus;

/** What holds of statuses, whatever the provider says and in whatever order. */
class DeliveryStatusPropertiesTest {

    @Property
    void the_order_in_which_callbacks_arrive_does_not_matter(
            @ForAll("words") List<String> words, @ForAll OutboundStatus first, @ForAll long seed) {
        var shuffled = new ArrayList<>(words);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(after(first, shuffled)).isEqualTo(after(first, words));
    }

    @Property
    void a_callback_that_comes_twice_changes_nothing(
            @ForAll("words") List<String> words, @ForAll OutboundStatus first) {
        var once = after(first, words);

        assertThat(after(once, words)).isEqualTo(once);
    }

    @Property
    void what_has_arrived_is_never_undone(@ForAll("words") List<String> words) {
        assertThat(after(OutboundStatus.READ, words)).isEqualTo(OutboundStatus.READ);
        assertThat(after(OutboundStatus.DELIVERED, words)).isIn(OutboundStatus.DELIVERED, OutboundStatus.READ);
    }

    @Property
    void no_word_puts_a_message_back_into_the_queue(@ForAll("words") List<String> words, @ForAll OutboundStatus first) {
        var last = after(first, words);

        assertThat(last == first || last != OutboundStatus.QUEUED && last != OutboundStatus.SENDING)
                .isTrue();
    }

    private static OutboundStatus after(OutboundStatus first, List<String> words) {
        var status = first;
        for (var word : words) {
            status = DeliveryStatus.after(status, word);
        }
        return status;
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "accepted",
                                "scheduled",
                                "queued",
                                "sending",
                                "sent",
                                "delivered",
                                "read",
                                "failed",
                                "undelivered",
                                "canceled"),
                        Arbitraries.strings().ofMaxLength(12))
                .list()
                .ofMaxSize(12);
    }
}
