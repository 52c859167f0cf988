package org.meterline.stack.budget;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What AWS asks for what one reading uses, a million times over: usage alone, without what costs the same at night (broker,
 * database, tasks, NAT gateways by the hour). List prices in US dollars of us-east-1 in November 2026, without free tiers and discounts;
 * docs/costs.md says where each was found. Look them up before you rely on them.
 */
record Bill(List<Item> items) {

    /** What a price is for, and how much of it a reading uses. */
    record Item(String what, double perReading, String unit, double usdPerMillion) {

        double usd() {
            return perReading * usdPerMillion;
        }
    }

    /** What is not counted here, but planned: to be corrected by the first bill. */
    private static final double WEBHOOK_GB_SECONDS = 1.0 * 0.15; // GB by seconds

    private static final double CALLBACK_GB_SECONDS = 1.0 * 0.03;
    private static final double PHOTO_GB_SECONDS = 1.73 * 0.5;
    private static final double PHOTO_KILOBYTES = 150; // as WhatsApp shrinks it
    private static final double QUEUE_REQUESTS = 3; // put by S3, taken, deleted
    private static final double READ_UNITS = 2;

    /** For one reading as it was counted. */
    static Bill of(Counts counts) {
        var door = counts.webhooks();
        var invocations = counts.webhooks() + counts.photos();
        var ingest = WEBHOOK_GB_SECONDS + counts.callbacks() * CALLBACK_GB_SECONDS;
        return new Bill(List.of(
                new Item("API Gateway, REST", door, "requests", 3.50),
                new Item("WAF", door, "requests", 0.60),
                new Item("Lambda, calls", invocations, "calls", 0.20),
                new Item("Lambda, ingest (arm64)", ingest, "GB s", 13.3334),
                new Item("Lambda, reader (x86_64)", PHOTO_GB_SECONDS * counts.photos(), "GB s", 16.6667),
                new Item("DynamoDB, writes of the message", counts.writeUnits(), "units", 0.625),
                new Item("DynamoDB, writes of callbacks", counts.callbackWriteUnits(), "units", 0.625),
                new Item("DynamoDB, reads", READ_UNITS, "units", 0.125),
                new Item("S3, puts", counts.s3Puts(), "requests", 5.00),
                new Item("S3, gets", counts.s3Gets(), "requests", 0.40),
                new Item("SQS", QUEUE_REQUESTS, "requests", 0.40),
                new Item("NAT gateway, bytes", PHOTO_KILOBYTES, "KB", 0.045)));
    }

    double usdPerMillionReadings() {
        return items.stream().mapToDouble(Item::usd).sum();
    }

    /** A table in Markdown. */
    String table() {
        var rows = items.stream()
                .map(item -> String.format(
                        Locale.ROOT,
                        "| %s | %.3f %s | %.4f | %.2f |",
                        item.what(),
                        item.perReading(),
                        item.unit(),
                        item.usdPerMillion(),
                        item.usd()))
                .collect(Collectors.joining("\n"));
        return """
                | part | a reading uses | USD per million of it | USD per million readings |
                |---|---|---|---|
                %s
                | **together** | | | **%.2f** |
                """.formatted(rows, usdPerMillionReadings());
    }
}
