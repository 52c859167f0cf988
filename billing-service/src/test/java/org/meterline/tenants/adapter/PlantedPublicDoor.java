package org.meterline.tenants.adapter;

/** Planted: an adapter that everybody can see. */
public interface PlantedPublicDoor {}
