package org.meterline.operations.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsTargetTest {

    @TempDir
    Path folder;

    @Test
    void what_nobody_names_is_out_of_reach_and_says_what_is_missing() {
        var target = AwsTarget.of(Map.of(), null, null, null);

        assertThatThrownBy(() -> target.messageTable().get())
                .isInstanceOf(OutOfReach.class)
                .hasMessageContaining("METERLINE_MESSAGE_TABLE")
                .hasMessageContaining("MessageTable");
        assertThatThrownBy(() -> target.logs().get()).hasMessageContaining("CloudWatch");
        assertThat(target.provider().isKnown()).isFalse();
    }

    @Test
    void names_come_from_the_stacks_outputs_and_the_environment_wins() throws Exception {
        var outputs = Files.writeString(folder.resolve("outputs.json"), """
                {"Storage": {"MessageTable": "messages", "PhotoBucket": "photos"},
                 "Billing": {"BillingUrl": "https://billing.example.com"}}
                """);

        var target = AwsTarget.of(Map.of("METERLINE_PHOTO_BUCKET", "others"), outputs, "eu-west-1", "staging");

        assertThat(target.messageTable().get()).isEqualTo("messages");
        assertThat(target.photoBucket().get()).isEqualTo("others");
        assertThat(target.cloud().get().region()).isEqualTo("eu-west-1");
        assertThat(target.cloud().get().profile()).isEqualTo("staging");
        assertThatThrownBy(() -> target.billing().get()).hasMessage("METERLINE_API_KEY is not given");
    }

    @Test
    void what_opens_something_comes_from_the_environment_and_is_looked_for_in_logs() {
        var target = AwsTarget.of(
                Map.of(
                        "METERLINE_DATABASE_URL", "jdbc:postgresql://db/meterline",
                        "METERLINE_DATABASE_OWNER_USER", "meterline_owner",
                        "METERLINE_DATABASE_OWNER_PASSWORD", "very-secret",
                        "METERLINE_TWILIO_ACCOUNTS", "{\"AC1\":[\"token-one\",\"token-two\"]}"),
                null,
                null,
                null);

        assertThat(target.database().get())
                .isEqualTo(new Login("jdbc:postgresql://db/meterline", "meterline_owner", "very-secret"));
        assertThat(target.application().isKnown()).isFalse();
        assertThat(target.provider().get())
                .isInstanceOfSatisfying(
                        Provider.Twilio.class,
                        twilio -> assertThat(twilio.accounts()).containsEntry("AC1", "token-one"));
        assertThat(target.secrets()).containsExactlyInAnyOrder("very-secret", "token-one");
        assertThat(target.toString() + target.database() + target.database().get())
                .doesNotContain("very-secret");
    }

    @Test
    void an_address_that_is_none_is_out_of_reach_and_says_so() {
        var target = AwsTarget.of(
                Map.of(
                        "METERLINE_BILLING_URL", "billing, please",
                        "METERLINE_API_KEY", "key",
                        "METERLINE_TWILIO_ACCOUNTS", "{\"AC1\":[\"token\"]}",
                        "METERLINE_TWILIO_API_ORIGIN", "twilio"),
                null,
                null,
                null);

        assertThatThrownBy(() -> target.billing().get())
                .isInstanceOf(OutOfReach.class)
                .hasMessage("METERLINE_BILLING_URL is no address: billing, please");
        assertThatThrownBy(() -> target.provider().get()).hasMessageContaining("METERLINE_TWILIO_API_ORIGIN");
    }
}
