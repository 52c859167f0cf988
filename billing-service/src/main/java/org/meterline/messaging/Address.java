package org.meterline.messaging;

import java.util.List;
import java.util.Optional;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.ContactIdentity.Type;

/**
 * Where a person can be written to: a number in E.164, or WhatsApp's business-scoped id where the number is withheld. Its text
 * form keeps it to itself.
 */
public record Address(String value) {

    public Address {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an address is never blank");
        }
    }

    /** The best address among a person's names: a number if there is one. */
    public static Optional<Address> of(List<ContactIdentity> names) {
        return value(names, Type.PHONE)
                .or(() -> value(names, Type.WHATSAPP_ID).map(digits -> "+" + digits))
                .or(() -> value(names, Type.BUSINESS_SCOPED_ID))
                .map(Address::new);
    }

    private static Optional<String> value(List<ContactIdentity> names, Type type) {
        return names.stream()
                .filter(name -> name.type() == type)
                .map(ContactIdentity::value)
                .findFirst();
    }

    /** Whether text messages can reach it. */
    public boolean isNumber() {
        return value.startsWith("+");
    }

    @Override
    public String toString() {
        return "Address[withheld]";
    }
}
