package org.meterline.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** What a file is, by its first bytes; what the sender calls it does not count. */
enum FileType {
    JPEG("jpg", "image/jpeg", true),
    PNG("png", "image/png", true),
    WEBP("webp", "image/webp", true),
    HEIC("heic", "image/heic", false),
    GIF("gif", "image/gif", false),
    PDF("pdf", "application/pdf", false),
    MP4("mp4", "video/mp4", false),
    OGG("ogg", "audio/ogg", false),
    AMR("amr", "audio/amr", false),
    OTHER("bin", "application/octet-stream", false);

    private static final Set<String> HEIF_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis");

    private final String extension;
    private final String contentType;
    private final boolean photo;

    FileType(String extension, String contentType, boolean photo) {
        this.extension = extension;
        this.contentType = contentType;
        this.photo = photo;
    }

    String extension() {
        return extension;
    }

    String contentType() {
        return contentType;
    }

    /** Whether it is a picture that the reader reads. */
    boolean isPhoto() {
        return photo;
    }

    static FileType of(byte[] file) {
        if (startsWith(file, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (startsWith(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (startsWith(file, 0, "RIFF") && startsWith(file, 8, "WEBP")) {
            return WEBP;
        }
        if (startsWith(file, 4, "ftyp")) {
            return HEIF_BRANDS.contains(latin1(file, 8, 4)) ? HEIC : MP4;
        }
        if (startsWith(file, 0, "%PDF")) {
            return PDF;
        }
        if (startsWith(file, 0, "GIF8")) {
            return GIF;
        }
        if (startsWith(file, 0, "OggS")) {
            return OGG;
        }
        return startsWith(file, 0, "#!AMR") ? AMR : OTHER;
    }

    private static boolean startsWith(byte[] file, int offset, String magic) {
        return latin1(file, offset, magic.length()).equals(magic);
    }

    private static String latin1(byte[] file, int offset, int length) {
        return file.length < offset + length
                ? ""
                : new String(Arrays.copyOfRange(file, offset, offset + length), StandardCharsets.ISO_8859_1);
    }
}
