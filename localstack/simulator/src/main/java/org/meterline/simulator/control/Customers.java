package org.meterline.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.chat.Address;
import org.meterline.simulator.http.Json;

/** The demo customers of the page. */
public final class Customers {

    private final List<Customer> customers;

    /**
     * A made-up person with a phone.
     *
     * @param number in E.164
     * @param language BCP 47, such as {@code af}
     * @param utility the number the person writes to on WhatsApp, in E.164
     * @param sms the number the person writes SMS to
     * @param photo the sample photo of the person's own meter; empty when there is none
     */
    public record Customer(String name, String number, String language, String utility, String sms, String photo) {
        static Customer of(Map<String, String> row) {
            var utility = row.getOrDefault("utility", "");
            return new Customer(
                    row.getOrDefault("name", ""),
                    row.getOrDefault("number", ""),
                    row.getOrDefault("language", "en"),
                    utility,
                    row.getOrDefault("sms", utility),
                    row.getOrDefault("photo", ""));
        }

        @Override
        public String toString() {
            return "customer";
        }
    }

    private Customers(List<Customer> customers) {
        this.customers = List.copyOf(customers);
    }

    /**
     * Reads a JSON array or a CSV file with a header, columns {@code name, number, language, utility} and perhaps
     * {@code sms} and {@code photo}; the built-in people when there is none.
     */
    public static Customers of(@Nullable Path file) {
        try {
            if (file == null) {
                try (var builtIn = Customers.class.getResourceAsStream("/customers.json")) {
                    return new Customers(parse(Json.MAPPER.readTree(builtIn)));
                }
            }
            var text = Files.readString(file);
            return new Customers(text.stripLeading().startsWith("[") ? parse(Json.MAPPER.readTree(text)) : parse(text));
        } catch (IOException failure) {
            throw new UncheckedIOException("the file of customers cannot be read", failure);
        }
    }

    public List<Customer> all() {
        return customers;
    }

    public Optional<Customer> find(Address address) {
        return customers.stream()
                .filter(customer -> customer.number().equals(address.number()))
                .findFirst();
    }

    private static List<Customer> parse(@Nullable JsonNode array) {
        var found = new ArrayList<Customer>();
        if (array != null) {
            array.forEach(entry -> {
                var row = new LinkedHashMap<String, String>();
                entry.properties()
                        .forEach(field ->
                                row.put(field.getKey(), field.getValue().asText()));
                found.add(Customer.of(row));
            });
        }
        return found;
    }

    private static List<Customer> parse(String csv) {
        var lines = csv.lines().filter(line -> !line.isBlank()).toList();
        var header = List.of(lines.getFirst().strip().split(",", -1));
        return lines.stream()
                .skip(1)
                .map(line -> {
                    var cells = line.strip().split(",", -1);
                    var row = new LinkedHashMap<String, String>();
                    for (var i = 0; i < Math.min(cells.length, header.size()); i++) {
                        row.put(header.get(i).strip(), cells[i].strip());
                    }
                    return Customer.of(row);
                })
                .toList();
    }
}
