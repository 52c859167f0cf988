package org.meterline.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Channel;
import org.meterline.messaging.Address;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.domain.MessageSender.Answer;
import org.meterline.messaging.domain.MessageSender.Content;
import org.meterline.messaging.domain.MessageSender.Parcel;
import org.meterline.messaging.domain.MessageSender.Unavailable;

/** What every carrier of messages promises; the fake and the real one are held to it alike. */
public abstract class MessageSenderContract {

    private static final Instant BEFORE = Instant.now().minusSeconds(1);

    /** The carrier. */
    protected abstract MessageSender sender();

    /** Makes the provider refuse the next call. */
    protected abstract void refuseNext(int httpStatus, String code);

    /** Makes the provider take the next message and never say so. */
    protected abstract void takeNextAndSayNothing();

    /** Makes the provider unreachable. */
    protected abstract void disappear();

    @Test
    void what_is_taken_has_an_id_of_the_providers_and_can_be_found() throws Exception {
        var parcel = parcel("+27830000001", "Hello 1,5 & more – नमस्ते");

        assertThat(sender().send(parcel))
                .isInstanceOfSatisfying(
                        Answer.Taken.class,
                        taken -> assertThat(taken.providerMessageId()).startsWith("SM"));

        assertThat(sender().find(parcel, BEFORE, Set.of())).isPresent();
    }

    @Test
    void only_the_same_words_to_the_same_person_are_found_and_nothing_that_is_known() throws Exception {
        var parcel = parcel("+27830000002", "First");
        var taken = (Answer.Taken) sender().send(parcel);

        assertThat(sender().find(parcel("+27830000002", "Second"), BEFORE, Set.of()))
                .isEmpty();
        assertThat(sender().find(parcel("+27830000003", "First"), BEFORE, Set.of()))
                .isEmpty();
        assertThat(sender().find(parcel, BEFORE, Set.of(taken.providerMessageId())))
                .isEmpty();
        assertThat(sender().find(parcel, Instant.now().plusSeconds(60), Set.of()))
                .isEmpty();
    }

    @Test
    void a_refusal_says_why() {
        refuseNext(400, "21211");

        assertThat(sender().send(parcel("+27830000004", "Hello"))).isEqualTo(new Answer.Refused("21211", 400, null));
    }

    @Test
    void an_error_of_the_server_leaves_open_whether_it_was_sent() {
        refuseNext(500, "20500");

        assertThat(sender().send(parcel("+27830000005", "Hello"))).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void a_lost_answer_is_found_again() throws Exception {
        takeNextAndSayNothing();
        var parcel = parcel("+27830000006", "Hello");

        assertThat(sender().send(parcel)).isInstanceOf(Answer.Unknown.class);
        assertThat(sender().find(parcel, BEFORE, Set.of())).isPresent();
    }

    @Test
    void templates_are_sent_by_their_content() throws Exception {
        var parcel = new Parcel(
                OutboundId.fresh(),
                "AC00000000000000000000000000000001",
                "+14155238886",
                null,
                Channel.WHATSAPP,
                new Address("+27830000007"),
                new Content.Approved("HX00000000000000000000000000000001", List.of("12345", "kWh")));

        assertThat(sender().send(parcel)).isInstanceOf(Answer.Taken.class);
        assertThat(sender().find(parcel, BEFORE, Set.of())).isPresent();
    }

    @Test
    void who_is_not_there_has_nothing_and_can_not_be_asked() {
        disappear();
        var parcel = parcel("+27830000008", "Hello");

        assertThat(sender().send(parcel)).isInstanceOf(Answer.NotReached.class);
        assertThatThrownBy(() -> sender().find(parcel, BEFORE, Set.of())).isInstanceOf(Unavailable.class);
    }

    protected static Parcel parcel(String to, String text) {
        return new Parcel(
                OutboundId.fresh(),
                "AC00000000000000000000000000000001",
                "+14155238886",
                null,
                Channel.WHATSAPP,
                new Address(to),
                new Content.FreeText(text));
    }
}
