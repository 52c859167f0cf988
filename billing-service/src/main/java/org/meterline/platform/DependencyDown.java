package org.meterline.platform;

/** Something that we need is out of reach for now. Consumers wait for it; the event in hand is not to blame. */
public class DependencyDown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DependencyDown(String dependency, Throwable cause) {
        super(dependency + " is out of reach", cause);
    }
}
