package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.sid;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.ContactIdentity.Type;
import org.meterline.contracts.PartKind;

class InboundParserTest {

    private static final Route STATUS =
            Route.in("/webhooks/twilio/status/0b9ff24e").orElseThrow();

    @Test
    void the_sample_is_one_photo_of_a_known_number() {
        var photos = (Inbound.Photos) parse(Samples.PHOTO_BODY).orElseThrow();

        assertThat(photos.envelope())
                .isEqualTo(new Inbound.Envelope(
                        Samples.PHOTO_MESSAGE,
                        Samples.ACCOUNT,
                        Channel.WHATSAPP,
                        "+14155238886",
                        "+27831234567",
                        List.of(
                                new ContactIdentity(Type.PHONE, "+27831234567"),
                                new ContactIdentity(Type.WHATSAPP_ID, "27831234567"))));
        assertThat(photos.media())
                .singleElement()
                .extracting(Inbound.Media::contentType)
                .isEqualTo("image/jpeg");
        assertThat(photos.text()).isNull();
    }

    @Test
    void several_files_are_several_photos_and_their_caption_is_kept() {
        var body = Samples.messageBody(
                sid("MM", 7), "NumMedia", "3", "MediaUrl0", "https://a", "MediaUrl1", "https://b", "Body", "my meters");

        var message = Samples.message(body);

        assertThat(message.parts())
                .extracting(Message.Part::id)
                .containsExactly(sid("MM", 7), sid("MM", 7) + "-2", sid("MM", 7) + "-3");
        assertThat(message.parts())
                .as("the third was announced and never told")
                .extracting(Message.Part::kind)
                .containsExactly(PartKind.PHOTO, PartKind.PHOTO, PartKind.LOST_MEDIA);
        assertThat(((Inbound.Photos) message.inbound()).text()).isEqualTo(new Words("my meters"));
    }

    @Test
    void more_files_than_twilio_carries_are_not_believed() {
        var body = Samples.messageBody(sid("MM", 7), "NumMedia", "2000000000");
        assertThat(Samples.message(body).parts()).hasSize(10);
    }

    @Test
    void words_are_text_and_nothing_at_all_is_something_else() {
        assertThat(parse(Samples.messageBody(sid("SM", 1), "Body", " 1234 ")))
                .get()
                .isInstanceOfSatisfying(
                        Inbound.Text.class, text -> assertThat(text.text()).isEqualTo(new Words(" 1234 ")));
        assertThat(parse(Samples.messageBody(sid("SM", 1), "Body", " "))).get().isInstanceOf(Inbound.Other.class);
        assertThat(parse(Samples.messageBody(sid("SM", 1), "MessageType", "contacts")))
                .get()
                .isInstanceOf(Inbound.Other.class);
    }

    @ParameterizedTest
    @CsvSource({"ButtonPayload,ButtonText", "ListId,ListTitle"})
    void a_tap_is_a_reply_with_our_payload(String payloadField, String labelField) {
        assertThat(parse(Samples.messageBody(
                        sid("SM", 1), "Body", "Yes", payloadField, "meter-1", labelField, "Kitchen")))
                .get()
                .isInstanceOfSatisfying(Inbound.Reply.class, reply -> {
                    assertThat(reply.payload()).isEqualTo(new Words("meter-1"));
                    assertThat(reply.text()).isEqualTo(new Words("Kitchen"));
                });
    }

    @Test
    void a_place_is_a_location() {
        assertThat(parse(Samples.messageBody(sid("SM", 1), "Latitude", "-33.9", "Longitude", "18.4", "Body", "")))
                .get()
                .isInstanceOf(Inbound.Location.class);
    }

    @Test
    void an_opt_out_is_heard_even_with_a_photo_and_other_keywords_do_not_hide_one() {
        var photo = new String[] {"NumMedia", "1", "MediaUrl0", "https://a"};
        var body = Samples.messageBody(sid("MM", 1), photo) + "&";
        assertThat(parse(body + "Body=Stop&OptOutType=STOP"))
                .get()
                .isInstanceOfSatisfying(
                        Inbound.OptOut.class,
                        optOut -> assertThat(optOut.type()).isEqualTo("STOP"));
        assertThat(parse(body + "Body=Help&OptOutType=HELP")).get().isInstanceOf(Inbound.Photos.class);
        assertThat(parse(Samples.messageBody(sid("SM", 1), "Body", "Help", "OptOutType", "HELP")))
                .get()
                .isInstanceOf(Inbound.OptOut.class);
    }

