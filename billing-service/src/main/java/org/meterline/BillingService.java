package org.meterline;

import io.micronaut.runtime.Micronaut;

/** The process: everything the business decides, behind one door. */
public final class BillingService {

    private BillingService() {}

    public static void main(String[] args) {
        Micronaut.run(BillingService.class, args);
    }
}
