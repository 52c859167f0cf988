package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Twilio calls from few addresses, and what customers write looks like any attack: neither firewall nor throttle may mind. */
@ExtendWith(NodeCondition.class)
class TwilioIsLetInTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    private static final int CALLBACKS_PER_MESSAGE = 4; // of an answer: sent, delivered, read, and one more

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void firewalls_let_through_by_default_and_know_one_rule_about_rates(Environment environment) {
        var gates = Synthesis.made().resources(environment, "AWS::WAFv2::WebACL");

        assertThat(gates).hasSize(2).allSatisfy(gate -> {
            assertThat(gate.at("/DefaultAction/Allow").isMissingNode()).isFalse();
            assertThat(gate.at("/Rules").size()).isOne();
            assertThat(gate.at("/Rules/0/Statement/RateBasedStatement/ScopeDownStatement")
                            .isMissingNode())
                    .isTrue();
            assertThat(gate.properties().toString())
                    .doesNotContain("ManagedRuleGroup", "RegexPattern", "SizeConstraint", "Sqli", "Xss", "Body");
        });
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void one_address_may_send_ten_times_the_planned_peak(Environment environment) {
        var gate = Synthesis.made().resources(environment, "AWS::WAFv2::WebACL").stream()
                .filter(acl -> acl.stack().equals("Ingest"))
                .findFirst()
                .orElseThrow();
        var seconds = gate.at("/Rules/0/Statement/RateBasedStatement/EvaluationWindowSec")
                .asInt();

        assertThat(gate.at("/Rules/0/Statement/RateBasedStatement/Limit").asInt())
                .isEqualTo(10 * environment.webhooksPerSecond() * seconds);
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void the_gateway_lets_ten_times_the_planned_peak_through(Environment environment) {
        var settings = Synthesis.made()
                .resources(environment, "AWS::ApiGateway::Stage")
                .getFirst()
                .at("/MethodSettings/0");

        assertThat(settings.path("HttpMethod").asText()).isEqualTo("*");
        assertThat(settings.path("ThrottlingRateLimit").asInt()).isEqualTo(10 * environment.webhooksPerSecond());
        assertThat(settings.path("ThrottlingBurstLimit").asInt()).isEqualTo(10 * environment.webhooksPerSecond());
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void as_many_functions_may_run_as_the_peak_needs(Environment environment) {
        var webhook = Synthesis.made().resources(environment, "AWS::Lambda::Function").stream()
                .filter(function -> function.at("/Handler").asText().endsWith(".WebhookHandler"))
                .findFirst()
                .orElseThrow();
        var reserved = webhook.at("/ReservedConcurrentExecutions").asInt(Integer.MAX_VALUE);
        var secondsOfAPhoto = 2; // a photo is fetched while Twilio waits; a callback takes a hundredth of that

        assertThat(reserved)
                .isGreaterThanOrEqualTo(environment.webhooksPerSecond() / CALLBACKS_PER_MESSAGE * secondsOfAPhoto);
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void who_is_turned_away_rings_a_bell(Environment environment) {
        assertThat(Synthesis.made().resources(environment, "AWS::CloudWatch::Alarm"))
                .extracting(alarm -> alarm.at("/AlarmName").asText())
                .contains(
                        "meterline-" + environment.name() + "-WebhooksThrottled",
                        "meterline-" + environment.name() + "-WebhooksBlocked",
                        "meterline-" + environment.name() + "-WebhooksRefused");
    }
}
