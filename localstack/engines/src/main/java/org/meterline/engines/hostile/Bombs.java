package org.meterline.engines.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files that ask for far more than they are: memory by the gigabyte, scans by the thousand, metadata that leads to itself; and
 * files that are something else than they say. Each is small enough to be fetched (5 MB), and is made when it is asked for.
 */
public final class Bombs {

    private static final int MEGA = 1_000_000;
    private static final int EXIF_MARKER = 0xe1;

    private final List<Supplier<HostileFile>> files = new ArrayList<>();

    private Bombs() {
        floods();
        scans();
        texts();
        directories();
        oddities();
        liars();
        strangers();
    }

    /** Forty of them. */
    public static Stream<HostileFile> all() {
        return new Bombs().files.stream().map(Supplier::get);
    }

    /** Pictures far larger than their files. */
    private void floods() {
        add(
                "png-of-900-megapixels",
                () -> Png.of(30_000, 30_000, 8, Png.COLOUR_AND_ALPHA, false).zeroPixels(MEGA));
        add(
                "png-as-large-as-can-be-said",
                () -> Png.of(Integer.MAX_VALUE, Integer.MAX_VALUE, 16, Png.COLOUR_AND_ALPHA, true)
                        .zeroPixels(10));
        add(
                "png-of-99-megapixels",
                () -> Png.of(9_950, 9_950, 1, Png.GREY, false).zeroPixels(9_950L * (9_950 / 8 + 2)));
        add(
                "png-of-99-megapixels-interlaced",
                () -> Png.of(9_950, 9_950, 1, Png.GREY, true).zeroPixels(20L * MEGA));
        add(
                "png-three-million-pixels-long",
                () -> Png.of(3 * MEGA, 32, 1, Png.GREY, false).zeroPixels(32L * (3 * MEGA / 8 + 1)));
        add(
                "png-three-million-pixels-high",
                () -> Png.of(32, 3 * MEGA, 1, Png.GREY, false).zeroPixels(3L * MEGA * 5));
        add(
                "png-a-hundred-times-as-wide-as-high",
                () -> Png.of(4_000, 40, 8, Png.GREY, false).zeroPixels(40L * 4_001));
        add("jpeg-as-large-as-can-be-said", () -> Jpeg.header(Jpeg.BASELINE, 8, 65_535, 65_535, 3));
        add("jpeg-of-98-megapixels-and-no-content", () -> Jpeg.header(Jpeg.BASELINE, 8, 65_500, 1_500, 3));
        add(
                "webp-as-large-as-can-be-said",
                () -> webp(chunk(
                        "VP8L",
                        ByteBuffer.allocate(64)
                                .put((byte) 0x2f)
                                .putInt(0xffffff0f)
                                .array())));
        add(
                "webp-small-outside-large-inside",
                () -> webp(chunk("VP8X", new byte[] {0, 0, 0, 0, 99, 0, 0, 99, 0, 0}), chunk("VP8 ", vp8(16_383))));
        add("bmp-of-900-megapixels", () -> bmp(30_000));
    }

    /** Pictures that are drawn over and over. */
    private void scans() {
        add("jpeg-progressive-of-99-megapixels", () -> Jpeg.progressive(9_950, 3, 0));
        add("jpeg-of-2000-scans", () -> Jpeg.progressive(3_000, 1, 2_000));
        add("jpeg-of-40000-small-scans", () -> Jpeg.progressive(64, 1, 40_000));
        add("png-animated-1000-times", () -> animatedPng(1_000));
        add("webp-animated", () -> seed("animated.webp"));
    }

    /** Little text that becomes much. */
    private void texts() {
        add(
                "png-text-of-2-gigabytes",
                () -> Png.of(64, 64, 8, Png.GREY, false)
                        .chunk("zTXt", joined("Comment\0\0", Png.deflatedZeroGigabytes(2)))
                        .zeroPixels(64 * 65));
        add(
                "png-profile-of-2-gigabytes",
                () -> Png.of(64, 64, 8, Png.GREY, false)
                        .chunk("iCCP", joined("profile\0\0", Png.deflatedZeroGigabytes(2)))
                        .zeroPixels(64 * 65));
        add("png-of-200000-notes", () -> {
            var png = Png.of(64, 64, 8, Png.GREY, false);
            for (var i = 0; i < 200_000; i++) {
                png.chunk("tEXt", joined("a\0b", new byte[0]));
            }
            return png.zeroPixels(64 * 65);
        });
        add(
                "jpeg-with-xml-that-explodes",
                () -> Jpeg.withSegment(
                        seed("baseline.jpg"), EXIF_MARKER, joined("http://ns.adobe.com/xap/1.0/\0", bytes(LAUGHS))));
        add("svg-that-explodes", () -> bytes(LAUGHS));
    }

