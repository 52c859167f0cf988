package org.meterline.engines.hostile;

/**
 * A file that nobody should have sent.
 *
 * @param name what is wrong with it; unique among its kind
 */
public record HostileFile(String name, byte[] bytes) {

    /** Its name and size: the bytes would fill the screen. */
    @Override
    public String toString() {
        return name + " (" + bytes.length + " bytes)";
    }
}
