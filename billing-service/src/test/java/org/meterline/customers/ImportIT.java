package org.meterline.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MeterType;
import org.meterline.platform.Http;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.TenantTransactions;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;

class ImportIT {

    private static final String CUSTOMERS = """
            account_number,name,locale,phone
            1001,"Mokoena, Thandi",zu-ZA,+27 83 123 4567
            1002,Jan Smit,,0821112222; 0821112223
            """;
    private static final String METERS = """
            serial,account_number,kind,digits,decimals,multiplier,installed_index
            E-100,1001,electricity,6,1,,12.5
            W-200,1002,water,5,3,1,
            """;

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final Tenant tenant = service.newTenant();
    private final Http http = service.http().about(tenant.id());

    @Test
    void customers_and_meters_come_in_and_are_found() {
        assertThat(sendCustomers(CUSTOMERS)).contains("\"created\":2").contains("\"rejected\":0");
        assertThat(sendMeters(METERS)).contains("\"created\":2").contains("\"rejected\":0");

        var meters = service.bean(TenantTransactions.class).in(tenant.id(), () -> {
            var customers = service.bean(Customers.class);
            var contact = customers
                    .find(List.of(new ContactIdentity(ContactIdentity.Type.PHONE, "+27831234567")))
                    .orElseThrow();
            assertThat(contact.locale()).hasToString("zu_ZA");
            return customers.metersOf(contact.id());
        });
        assertThat(meters).extracting(Meter::serial).containsExactly("E-100");
        assertThat(http.get("/api/accounts/1002").body()).contains("W-200").contains("Jan Smit");
    }

    @Test
    void the_same_file_again_changes_nothing() {
        sendCustomers(CUSTOMERS);
        sendMeters(METERS);

        assertThat(sendCustomers(CUSTOMERS)).contains("\"unchanged\":2").contains("\"created\":0,\"updated\":0");
        assertThat(sendMeters(METERS)).contains("\"unchanged\":2").contains("\"created\":0,\"updated\":0");
    }

    @Test
    void one_bad_line_does_not_stop_the_others() {
        var report = sendCustomers("""
                account_number,name,phone
                1001,Thandi,call me
                ,Nobody,
                1003,Good,+27831234567
                """);

        assertThat(report).contains("\"created\":1").contains("\"rejected\":2");
        assertThat(report)
                .contains("{\"line\":2,\"outcome\":\"rejected\",\"reason\":\"phone is not a telephone number\"}");
        assertThat(report).contains("{\"line\":3,\"outcome\":\"rejected\",\"reason\":\"account_number is missing\"}");
    }

    @Test
    void what_changed_is_updated() {
        sendCustomers(CUSTOMERS);

        assertThat(sendCustomers(CUSTOMERS.replace("Jan Smit", "Jan Smith")))
                .contains("\"updated\":1")
                .contains("\"unchanged\":1");
    }

    @Test
    void json_does_as_well() {
        var report = http.post("/api/imports/customers", "application/json", """
                [{"account_number": 7, "name": "Seven", "phone": null}, {"name": "Nobody"}]
                """);

        assertThat(report.body()).contains("\"created\":1").contains("\"rejected\":1");
    }

    @Test
    void a_file_that_breaks_off_says_where() {
        var report =
                http.post("/api/imports/customers", "application/json", "[{\"account_number\": 8, \"name\": \"A\"}, {");

        assertThat(report.body()).contains("\"created\":1").contains("from here on this is not application/json");
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        var answer = http.post("/api/imports/customers", "text/csv", "account_number,name\n1," + "A".repeat(11 << 20));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void meters_need_their_account() {
        assertThat(sendMeters(METERS)).contains("\"rejected\":2").contains("account_number is not known");
    }

    @Test
    void an_administrator_says_for_whom() {
        var answer = service.http().post("/api/imports/customers", "text/csv", CUSTOMERS);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("X-Tenant");
    }

    @Test
    void a_utility_comes_in_once() {
        var file = """
                code,name,locale,currency,zone,receiving_number,account_sid
                %s,Renamed,en-ZA,ZAR,Africa/Johannesburg,%s,AC00000000000000000000000000000001
                """.formatted(tenant.code(), tenant.receivingNumber());

        assertThat(sendTenants(file)).contains("\"updated\":1");
        assertThat(sendTenants(file)).contains("\"unchanged\":1");
        assertThat(sendTenants(file.replace(tenant.code(), "another")))
                .contains("another utility has receiving_number or sms_number");
    }

    @Test
    void a_utility_says_how_many_readings_may_be_wrong_and_how_sure_they_have_to_be() {
        var file = """
                code,name,locale,currency,zone,receiving_number,account_sid,wanted_error_rate,gas_confidence_min
                %s,Strict,en-ZA,ZAR,Africa/Johannesburg,%s,AC00000000000000000000000000000001,0.001,0.95
                """.formatted(tenant.code(), tenant.receivingNumber());

        assertThat(sendTenants(file)).contains("\"updated\":1");
        assertThat(sendTenants(file)).contains("\"unchanged\":1");
        assertThat(sendTenants(file.replace("0.001", "0.5"))).contains("wanted_error_rate", "above 0 up to 0.2");
        assertThat(sendTenants(file.replace("0.001", "0"))).contains("wanted_error_rate");

        var rules = service.bean(Tenants.class).get(tenant.id()).validation();
        assertThat(rules.wantedErrorRate()).isEqualByComparingTo("0.001");
        assertThat(rules.confidenceMin(MeterType.GAS))
                .hasValueSatisfying(stated -> assertThat(stated).isEqualByComparingTo("0.95"));
        assertThat(rules.confidenceMin(MeterType.WATER)).isEmpty();
    }

    private String sendTenants(String file) {
        return http.post("/api/imports/tenants", "text/csv", file).body();
    }

    private String sendCustomers(String file) {
        return http.post("/api/imports/customers", "text/csv", file).body();
    }

    private String sendMeters(String file) {
        return http.post("/api/imports/meters", "text/csv; charset=utf-8", file).body();
    }
}