    /** EXIF that has no end, and pictures within it. */
    private void directories() {
        add("exif-in-a-circle", () -> withExif(Exif.circle()));
        add("exif-of-5000-nests", () -> withExif(Exif.nest(5_000)));
        add("exif-of-four-billion-values", () -> withExif(Exif.endless()));
        add("jpeg-in-jpeg-in-jpeg", () -> {
            var nested = seed("baseline.jpg");
            while (nested.length < 60_000) {
                nested = Jpeg.withSegment(seed("baseline.jpg"), EXIF_MARKER, joined("Exif\0\0", nested));
            }
            return nested;
        });
        add("jpeg-of-60000-segments", () -> {
            var segments = new ByteArrayOutputStream();
            for (var i = 0; i < 60_000; i++) {
                segments.writeBytes(Jpeg.segment(0xe2, new byte[2]));
            }
            var jpeg = seed("baseline.jpg");
            return joined(
                    joined(Arrays.copyOf(jpeg, 2), segments.toByteArray()), Arrays.copyOfRange(jpeg, 2, jpeg.length));
        });
    }

    /** What no phone makes, but the formats allow. */
    private void oddities() {
        add("jpeg-of-four-inks", () -> Jpeg.header(Jpeg.BASELINE, 8, 64, 64, 4));
        add("jpeg-of-twelve-bits", () -> Jpeg.header(Jpeg.BASELINE, 12, 64, 64, 3));
        add("jpeg-lossless", () -> Jpeg.header(Jpeg.LOSSLESS, 8, 64, 64, 3));
        add("jpeg-arithmetic", () -> Jpeg.header(Jpeg.ARITHMETIC, 8, 64, 64, 3));
        add("jpeg-without-height", () -> Jpeg.header(Jpeg.BASELINE, 8, 64, 0, 3));
        add(
                "png-of-sixteen-bits",
                () -> Png.of(2_000, 2_000, 16, Png.COLOUR_AND_ALPHA, true).zeroPixels(2_000L * 16_100));
        add("png-without-width", () -> Png.of(0, 64, 8, Png.COLOUR, false).zeroPixels(64));
        add("png-without-palette", () -> Png.of(64, 64, 8, Png.PALETTE, false).zeroPixels(64 * 65));
    }

    /** What says that it goes on, and does not. */
    private void liars() {
        add(
                "png-chunk-of-two-gigabytes",
                () -> Png.of(64, 64, 8, Png.GREY, false)
                        .chunk("IDAT", Integer.MAX_VALUE, Png.deflatedZeros(64 * 65))
                        .ended());
        add("jpeg-that-is-padding", () -> {
            var padding = new byte[5 * MEGA];
            Arrays.fill(padding, (byte) 0xff);
            padding[1] = (byte) 0xd8;
            return padding;
        });
    }

    /** What is no photo, whatever its first bytes say. */
    private void strangers() {
        add("nothing-at-all", () -> new byte[0]);
        add("jpeg-that-is-also-a-zip", () -> joined(seed("baseline.jpg"), zip(50 * MEGA)));
        add("gif-that-is-also-a-script", () -> bytes("GIF89a=1;/*" + "*/alert(1)//".repeat(100)));
    }

    private static final String LAUGHS = "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"ha\">" + entities()
            + "]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&i;</text></svg>";

    private static String entities() {
        var entities = new StringBuilder();
        for (var name = 'b'; name <= 'i'; name++) {
            entities.append("<!ENTITY ")
                    .append(name)
                    .append(" \"")
                    .append(("&" + (char) (name - 1) + ";").repeat(10))
                    .append("\">");
        }
        return entities.toString();
    }

    private void add(String name, Supplier<byte[]> bytes) {
        files.add(() -> new HostileFile(name, bytes.get()));
    }

    private static byte[] seed(String name) {
        return SeedPictures.all().stream()
                .filter(picture -> picture.name().equals(name))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private static byte[] withExif(byte[] exif) {
        return Jpeg.withSegment(seed("baseline.jpg"), EXIF_MARKER, exif);
    }

    private static byte[] animatedPng(int frames) {
        var png = Png.of(64, 64, 8, Png.GREY, false)
                .chunk("acTL", ByteBuffer.allocate(8).putInt(frames).putInt(0).array());
        png.chunk("IDAT", Png.deflatedZeros(64 * 65));
        for (var i = 0; i < frames; i++) {
            png.chunk(
                    "fcTL",
                    ByteBuffer.allocate(26).putInt(2 * i).putInt(64).putInt(64).array());
            png.chunk("fdAT", joined(ByteBuffer.allocate(4).putInt(2 * i + 1).array(), Png.deflatedZeros(64 * 65)));
        }
        return png.ended();
    }

    private static byte[] webp(byte[]... chunks) {
        var body = joined("WEBP", new byte[0]);
        for (var chunk : chunks) {
            body = joined(body, chunk);
        }
        return joined("RIFF", joined(littleEndian(body.length), body));
    }

    private static byte[] chunk(String type, byte[] content) {
        return joined(type, joined(littleEndian(content.length), content));
    }

    /** The beginning of a key frame of some size. */
    private static byte[] vp8(int side) {
        return ByteBuffer.allocate(200)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x10, 0x02, 0, (byte) 0x9d, 1, 0x2a})
                .putShort((short) side)
                .putShort((short) side)
                .array();
    }

    private static byte[] bmp(int side) {
        return ByteBuffer.allocate(200)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .put((byte) 'M')
                .putInt(200)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(side)
                .putInt(side)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    private static byte[] zip(int zeros) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("photo.jpg"));
            zip.write(new byte[zeros]);
        } catch (IOException impossible) { // it is written into memory
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(String first, byte[] second) {
        return joined(bytes(first), second);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
