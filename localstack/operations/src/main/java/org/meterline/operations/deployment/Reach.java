package org.meterline.operations.deployment;

/** A part of a deployment, as far as it can be had: what opens it, or why it is out of reach. */
public sealed interface Reach<T> {

    /** It is known where it is. */
    record Known<T>(T value) implements Reach<T> {
        @Override
        public String toString() {
            return "known";
        }
    }

    /** Nobody said where it is. */
    record Unknown<T>(String why) implements Reach<T> {}

    static <T> Reach<T> known(T value) {
        return new Known<>(value);
    }

    static <T> Reach<T> unknown(String why) {
        return new Unknown<>(why);
    }

    /** @throws OutOfReach with the reason */
    default T get() {
        return switch (this) {
            case Known<T>(var value) -> value;
            case Unknown<T>(var why) -> throw new OutOfReach(why);
        };
    }

    default boolean isKnown() {
        return this instanceof Known<T>;
    }
}
