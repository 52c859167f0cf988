package org.meterline.emulators;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.nio.file.Files;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDB Local behind a door of our own: the one it comes with opens on every network interface. Tables are one SQLite file,
 * the same for every access key and region, or kept in memory alone when they need not survive.
 */
public final class DynamoDb {

    private static final boolean SHARED = true;
    private static final boolean DELAYED_STATES = true;

    private DynamoDb() {}

    public static void main(String[] arguments) throws Exception {
        var settings = Settings.ofThisProcess();
        var survive = Boolean.parseBoolean(Settings.required("emulator.survives"));
        var tables = survive ? Files.createDirectories(settings.state()).toString() : null;
        var requests = new LocalDynamoDBRequestHandler(0, !survive, tables, SHARED, !DELAYED_STATES);
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
