package org.meterline.conversation.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said about a file that we do not read: each kind has its own answer. */
public final class MediaWords {

    private MediaWords() {}

    /** The phrase for a stored file, by its key's extension; null when nothing was stored. */
    public static Phrase about(@Nullable String key) {
        if (key == null) {
            return Phrase.MEDIA_OTHER;
        }
        return switch (key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "heic", "heif", "webp", "gif", "tif", "tiff", "bmp" -> Phrase.MEDIA_PICTURE_FORMAT;
            case "mp4", "3gp", "3gpp", "mov", "avi", "mkv", "webm" -> Phrase.MEDIA_VIDEO;
            case "ogg", "oga", "opus", "mp3", "amr", "aac", "m4a", "wav" -> Phrase.MEDIA_AUDIO;
            case "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv" -> Phrase.MEDIA_DOCUMENT;
            default -> Phrase.MEDIA_OTHER;
        };
    }
}
