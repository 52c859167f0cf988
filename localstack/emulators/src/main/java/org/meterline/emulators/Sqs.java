package org.meterline.emulators;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;

/**
 * ElasticMQ with the queues that it is told of, {@code name:visibility:dead:deliveries}. Queues and messages are kept in a database file and
 * written before an answer is given.
 */
public final class Sqs {

    private Sqs() {}

    public static void main(String[] arguments) throws Exception {
        var settings = Settings.ofThisProcess();
        Files.createDirectories(settings.state());
        var configuration = """
                node-address { protocol = http, host = "%1$s", port = %2$d, context-path = "" }
                rest-sqs { enabled = true, bind-hostname = "%1$s", bind-port = %2$d, sqs-limits = strict }
                aws { region = "%3$s", accountId = "%4$s" }
                messages-storage {
                  enabled = true
                  uri = "jdbc:h2:file:%5$s/queues;WRITE_DELAY=0"
                }
                queues {
                %6$s}
                pekko { loglevel = "WARNING", stdout-loglevel = "WARNING" }
                """.formatted(
                        Settings.LOOPBACK,
                        settings.port(),
                        Settings.REGION,
                        Settings.ACCOUNT,
                        settings.state().toAbsolutePath(),
                        queues(Settings.required("emulator.queues")));
        var shutdown = new ElasticMQServer(new ElasticMQServerConfig(
                        ConfigFactory.parseString(configuration).withFallback(ConfigFactory.load())))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::apply, "sqs-ends"));
    }

    private static String queues(String told) {
        var queues = new StringBuilder();
        for (var queue : told.split(",", -1)) {
            var words = queue.split(":", -1);
            queues.append("  \"%s\" { defaultVisibilityTimeout = %s seconds".formatted(words[0], words[1]));
            if (!words[2].isEmpty()) {
                queues.append(
                        ", deadLettersQueue { name = \"%s\", maxReceiveCount = %s }".formatted(words[2], words[3]));
            }
            queues.append(" }\n");
        }
        return queues.toString();
    }
}
