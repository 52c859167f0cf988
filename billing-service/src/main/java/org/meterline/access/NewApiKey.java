package org.meterline.access;

import java.util.UUID;

/** A key that was just made: the only time that it is seen. */
public record NewApiKey(UUID id, String key) {

    @Override
    public String toString() {
        return "NewApiKey[" + id + "]";
    }
}
