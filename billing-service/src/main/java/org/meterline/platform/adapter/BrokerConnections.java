package org.meterline.platform.adapter;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Where connections to the broker come from. */
interface BrokerConnections {

    /** A new one, under a name that the broker's operators see. It does not mend itself. */
    Connection open(String name) throws IOException, TimeoutException;
}
