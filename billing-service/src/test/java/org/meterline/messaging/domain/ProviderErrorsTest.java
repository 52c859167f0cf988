package org.meterline.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderErrorsTest {

    private final ProviderErrors errors = ProviderErrors.shipped();

    @ParameterizedTest
    @CsvSource({
        "63016, USE_TEMPLATE",
        "63018, SLOW_DOWN",
        "20429, SLOW_DOWN",
        "21610, SUPPRESS",
        "63014, SUPPRESS",
        "63024, USE_SMS",
        "63012, RETRY",
        "21211, GIVE_UP",
        "63013, GIVE_UP",
        "20003, ALARM"
    })
    void known_errors_have_their_remedy(String code, Remedy remedy) {
        assertThat(errors.afterCallback(code)).isEqualTo(remedy);
        assertThat(errors.afterCall(code, 400)).isEqualTo(remedy);
    }

    @Test
    void unknown_errors_of_a_call_are_judged_by_their_status() {
        assertThat(errors.afterCall(null, 503)).isEqualTo(Remedy.RETRY);
        assertThat(errors.afterCall("99999", 429)).isEqualTo(Remedy.SLOW_DOWN);
        assertThat(errors.afterCall("99999", 400)).isEqualTo(Remedy.GIVE_UP);
    }

    @Test
    void what_failed_for_an_unknown_reason_stays_failed() {
        assertThat(errors.afterCallback("99999")).isEqualTo(Remedy.GIVE_UP);
        assertThat(errors.afterCallback(null)).isEqualTo(Remedy.GIVE_UP);
    }
}
