package org.meterline.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Form or query parameters in the order they came, blanks and repetitions kept. Never printed: they carry what people said. */
public final class Parameters {

    private final List<Parameter> parameters;

    private Parameters(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /** One name with one value. */
    public record Parameter(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static Parameters of(List<Parameter> parameters) {
        return new Parameters(parameters);
    }

    /**
     * Reads {@code a=1&b=&a=2}.
     *
     * @throws IllegalArgumentException if an escape is broken
     */
    public static Parameters parse(String encoded) {
        var found = new ArrayList<Parameter>();
        for (var pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                found.add(new Parameter(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8)));
            }
        }
        return new Parameters(found);
    }

    public List<Parameter> list() {
        return parameters;
    }

    /** The first value of a name, if there is one that is not blank. */
    public Optional<String> find(String name) {
        return all(name).stream().filter(value -> !value.isBlank()).findFirst();
    }

    public List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** A whole number, or the fallback when the name is missing or holds none. */
    public long number(String name, long fallback) {
        return find(name)
                .filter(value -> value.matches("-?\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(fallback);
    }

    /** As a body of {@code application/x-www-form-urlencoded}. */
    public String encoded() {
        return parameters.stream()
                .map(parameter ->
                        URLEncoder.encode(parameter.name(), UTF_8) + "=" + URLEncoder.encode(parameter.value(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
