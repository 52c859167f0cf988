package org.meterline.ingest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Twilio's media in memory: what each URL gives. */
final class ScriptedMedia implements MediaFiles {

    private final Map<String, Supplier<Fetched>> byUrl = new ConcurrentHashMap<>();

    ScriptedMedia with(String url, byte[] file) {
        return with(url, () -> new Fetched.File(file));
    }

    ScriptedMedia with(String url, Supplier<Fetched> answer) {
        byUrl.put(url, answer);
        return this;
    }

    @Override
    public Fetched fetch(String accountSid, String messageId, String url, Deadline deadline) {
        return byUrl.getOrDefault(url, () -> new Fetched.Gone("unknown")).get();
    }
}
