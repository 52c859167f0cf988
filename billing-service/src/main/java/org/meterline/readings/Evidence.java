package org.meterline.readings;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a decision about a reading rests on: exact numbers and words, by name. Holds nothing about the person. */
public record Evidence(Map<Fact, String> facts) {

    /** Nothing known. */
    public static final Evidence NONE = new Evidence(Map.of());

    public Evidence {
        var sorted = new EnumMap<Fact, String>(Fact.class);
        sorted.putAll(facts);
        facts = Collections.unmodifiableMap(sorted);
    }

    /** This evidence and one more fact; a number is kept as it is written. */
    public Evidence with(Fact fact, Object value) {
        var more = new EnumMap<Fact, String>(Fact.class);
        more.putAll(facts);
        more.put(fact, value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        return new Evidence(more);
    }

    /** This evidence and all of another; the other wins. */
    public Evidence and(Evidence other) {
        var more = new EnumMap<Fact, String>(Fact.class);
        more.putAll(facts);
        more.putAll(other.facts);
        return new Evidence(more);
    }

    /** One fact, if it is known. */
    public Optional<String> of(Fact fact) {
        return Optional.ofNullable(facts.get(fact));
    }

    /** The facts under their JSON names, always in the same order. */
    public Map<String, String> byName() {
        var named = new LinkedHashMap<String, String>();
        facts.forEach((fact, value) -> named.put(fact.json(), value));
        return Collections.unmodifiableMap(named);
    }

    /** The evidence behind JSON names; names that this version does not know are left out. */
    public static Evidence named(Map<String, String> named) {
        var known = new EnumMap<Fact, String>(Fact.class);
        for (var fact : Fact.values()) {
            var value = named.get(fact.json());
            if (value != null) {
                known.put(fact, value);
            }
        }
        return new Evidence(known);
    }
}
