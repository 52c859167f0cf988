package org.meterline.stack.docker;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.meterline.definition.Names;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.operations.deployment.Login;
import org.meterline.stack.supervisor.Home;

/** Where the stores in the containers are, seen from this machine. */
record ContainerStores(Ports ports, Passwords passwords) {

    LocalStores note(Home home) {
        var cloud = ports.url(ports.localstack());
        var aws = new TreeMap<>(Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test"));
        for (var service : List.of("DYNAMODB", "S3", "SQS")) {
            aws.put("AWS_ENDPOINT_URL_" + service, cloud);
        }
        var database = "jdbc:postgresql://127.0.0.1:" + ports.database() + "/" + Names.DATABASE;
        return new LocalStores(
                aws,
                Names.TABLE,
                Names.BUCKET,
                Names.PHOTO_QUEUE,
                Names.DEAD_PHOTO_QUEUE,
                Names.REPLAY_QUEUE,
                new Login(database, "meterline_owner", passwords.databaseOwner()),
                new Login(database, Names.DATABASE_USER, passwords.database()),
                new Login("amqp://127.0.0.1:" + ports.broker(), "meterline", passwords.broker()),
                ports.url(ports.billing()),
                passwords.adminKey(),
                ports.url(ports.chat()),
                List.of(home.logs().toString()),
                List.of(passwords.adminKey(), passwords.database(), passwords.broker()));
    }
}
