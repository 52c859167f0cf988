package org.meterline.operations.store;

import org.jspecify.annotations.Nullable;
import org.meterline.contracts.PackedText;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A long text of the message table, packed as it is kept now, or plain as it was before. */
public final class ItemText {

    private ItemText() {}

    /** The text; null where there is none, or one that this version cannot unpack. */
    public static @Nullable String of(@Nullable AttributeValue value) {
        if (value == null || value.b() == null) {
            return value == null ? null : value.s();
        }
        try {
            return PackedText.unpack(value.b().asByteArray());
        } catch (IllegalArgumentException another) {
            return null;
        }
    }
}
