package org.meterline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a webhook's body, in the order they came: blank, repeated and unknown ones too, because the signature is over
 * all of them. Prints as nothing but its size.
 */
final class Form {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** One field, decoded; its value is never null and never trimmed. */
    record Field(String name, Words value) {

        static Field of(String name, String value) {
            return new Field(name, new Words(value));
        }
    }

    private final List<Field> fields;

    Form(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /** Reads a body in either of the two ways; no form of Twilio's begins like JSON. */
    static Optional<Form> of(String body) {
        return body.startsWith("{") ? parseJson(body) : parse(body);
    }

    /** Reads {@code application/x-www-form-urlencoded} strictly; empty for broken escapes and bytes that are no UTF-8. */
    private static Optional<Form> parse(String body) {
        var fields = new ArrayList<Field>();
        var start = 0;
        while (start <= body.length()) {
            var end = body.indexOf('&', start);
            end = end < 0 ? body.length() : end;
            if (end > start) {
                var pair = body.substring(start, end);
                var equals = pair.indexOf('=');
                var name = decode(equals < 0 ? pair : pair.substring(0, equals));
                var value = decode(equals < 0 ? "" : pair.substring(equals + 1));
                if (name == null || value == null) {
                    return Optional.empty();
                }
                fields.add(Field.of(name, value));
            }
            start = end + 1;
        }
        return Optional.of(new Form(fields));
    }

    /** Reads a JSON object whose members are the fields, each as text; empty for anything else. */
    private static Optional<Form> parseJson(String body) {
        try {
            var object = JSON.readTree(body);
            if (object == null || !object.isObject()) {
                return Optional.empty();
            }
            var fields = new ArrayList<Field>();
            object.properties()
                    .forEach(member -> fields.add(Field.of(
                            member.getKey(),
                            member.getValue().isValueNode()
                                    ? member.getValue().asText("")
                                    : member.getValue().toString())));
            return fields.stream()
                            .allMatch(field ->
                                    isText(field.name()) && isText(field.value().value()))
                    ? Optional.of(new Form(fields))
                    : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    List<Field> fields() {
        return fields;
    }

    /** The first value of a field; null when there is none or it is blank. */
    @Nullable
    String get(String name) {
        for (var field : fields) {
            if (field.name().equals(name)) {
                return field.value().value().isBlank() ? null : field.value().value();
            }
        }
        return null;
    }

    private static @Nullable String decode(String encoded) {
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (var i = 0; i < encoded.length(); ) {
            var c = encoded.charAt(i);
            if (c == '%') {
                var high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
                var low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.write(high << 4 | low);
                i += 3;
            } else if (c == '+') {
                bytes.write(' ');
                i++;
            } else {
                var character = Character.toString(encoded.codePointAt(i));
                bytes.writeBytes(character.getBytes(StandardCharsets.UTF_8));
                i += character.length();
            }
        }
        return utf8(bytes.toByteArray());
    }

    /** JSON can escape half a character; no database takes that for text. */
    private static boolean isText(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    /** Bytes as text; null when they are no UTF-8. */
    static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    @Override
    public String toString() {
        return fields.size() + " fields";
    }
}
