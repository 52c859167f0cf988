package org.meterline.tenants;

import org.meterline.tenants.adapter.PlantedPublicDoor;

/** Planted: looks behind a door. */
public interface PlantedPeeper {
    PlantedPublicDoor door();
}
