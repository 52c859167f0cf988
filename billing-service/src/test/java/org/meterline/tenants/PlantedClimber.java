package org.meterline.tenants;

import org.meterline.customers.Customers;

/** Planted: calls upwards. */
public interface PlantedClimber {
    Customers customers();
}
