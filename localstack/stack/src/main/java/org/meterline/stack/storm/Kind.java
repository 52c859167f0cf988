package org.meterline.stack.storm;

/** What comes in, and how often: in a thousand of what the outside does. */
enum Kind {
    PHOTO(170, 3.8),
    TYPED_READING(220, 3.8),
    GREETING(110, 3.8),
    QUESTION(120, 3.8),
    /** Emoji, scripts, nothing at all, 64 kB: whatever fits into a message. */
    NONSENSE(70, 3.8),
    MUTATED_IMAGE(25, 3.8),
    BOMB(5, 3.8),
    /** An earlier message's webhook again. */
    DUPLICATE(100, 1.0),
    /** A message whose webhook comes four times at once. */
    AT_ONCE(30, 6.8),
    /** A message whose webhook comes long after it was written. */
    LATE(40, 3.8),
    /** Two messages of one customer, the later one's webhook first. */
    REORDERED(40, 7.6),
    /** A webhook that nobody at Twilio signed. */
    FORGED(70, 1.0);

    private final int perThousand;
    private final double webhooks;

    Kind(int perThousand, double webhooks) {
        this.perThousand = perThousand;
        this.webhooks = webhooks;
    }

    int perThousand() {
        return perThousand;
    }

    /** Whether its message carries a file. */
    boolean isFile() {
        return this == PHOTO || this == MUTATED_IMAGE || this == BOMB;
    }

    /** How many webhooks one of them means, its answer's statuses included. */
    double webhooks() {
        return webhooks;
    }

    /** How many webhooks follow from one happening outside, on average. */
    static double webhooksEach() {
        var sum = 0.0;
        for (var kind : values()) {
            sum += kind.webhooks * kind.perThousand / 1_000;
        }
        return sum;
    }
}
