package org.meterline.ocr;

/**
 * A stored photo that a notification tells of.
 *
 * @param key its key in the bucket
 * @param replayed whether an operator asks for it once more, and not the bucket for the first time
 */
record StoredPhoto(String key, boolean replayed) {}
