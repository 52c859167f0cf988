package org.meterline.ingest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Secrets in memory that count how often they are read. */
final class ScriptedSecrets implements Secrets {

    private final Map<String, String> byId = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean failing;

    ScriptedSecrets with(String secretId, String secret) {
        byId.put(secretId, secret);
        return this;
    }

    void fail() {
        failing = true;
    }

    int reads() {
        return reads.get();
    }

    @Override
    public String read(String secretId) {
        reads.incrementAndGet();
        if (failing) {
            throw new IllegalStateException("the secret store is down");
        }
        return byId.get(secretId);
    }
}
