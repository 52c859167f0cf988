package org.meterline.platform;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Locale;

/** A telephone number in E.164, {@code +27831234567}. */
public record PhoneNumber(String e164) {

    /**
     * Reads a number as people write it: with blanks, with 00 or +, or as it is dialled at home.
     *
     * @param home the country that a number without a country code is in
     * @throws IllegalArgumentException when no telephone could have it
     */
    public static PhoneNumber parse(String written, Locale home) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(written, home.getCountry());
            if (numbers.isPossibleNumber(number)) {
                return new PhoneNumber(numbers.format(number, PhoneNumberFormat.E164));
            }
        } catch (NumberParseException nonsense) {
            // told below, without the number
        }
        throw new IllegalArgumentException("no telephone has this number");
    }

    @Override
    public String toString() {
        return "PhoneNumber[withheld]";
    }
}
