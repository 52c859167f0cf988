package org.meterline.contracts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A text as the message table keeps it where it is long: in zlib's format (RFC 1950), made small with a dictionary of what such
 * texts mostly say. A write of an item costs by the kilobyte, whichever attribute it is about. Which dictionary it was stands in
 * the packed text itself, as the dictionary's Adler-32: what was packed with one can be read as long as that one is here, and so a
 * dictionary is never changed and never taken away; another one may come beside it.
 */
public final class PackedText {

    private static final int BYTES_MAX =
            4 * 1024 * 1024; // an item has 400 KB, and nobody's text is packed to a tenth of that

    private static final byte[] DICTIONARY = dictionary("1");
    private static final Map<Integer, byte[]> DICTIONARIES = Map.of(adler32(DICTIONARY), DICTIONARY);

    private PackedText() {}

    public static byte[] pack(String text) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setDictionary(DICTIONARY);
            deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            var packed = new ByteArrayOutputStream();
            var buffer = new byte[1024];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * The text again.
     *
     * @throws IllegalArgumentException for bytes that are no packed text, or one that was packed with a dictionary of another
     *     version
     */
    public static String unpack(byte[] packed) {
        var inflater = new Inflater();
        try {
            inflater.setInput(packed);
            var text = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            while (!inflater.finished()) {
                var length = inflater.inflate(buffer);
                if (inflater.needsDictionary()) {
                    inflater.setDictionary(known(inflater.getAdler()));
                } else if (length == 0 && !inflater.finished()) {
                    throw new IllegalArgumentException("a packed text that is cut off");
                }
                text.write(buffer, 0, length);
                if (text.size() > BYTES_MAX) {
                    throw new IllegalArgumentException("a packed text of more than " + BYTES_MAX + " bytes");
                }
            }
            return text.toString(StandardCharsets.UTF_8);
        } catch (DataFormatException malformed) { // its message says where, and nothing of what
            throw new IllegalArgumentException("no packed text", malformed);
        } finally {
            inflater.end();
        }
    }

    private static byte[] known(int adler32) {
        var dictionary = DICTIONARIES.get(adler32);
        if (dictionary == null) {
            throw new IllegalArgumentException(
                    "a text packed with a dictionary that is not here: %08x".formatted(adler32));
        }
        return dictionary;
    }

    private static byte[] dictionary(String name) {
        try (var file = PackedText.class.getResourceAsStream("dictionaries/" + name + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("dictionary " + name + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int adler32(byte[] dictionary) {
        var sum = new Adler32();
        sum.update(dictionary);
        return (int) sum.getValue();
    }
}
