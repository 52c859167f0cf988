package org.meterline.emulators;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.nio.file.Files;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDB Local behind a door of our own: the one it comes with opens on every network interface. Tables are one SQLite file,
 * the same for every access key and region.
 */
public final class DynamoDb {

    private static final boolean IN_MEMORY = true;
    private static final boolean SHARED = true;
    private static final boolean DELAYED_STATES = true;

    private DynamoDb() {}

    public static void main(String[] arguments) throws Exception {
        var settings = Settings.ofThisProcess();
        var tables = Files.createDirectories(settings.state());
        var requests = new LocalDynamoDBRequestHandler(0, !IN_MEMORY, tables.toString(), SHARED, !DELAYED_STATES);
        var server = new Server();
        var door = new ServerConnector(server);
        door.setHost(Settings.LOOPBACK);
        door.setPort(settings.port());
        server.addConnector(door);
        server.setHandler(new LocalDynamoDBServerHandler(requests, null));
        server.start();
        server.join();
    }
}
