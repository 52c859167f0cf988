package org.meterline.infra;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What the parts of a reading cost in USD, by AWS's price list for us-east-1 as remembered in November 2026. docs/deploy.md has the same
 * figures with all others; check both against the list of your region.
 */
final class ListPrices {

    private static final BigDecimal MILLION = new BigDecimal("1000000");
    private static final BigDecimal MILLISECONDS = new BigDecimal("1000");
    private static final BigDecimal ARM_GIGABYTE_SECOND = new BigDecimal("0.0000133334");
    private static final BigDecimal X86_GIGABYTE_SECOND = new BigDecimal("0.0000166667");

    /** Through API Gateway's REST API and one rule-less request of the firewall. */
    static final BigDecimal WEBHOOK =
            new BigDecimal("3.50").add(new BigDecimal("0.60")).divide(MILLION);

    static final BigDecimal RECEIVER_MILLISECOND = ARM_GIGABYTE_SECOND.divide(MILLISECONDS); // of 1 GB
    static final BigDecimal READER_MILLISECOND = X86_GIGABYTE_SECOND
            .multiply(new BigDecimal("1769"))
            .divide(new BigDecimal("1024"), MathContext.DECIMAL32)
            .divide(MILLISECONDS, MathContext.DECIMAL32);
    static final BigDecimal TABLE_WRITE = new BigDecimal("0.625").divide(MILLION);
    static final BigDecimal TABLE_READ = new BigDecimal("0.125").divide(MILLION);

    private ListPrices() {}

    /** As a formula takes it: without an exponent. */
    static String usd(BigDecimal price) {
        return price.toPlainString();
    }
}
