package org.meterline.readings;

/** Planted: counts inexactly. */
public record PlantedDouble(double index) {}
