package org.meterline.conversation.adapter;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.meterline.conversation.domain.Catalogue;

/** Loads the catalogue once. */
@Factory
final class Words {

    @Singleton
    Catalogue catalogue() {
        return Catalogue.shipped();
    }
}
