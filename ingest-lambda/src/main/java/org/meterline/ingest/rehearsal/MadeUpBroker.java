package org.meterline.ingest.rehearsal;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.impl.AMQCommand;
import com.rabbitmq.client.impl.Frame;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A broker that lets everybody in, and confirms whatever is published, without keeping any of it. */
public final class MadeUpBroker extends MadeUpServer {

    private static final int GREETING_BYTES = 8;
    private static final int FRAME_BYTES_MAX = 131_072;

    private final AtomicInteger published = new AtomicInteger();

    public MadeUpBroker() {
        open();
    }

    /** Where it is. */
    public String endpoint() {
        return "amqp://" + address();
    }

    /** How many messages it confirmed. */
    public int published() {
        return published.get();
    }

    @Override
    void talk(Socket caller) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(caller.getInputStream()));
        var out = new DataOutputStream(caller.getOutputStream());
        in.skipNBytes(GREETING_BYTES);
        say(out, 0, start());
        var numbers = new HashMap<Integer, AtomicLong>();
        var unfinished = new HashMap<Integer, AMQCommand>();
        while (true) {
            var frame = Frame.readFrom(in, () -> FRAME_BYTES_MAX);
            if (frame == null || frame.getType() == AMQP.FRAME_HEARTBEAT) {
                continue;
            }
            var command = unfinished.computeIfAbsent(frame.getChannel(), absent -> new AMQCommand());
            if (command.handleFrame(frame)) {
                unfinished.remove(frame.getChannel());
                var answer = answerTo(command.getMethod(), frame.getChannel(), numbers);
                if (answer.isPresent()) {
                    say(out, frame.getChannel(), answer.get());
                }
            }
        }
    }

    private Optional<Method> answerTo(Method said, int channel, Map<Integer, AtomicLong> numbers) {
        return Optional.ofNullable(
                switch (said) {
                    case AMQP.Connection.StartOk startOk ->
                        new AMQP.Connection.Tune.Builder()
                                .channelMax(16)
                                .frameMax(FRAME_BYTES_MAX)
                                .heartbeat(0)
                                .build();
                    case AMQP.Connection.Open connection -> new AMQP.Connection.OpenOk.Builder().build();
                    case AMQP.Channel.Open opened -> new AMQP.Channel.OpenOk.Builder().build();
                    case AMQP.Confirm.Select select -> new AMQP.Confirm.SelectOk.Builder().build();
                    case AMQP.Basic.Publish message -> {
                        published.incrementAndGet();
                        yield new AMQP.Basic.Ack.Builder()
                                .deliveryTag(numbers.computeIfAbsent(channel, absent -> new AtomicLong())
                                        .incrementAndGet())
                                .multiple(false)
                                .build();
                    }
                    case AMQP.Channel.Close close -> new AMQP.Channel.CloseOk.Builder().build();
                    case AMQP.Connection.Close close -> new AMQP.Connection.CloseOk.Builder().build();
                    default -> null; // what wants no answer
                });
    }

    private static Method start() {
        return new AMQP.Connection.Start.Builder()
                .versionMajor(0)
                .versionMinor(9)
                .serverProperties(Map.of("capabilities", Map.of("publisher_confirms", true, "basic.nack", true)))
                .mechanisms("PLAIN")
                .locales("en_US")
                .build();
    }

    private static void say(DataOutputStream out, int channel, Method method) throws IOException {
        ((com.rabbitmq.client.impl.Method) method).toFrame(channel).writeTo(out);
        out.flush();
    }
}
