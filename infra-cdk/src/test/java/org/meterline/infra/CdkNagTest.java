package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.s3.Bucket;

/** cdk-nag's AwsSolutions have nothing to say, and what they were told to be silent about is explained. */
@ExtendWith(NodeCondition.class)
class CdkNagTest {

    @Test
    void nothing_is_found() {
        assertThat(Synthesis.made().objections("error")).isEmpty();
        assertThat(Synthesis.made().objections("warning")).isEmpty();
    }

    @Test
    void every_accepted_finding_has_a_sentence() {
        var accepted = new ArrayList<JsonNode>();
        for (var environment : Synthesis.ENVIRONMENTS) {
            for (var resource : Synthesis.made().resources(environment)) {
                Synthesis.elements(resource.json().at("/Metadata/cdk_nag/rules_to_suppress"))
                        .forEach(accepted::add);
            }
        }

        assertThat(accepted).isNotEmpty().allSatisfy(each -> {
            assertThat(each.path("id").asText()).startsWith("AwsSolutions-");
            assertThat(each.path("reason").asText()).hasSizeGreaterThan(30).endsWith(".");
        });
    }

    @Test
    void it_is_awake() {
        var app = new App();
        var stack = new Stack(app, "Careless");
        Bucket.Builder.create(stack, "Open").build();
        MeterlineApp.judge(app);

        var found = Annotations.fromStack(stack).findError("*", Match.stringLikeRegexp("AwsSolutions-S1.*"));

        assertThat(found).isNotEmpty();
    }

    /** A rule that nothing breaks any more needs no excuse: those that are left are counted when one goes. */
    @Test
    void these_rules_have_exceptions() {
        var rules = new HashSet<String>();
        for (var resource : Synthesis.made().resources(Environment.PROD)) {
            Synthesis.elements(resource.json().at("/Metadata/cdk_nag/rules_to_suppress"))
                    .forEach(each -> rules.add(each.path("id").asText()));
        }

        assertThat(rules)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "AwsSolutions-APIG2",
                        "AwsSolutions-APIG4",
                        "AwsSolutions-APIG6",
                        "AwsSolutions-CFR1",
                        "AwsSolutions-CFR2",
                        "AwsSolutions-CFR3",
                        "AwsSolutions-CFR4",
                        "AwsSolutions-COG4",
                        "AwsSolutions-ECS2",
                        "AwsSolutions-ELB2",
                        "AwsSolutions-IAM4",
                        "AwsSolutions-IAM5",
                        "AwsSolutions-L1",
                        "AwsSolutions-RDS11",
                        "AwsSolutions-RDS6",
                        "AwsSolutions-SMG4"));
    }
}
