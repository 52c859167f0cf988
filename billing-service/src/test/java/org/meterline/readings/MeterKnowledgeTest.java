package org.meterline.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MeterType;
import org.meterline.readings.domain.AcceptedErrors;
import org.meterline.tenants.ValidationRules;

class MeterKnowledgeTest {

    private static final BigDecimal FEW = new BigDecimal("0.005");
    private static final BigDecimal MORE = new BigDecimal("0.03");

    @Test
    void how_sure_a_reading_has_to_be_follows_from_the_error_rate_that_the_utility_wants() {
        for (var kind : MeterType.values()) {
            assertThat(MeterKnowledge.confidenceAsked(wanting(FEW), kind))
                    .isEqualTo(AcceptedErrors.measured().confidenceFor(kind, FEW))
                    .isGreaterThan(MeterKnowledge.confidenceAsked(wanting(MORE), kind));
        }
    }

    @Test
    void a_confidence_that_it_states_for_a_kind_of_meter_has_the_last_word_for_that_kind() {
        var rules = new ValidationRules(FEW, null, new BigDecimal("0.77"), null, BigDecimal.TEN);

        assertThat(MeterKnowledge.confidenceAsked(rules, MeterType.WATER)).isEqualByComparingTo("0.77");
        assertThat(MeterKnowledge.confidenceAsked(rules, MeterType.GAS))
                .isEqualTo(MeterKnowledge.confidenceAsked(wanting(FEW), MeterType.GAS));
    }

    private static ValidationRules wanting(BigDecimal errorRate) {
        return new ValidationRules(errorRate, null, null, null, BigDecimal.TEN);
    }
}
