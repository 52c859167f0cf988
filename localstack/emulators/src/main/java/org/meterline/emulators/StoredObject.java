package org.meterline.emulators;

/** An object that came into a bucket, and how: {@code Put}, {@code Copy} or {@code CompleteMultipartUpload}. */
record StoredObject(String how, String bucket, String key) {}
