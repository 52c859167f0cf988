package org.meterline.simulator.http;

/** Foreign nonsense at a door: becomes the given status with the sentence, which must not repeat what was sent. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
