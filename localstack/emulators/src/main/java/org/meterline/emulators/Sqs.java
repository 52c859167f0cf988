package org.meterline.emulators;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;

/**
 * ElasticMQ with the queues of Meterline: photos to read, those given up after three attempts, messages to replay. Queues and messages are kept
 * in a database file and written before an answer is given.
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
                  meterline-photos-dead {}
                  meterline-replays { defaultVisibilityTimeout = %6$s seconds }
                  meterline-photos {
                    defaultVisibilityTimeout = %6$s seconds
                    deadLettersQueue { name = "meterline-photos-dead", maxReceiveCount = 3 }
                  }
                }
                pekko { loglevel = "WARNING", stdout-loglevel = "WARNING" }
                """.formatted(
                        Settings.LOOPBACK,
                        settings.port(),
                        Settings.REGION,
                        Settings.ACCOUNT,
                        settings.state().toAbsolutePath(),
                        Settings.required("emulator.visibility"));
        var shutdown = new ElasticMQServer(new ElasticMQServerConfig(
                        ConfigFactory.parseString(configuration).withFallback(ConfigFactory.load())))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::apply, "sqs-ends"));
    }
}
