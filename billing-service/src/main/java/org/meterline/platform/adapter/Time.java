package org.meterline.platform.adapter;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The clock that everybody asks; tests replace it. */
@Factory
final class Time {

    @Singleton
    @Primary
    InstantSource time() {
        return InstantSource.system();
    }
}
