package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Template;

@ExtendWith(NodeCondition.class)
class CustomDomainTest {

    @Test
    void twilio_can_be_given_a_domain_of_ones_own_people_can_be_told_and_the_database_is_who_it_says() {
        var deployment = new Deployment(
                Environment.DEV,
                Synthesis.standInsWithRoots(),
                List.of(1, 2),
                "hooks.example.com",
                "arn:aws:acm:af-south-1:111111111111:certificate/12345678-1234-1234-1234-123456789012",
                "ops@example.com");
        var stacks = MeterlineApp.add(
                new App(AppProps.builder()
                        .context(Synthesis.context())
                        .outdir("target/synthesis/domain")
                        .build()),
                deployment,
                null);
        var ingest = Template.fromStack(stacks.ingest());

        ingest.hasResourceProperties(
                "AWS::ApiGateway::DomainName", Map.of("DomainName", "hooks.example.com", "SecurityPolicy", "TLS_1_2"));
        ingest.hasOutput("WebhookUrl", Map.of("Value", "https://hooks.example.com/webhooks/twilio/whatsapp"));
        Template.fromStack(stacks.watch())
                .hasResourceProperties(
                        "AWS::SNS::Subscription", Map.of("Protocol", "email", "Endpoint", "ops@example.com"));
        assertThat(Template.fromStack(stacks.billing()).toJSON().toString())
                .contains("sslmode=verify-full&sslrootcert=/opt/meterline/rds-ca.pem")
                .doesNotContain("sslmode=require");
        assertThat(Template.fromStack(stacks.network()).toJSON().toString())
                .contains("Fn::Select=[1, {Fn::GetAZs", "Fn::Select=[2, {Fn::GetAZs")
                .doesNotContain("Fn::Select=[0, {Fn::GetAZs");
    }
}
