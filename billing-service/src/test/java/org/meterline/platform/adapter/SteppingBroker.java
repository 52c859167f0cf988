package org.meterline.platform.adapter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;

/** A broker where what is published, confirmed and settled are steps, each with its queue or routing key. */
final class SteppingBroker implements BrokerConnections {

    private final BrokerConnections inner;

    SteppingBroker(BrokerConnections inner) {
        this.inner = inner;
    }

    @Override
    public Connection open(String name) throws IOException, TimeoutException {
        var connection = inner.open(name);
        return around(Connection.class, connection, (method, arguments) -> {
            var result = method.invoke(connection, arguments);
            return result instanceof Channel channel ? stepping(channel) : result;
        });
    }

    private static Channel stepping(Channel channel) {
        return around(Channel.class, channel, new Talk(channel));
    }

    private static <T> T around(Class<T> type, T inner, Call call) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                return call.make(method, arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private interface Call {

        Object make(Method method, Object[] arguments) throws Exception;
    }

    /** One channel: the queue that it hears, and where what is not confirmed yet went. */
    private static final class Talk implements Call {

        private final Channel channel;
        private final NavigableMap<Long, String> unconfirmed = new ConcurrentSkipListMap<>();
        private volatile String queue = "nothing";

        Talk(Channel channel) {
            this.channel = channel;
        }

        @Override
        public Object make(Method method, Object[] arguments) throws Exception {
            switch (method.getName()) {
                case "basicConsume" -> queue = (String) arguments[0];
                case "basicPublish" -> {
                    return publish(method, arguments);
                }
                case "addConfirmListener" -> {
                    if (arguments.length == 2) {
                        return channel.addConfirmListener(
                                confirmed((ConfirmCallback) arguments[0]), (ConfirmCallback) arguments[1]);
                    }
                }
                case "basicAck", "basicNack" -> {
                    var result = method.invoke(channel, arguments);
                    Steps.done(method.getName() + " in " + queue);
                    return result;
                }
                default -> {}
            }
            return method.invoke(channel, arguments);
        }

        private Object publish(Method method, Object[] arguments) throws Exception {
            var where = arguments[0] + "/" + arguments[1];
            assert arguments[3] instanceof BasicProperties;
            unconfirmed.put(channel.getNextPublishSeqNo(), where);
            var result = method.invoke(channel, arguments);
            Steps.done("publish to " + where);
            return result;
        }

        /** The step is done before anybody hears of it. */
        private ConfirmCallback confirmed(ConfirmCallback listener) {
            return (number, multiple) -> {
                var settled = unconfirmed.subMap(multiple ? 0 : number, true, number, true);
                List.copyOf(settled.values()).forEach(where -> Steps.done("confirm of " + where));
                settled.clear();
                listener.handle(number, multiple);
            };
        }
    }
}
