package org.meterline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.ContactIdentity.Type;

class AddressTest {

    private static final ContactIdentity PHONE = new ContactIdentity(Type.PHONE, "+27831234567");
    private static final ContactIdentity WHATSAPP = new ContactIdentity(Type.WHATSAPP_ID, "27831234567");
    private static final ContactIdentity SCOPED = new ContactIdentity(Type.BUSINESS_SCOPED_ID, "ZA.1a2b3c");

    @Test
    void a_number_is_the_best_address_and_a_scoped_id_the_last() {
        assertThat(Address.of(List.of(SCOPED, WHATSAPP, PHONE))).contains(new Address("+27831234567"));
        assertThat(Address.of(List.of(SCOPED, WHATSAPP))).contains(new Address("+27831234567"));
        assertThat(Address.of(List.of(SCOPED)))
                .hasValueSatisfying(address -> assertThat(address.isNumber()).isFalse());
        assertThat(Address.of(List.of())).isEmpty();
    }

    @Test
    void addresses_and_words_do_not_show_in_text_forms() {
        assertThat(new Address("+27831234567")).asString().doesNotContain("2783");
    }
}
