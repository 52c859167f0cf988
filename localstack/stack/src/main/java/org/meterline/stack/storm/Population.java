package org.meterline.stack.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The customers of four utilities, some of whom no utility knows, and the files that import the others. */
final class Population {

    static final double FIRST_INDEX = 4_600.0; // below what the sample photo shows

    private static final int MESSAGES_EACH = 40;
    private static final int CUSTOMERS_MIN = 40;
    private static final int CUSTOMERS_MAX = 2_500;
    private static final List<String> LOCALES = List.of("en-ZA", "af-ZA", "zu-ZA", "fr-FR", "es-ES", "pt-PT", "hi-IN");
    private static final List<Utility> UTILITIES = List.of(
            new Utility("cape", "+14155238886", "+14155230001"),
            new Utility("karoo", "+14155238887", "+14155230002"),
            new Utility("veld", "+14155238888", "+14155230003"),
            new Utility("coast", "+14155238889", "+14155230004"));

    private final List<Customer> customers = new ArrayList<>();

    private record Utility(String code, String whatsApp, String sms) {}

    Population(StormSettings settings) {
        var random = new Random(settings.seed());
        var count = Math.clamp(settings.messages() / MESSAGES_EACH, CUSTOMERS_MIN, CUSTOMERS_MAX);
        for (var i = 0; i < count; i++) {
            var utility = UTILITIES.get(random.nextInt(UTILITIES.size()));
            var isSms = random.nextInt(10) == 0;
            var isStranger = random.nextInt(20) == 0;
            customers.add(new Customer(
                    "+2782%07d".formatted(3_000_000 + i),
                    utility.code,
                    isSms ? utility.sms : utility.whatsApp,
                    isSms ? "sms" : "whatsapp",
                    isStranger ? "" : "8%05d".formatted(i),
                    LOCALES.get(i % LOCALES.size())));
        }
    }

    List<Customer> all() {
        return customers;
    }

    /** The utilities that the demo does not have. */
    String tenants(String accountSid) {
        var csv = new StringBuilder(
                "code,name,locale,currency,zone,receiving_number,sms_number,account_sid,wanted_error_rate\n");
        for (var utility : UTILITIES.subList(2, UTILITIES.size())) {
            csv.append("%s,Storm %s,en-ZA,ZAR,Africa/Johannesburg,%s,%s,%s,0.01\n"
                    .formatted(utility.code, utility.code, utility.whatsApp, utility.sms, accountSid));
        }
        return csv.toString();
    }

    List<String> utilities() {
        return UTILITIES.stream().map(Utility::code).toList();
    }

    String customers(String utility) {
        var csv = new StringBuilder("account_number,name,locale,phone\n");
        known(utility)
                .forEach(one -> csv.append("%s,Storm Customer %s,%s,%s\n"
                        .formatted(one.account(), one.account(), one.locale(), one.number())));
        return csv.toString();
    }

    String meters(String utility) {
        var csv = new StringBuilder("serial,account_number,kind,digits,decimals\n");
        known(utility).forEach(one -> csv.append("S%s,%s,ELECTRICITY,5,1\n".formatted(one.account(), one.account())));
        return csv.toString();
    }

    String readings(String utility, String takenAt) {
        var csv = new StringBuilder("serial,index,taken_at\n");
        known(utility).forEach(one -> csv.append("S%s,%s,%s\n".formatted(one.account(), FIRST_INDEX, takenAt)));
        return csv.toString();
    }

    private List<Customer> known(String utility) {
        return customers.stream()
                .filter(one -> one.utility().equals(utility) && !one.isStranger())
                .toList();
    }
}
