package org.meterline.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.platform.Http;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.tenants.Tenant;

class AccessIT {

    private static final Pattern KEY = Pattern.compile("\"id\":\"([^\"]+)\",\"key\":\"([^\"]+)\"");

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final Tenant tenant = service.newTenant();
    private final Http admin = service.http().about(tenant.id());

    @Test
    void a_key_opens_its_own_tenant_and_no_other() {
        var operator = service.http().with(make("OPERATOR").key());

        assertThat(operator.get("/api/accounts/1").statusCode()).isEqualTo(404);
        assertThat(operator.about(tenant.id()).get("/api/accounts/1").statusCode())
                .isEqualTo(404);
        assertThat(operator.about(service.newTenant().id())
                        .get("/api/accounts/1")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_role_may_do_its_own_work_only() {
        var reviewer = service.http().with(make("REVIEWER").key());

        var answer = reviewer.post("/api/imports/customers", "text/csv", "account_number,name\n1,A\n");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"");
        assertThat(reviewer.get("/api/keys").statusCode()).isEqualTo(403);
    }

    @Test
    void a_revoked_key_opens_nothing() {
        var made = make("SERVICE");
        var program = service.http().with(made.key());
        assertThat(program.get("/api/accounts/1").statusCode()).isEqualTo(404);

        assertThat(admin.delete("/api/keys/" + made.id()).statusCode()).isEqualTo(204);

        assertThat(program.get("/api/accounts/1").statusCode()).isEqualTo(401);
        assertThat(admin.get("/api/keys").body()).contains(made.id().toString()).doesNotContain(made.key());
    }

    @Test
    void an_administrators_key_belongs_to_no_tenant_and_every_other_to_one() {
        assertThat(admin.post("/api/keys", "application/json", request("ADMIN")).statusCode())
                .isEqualTo(400);
        assertThat(service.http()
                        .post("/api/keys", "application/json", request("SERVICE"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_console_asks_people_to_sign_in() {
        var stranger = service.http().with(null);

        assertThat(stranger.get("/console/reviews").headers().firstValue("Location"))
                .contains("/console/sign-in");
        assertThat(stranger.get("/console/sign-in").body()).contains("<form");
    }

    @Test
    void whoever_signs_in_gets_a_cookie_that_stays_on_this_site() {
        var stranger = service.http().with(null);

        var wrong = stranger.post("/console/sign-in", "application/x-www-form-urlencoded", "key=wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);

        var right = stranger.post(
                "/console/sign-in",
                "application/x-www-form-urlencoded",
                "key=" + make("REVIEWER").key());
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(right.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("meterline_key=")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/console");
    }

    @Test
    void an_administrator_is_asked_for_the_utility_and_a_program_is_no_person() {
        var stranger = service.http().with(null);
        var form = "application/x-www-form-urlencoded";

        var adminKey = URLEncoder.encode(ServiceUnderTest.ADMIN_KEY, StandardCharsets.UTF_8);

        var nowhere = stranger.post("/console/sign-in", form, "key=" + adminKey + "&tenant=nowhere");
        assertThat(nowhere.statusCode()).isEqualTo(400);
        assertThat(nowhere.body()).contains("names the utility").contains("<form");
        assertThat(nowhere.headers().firstValue("Set-Cookie")).isEmpty();

        assertThat(stranger.post(
                                "/console/sign-in",
                                form,
                                "key=" + make("OPERATOR").key())
                        .headers()
                        .firstValue("Location"))
                .contains("/console/readings");
        assertThat(stranger.post(
                                "/console/sign-in",
                                form,
                                "key=" + make("SERVICE").key())
                        .statusCode())
                .isEqualTo(403);
    }

    private NewApiKey make(String role) {
        var answer = admin.post("/api/keys", "application/json", request(role));
        var found = KEY.matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return new NewApiKey(UUID.fromString(found.group(1)), found.group(2));
    }

    private static String request(String role) {
        return "{\"name\":\"test\",\"role\":\"%s\"}".formatted(role);
    }
}