    @Test
    void a_sender_without_a_number_is_known_by_other_names() {
        var body = Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", sid("SM", 1), "Body", "hi")
                + "&From=whatsapp%3AZA.1a2B3c&To=whatsapp%3A%2B14155238886&ExternalUserId=ZA.1a2B3c";
        assertThat(parse(body)).get().isInstanceOfSatisfying(Inbound.Text.class, text -> {
            assertThat(text.envelope().userPhone()).isNull();
            assertThat(text.envelope().contact())
                    .containsExactly(new ContactIdentity(Type.BUSINESS_SCOPED_ID, "ZA.1a2B3c"));
        });
    }

    @Test
    void an_sms_is_an_sms() {
        var body = Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", sid("SM", 1), "Body", "hi")
                + "&From=%2B27831234567&To=%2B14155238886";
        assertThat(parse(body)).get().extracting(Inbound::channel).isEqualTo(Channel.SMS);
    }

    @Test
    void a_status_is_kept_once_for_each_word() {
        var body = statusBody("Undelivered", "63016");
        assertThat(InboundParser.parse(STATUS, Form.of(body).orElseThrow()))
                .contains(new Inbound.Status(
                        Samples.ACCOUNT, Channel.WHATSAPP, sid("SM", 9), "0b9ff24e", "undelivered", "63016"));
        assertThat(parse(body))
                .as("the alias carries statuses too")
                .get()
                .extracting(Inbound::messageId)
                .isEqualTo(sid("SM", 9) + "/undelivered");
    }

    @Test
    void a_status_without_an_error_has_none() {
        assertThat(InboundParser.parse(STATUS, Form.of(statusBody("read", "0")).orElseThrow()))
                .get()
                .isInstanceOfSatisfying(
                        Inbound.Status.class,
                        status -> assertThat(status.errorCode()).isNull());
    }

    @Test
    void what_names_no_message_account_sender_or_receiver_is_nonsense() {
        assertThat(parse("Body=hi")).isEmpty();
        assertThat(parse(Samples.messageBody("SM123", "Body", "hi"))).isEmpty();
        assertThat(parse(Samples.messageBody("../../etc", "Body", "hi"))).isEmpty();
        assertThat(parse(Samples.messageBody(sid("SM", 1)).replace("To=", "Too=")))
                .isEmpty();
        assertThat(parse(Samples.messageBody(sid("SM", 1)).replace(Samples.ACCOUNT, "AC1")))
                .isEmpty();
        assertThat(parse(
                        Samples.messageBody(sid("SM", 1)).replace("From=", "F=").replace("WaId=", "W=")))
                .isEmpty();
        assertThat(InboundParser.parse(STATUS, Samples.form("MessageSid", sid("SM", 1), "AccountSid", Samples.ACCOUNT)))
                .isEmpty();
        assertThat(InboundParser.parse(STATUS, Form.of(statusBody("a b", "1")).orElseThrow()))
                .isEmpty();
    }

    @Test
    void nothing_that_identifies_a_person_is_printed() {
        var body = Samples.messageBody(sid("SM", 1), "Body", "secret words", "ButtonPayload", "secret payload");
        assertThat(parse(body).orElseThrow().toString()).doesNotContain("secret", "27831234567");
        assertThat(Samples.message(body).toString()).doesNotContain("secret", "27831234567");
    }

    private static String statusBody(String status, String errorCode) {
        return Samples.body(
                "AccountSid",
                Samples.ACCOUNT,
                "MessageSid",
                sid("SM", 9),
                "MessageStatus",
                status,
                "SmsStatus",
                status,
                "From",
                "whatsapp:+14155238886",
                "To",
                "whatsapp:+27831234567",
                "ErrorCode",
                errorCode);
    }

    private static Optional<Inbound> parse(String body) {
        return InboundParser.parse(Samples.WHATSAPP, Form.of(body).orElseThrow());
    }
}
