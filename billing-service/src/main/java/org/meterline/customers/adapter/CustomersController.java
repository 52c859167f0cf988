package org.meterline.customers.adapter;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MeterType;
import org.meterline.customers.Account;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.platform.ImportFile;
import org.meterline.platform.ImportReport;
import org.meterline.platform.Problem;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;

/** A utility's customers and meters: how they come in, and what is known of one. */
@Controller("/api")
@Secured({Role.IS_ADMIN, Role.IS_OPERATOR, Role.IS_SERVICE})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "customers")
class CustomersController {

    private final Customers customers;
    private final TenantTransactions transactions;
    private final CustomerImport customerImport;
    private final MeterImport meterImport;

    CustomersController(
            Customers customers,
            TenantTransactions transactions,
            CustomerImport customerImport,
            MeterImport meterImport) {
        this.customers = customers;
        this.transactions = transactions;
        this.customerImport = customerImport;
        this.meterImport = meterImport;
    }

    /** An account with its meters. */
    @Serdeable
    record AccountShown(
            String id, String number, String name, @Nullable String locale, List<MeterShown> meters) {}

    /** A meter as it is shown. */
    @Serdeable
    record MeterShown(String id, String serial, MeterType kind, int digits, int decimals, BigDecimal multiplier) {}

    @Post("/imports/customers")
    @Consumes({"text/csv", MediaType.APPLICATION_JSON})
    @Operation(summary = "Takes in customers with their accounts; the same file again changes nothing")
    ImportReport takeCustomers(
            TenantId tenant, @Body InputStream body, @Header(HttpHeaders.CONTENT_TYPE) MediaType type) {
        return new ImportFile(body, type).forEach(line -> customerImport.take(tenant, line));
    }

    @Post("/imports/meters")
    @Consumes({"text/csv", MediaType.APPLICATION_JSON})
    @Operation(summary = "Takes in meters; the same file again changes nothing")
    ImportReport takeMeters(TenantId tenant, @Body InputStream body, @Header(HttpHeaders.CONTENT_TYPE) MediaType type) {
        return new ImportFile(body, type).forEach(line -> meterImport.take(tenant, line));
    }

    @Get("/accounts/{number}")
    @Operation(summary = "An account and its meters, by the number on the bill")
    HttpResponse<?> account(TenantId tenant, String number) {
        return transactions.in(
                tenant,
                () -> customers
                        .accountNumbered(number)
                        .<HttpResponse<?>>map(account -> HttpResponse.ok(shown(account)))
                        .orElseGet(() ->
                                Problem.answer(HttpStatus.NOT_FOUND, "unknown-account", "there is no such account")));
    }

    private AccountShown shown(Account account) {
        var meters = customers.metersAt(account.id()).stream()
                .map(CustomersController::shown)
                .toList();
        var locale = account.locale() == null ? null : account.locale().toLanguageTag();
        return new AccountShown(account.id().toString(), account.number(), account.name(), locale, meters);
    }

    private static MeterShown shown(Meter meter) {
        return new MeterShown(
                meter.id().toString(),
                meter.serial(),
                meter.kind(),
                meter.digits(),
                meter.decimals(),
                meter.multiplier());
    }
}
