package org.meterline.simulator.planted;

/** Something that only the embedded stack has. */
public final class Toy {}
