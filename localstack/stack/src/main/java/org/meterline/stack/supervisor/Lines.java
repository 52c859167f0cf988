package org.meterline.stack.supervisor;

/** By which ports the parts of the system reach each other: straight, unless somebody stands between them. */
public interface Lines {

    /** Nobody stands between. */
    Lines STRAIGHT = (from, to, port) -> port;

    /**
     * The port by which one reaches another; asked once for each pair, whenever the system starts.
     *
     * @param from {@code billing} or {@code lambdas}
     * @param to {@code postgres}, {@code rabbitmq}, {@code dynamodb}, {@code s3}, {@code sqs} or {@code twilio}
     * @param port where the other really listens
     */
    int portFor(String from, String to, int port);
}
