package org.meterline.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meterline.operations.deployment.LocalStores;

/**
 * The system on this machine, found as a deployment on AWS is: by the outputs of its stacks, the SDK's own variables and the
 * secrets in the caller's environment. Nothing of its own note is in reach.
 */
final class OnAws {

    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStores stores;
    private final Path folder;
    private final Path outputs;

    OnAws(LocalStores stores, Path folder) throws Exception {
        this.stores = stores;
        this.folder = Files.createDirectories(folder);
        outputs = Files.writeString(
                folder.resolve("outputs.json"),
                JSON.writeValueAsString(Map.of(
                        "MeterlineData",
                        Map.of(
                                "MessageTable", stores.messageTable(),
                                "PhotoBucket", stores.photoBucket(),
                                "PhotoQueue", stores.photoQueue(),
                                "DeadPhotoQueue", stores.deadPhotoQueue(),
                                "ReplayQueue", stores.replayQueue()),
                        "MeterlineBilling",
                        Map.of(
                                "BillingUrl", stores.billingUrl(),
                                "DatabaseUrl", stores.owner().url(),
                                "BrokerEndpoint", stores.broker().url()))));
    }

    /** What {@code cdk deploy --outputs-file} would have written. */
    String outputs() {
        return outputs.toString();
    }

    Map<String, String> environment() throws Exception {
        var environment = new HashMap<>(stores.aws());
        environment.put("METERLINE_HOME", folder.resolve("no-home").toString());
        environment.put("METERLINE_DATABASE_OWNER_USER", stores.owner().user());
        environment.put("METERLINE_DATABASE_OWNER_PASSWORD", stores.owner().password());
        environment.put("METERLINE_DATABASE_USER", stores.application().user());
        environment.put("METERLINE_DATABASE_PASSWORD", stores.application().password());
        environment.put("METERLINE_BROKER_USERNAME", stores.broker().user());
        environment.put("METERLINE_BROKER_PASSWORD", stores.broker().password());
        environment.put("METERLINE_API_KEY", stores.billingKey());
        environment.put("METERLINE_TWILIO_API_ORIGIN", stores.simulatorUrl());
        environment.put("METERLINE_TWILIO_ACCOUNTS", JSON.writeValueAsString(Map.of(ACCOUNT, twilioTokens())));
        return environment;
    }

    /** Puts a message into a queue that no event of ours is. */
    void publishNonsense(String queue) throws Exception {
        var factory = new ConnectionFactory();
        var address = URI.create(stores.broker().url());
        factory.setHost(address.getHost());
        factory.setPort(address.getPort());
        if (address.getPath().length() > 1) {
            factory.setVirtualHost(address.getPath().substring(1));
        }
        factory.setUsername(stores.broker().user());
        factory.setPassword(stores.broker().password());
        try (var connection = factory.newConnection("test");
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("", queue, null, "no event of ours".getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private List<String> twilioTokens() throws Exception {
        var credentials = JSON.readTree(
                folder.resolveSibling("home").resolve("credentials.json").toFile());
        return JSON.convertValue(
                credentials.path("twilioTokens").path(ACCOUNT),
                JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }
}
