package org.meterline.console.adapter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.FindReadings;
import org.meterline.readings.Reading;
import org.meterline.readings.ReadingFilter;
import org.meterline.readings.Units;
import org.meterline.tenants.Tenants;

/** Where staff look up readings, by meter. */
@Hidden
@Controller("/console/readings")
@Secured({Role.IS_REVIEWER, Role.IS_OPERATOR, Role.IS_ADMIN})
@ExecuteOn(TaskExecutors.BLOCKING)
class ReadingPages {

    private static final int SHOWN = 100;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private final Pages pages;
    private final FindReadings findReadings;
    private final Customers customers;
    private final TenantTransactions transactions;
    private final Tenants tenants;

    ReadingPages(
            Pages pages,
            FindReadings findReadings,
            Customers customers,
            TenantTransactions transactions,
            Tenants tenants) {
        this.pages = pages;
        this.findReadings = findReadings;
        this.customers = customers;
        this.transactions = transactions;
        this.tenants = tenants;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<?> list(TenantId tenant, HttpRequest<?> request, @QueryValue Optional<String> meter) {
        var zone = tenants.get(tenant).zone();
        var serial = meter.map(String::strip).filter(text -> !text.isEmpty());
        var model = new HashMap<String, Object>();
        model.put("serial", serial.orElse(""));
        transactions.run(tenant, () -> {
            var found = serial.flatMap(customers::meterWithSerial);
            model.put("unknown", serial.isPresent() && found.isEmpty());
            var filter = found.map(known -> ReadingFilter.ofMeter(known.id(), SHOWN))
                    .orElseGet(() -> new ReadingFilter(null, null, null, null, SHOWN));
            var readings =
                    serial.isPresent() && found.isEmpty() ? List.<Reading>of() : findReadings.list(tenant, filter);
            model.put(
                    "readings",
                    readings.stream().map(reading -> row(reading, zone)).toList());
        });
        return pages.page(HttpStatus.OK, "readings", tenant, request, model);
    }

    private Map<String, Object> row(Reading reading, ZoneId zone) {
        var meter = customers.meter(reading.meter());
        return Map.of(
                "taken", WHEN.format(reading.takenAt().atZone(zone)),
                "serial", meter.map(Meter::serial).orElse(""),
                "dial",
                        meter.map(known -> reading.index().onDial(known.digits(), known.decimals()))
                                .orElse(reading.index().toString()),
                "unit", meter.map(known -> Units.of(known.kind())).orElse(""),
                "consumption",
                        reading.consumption() == null
                                ? ""
                                : reading.consumption().toPlainString(),
                "period", reading.period().toString(),
                "source", Words.of(reading.source()),
                "notes", reading.notes().stream().map(Words::of).collect(Collectors.joining(", ")));
    }
}
