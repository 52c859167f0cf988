package org.meterline.operations.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.deployment.Provider;
import org.meterline.operations.deployment.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target's stores, each opened when it is first asked for; one that is out of reach says so then. */
public final class Stores implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Stores.class);

    private final Target target;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable MessageRecords messages;
    private @Nullable StoredFiles files;
    private @Nullable WorkQueues workQueues;
    private @Nullable Database database;
    private @Nullable Broker broker;
    private @Nullable ProviderMessages provider;
    private @Nullable BillingDoor billing;

    public Stores(Target target) {
        this.target = target;
    }

    public Target target() {
        return target;
    }

    public MessageRecords messages() {
        var open = messages;
        if (open == null) {
            var table = target.messageTable().get();
            open = noted(new MessageRecords(AwsClients.dynamoDb(target.cloud().get()), table));
            messages = open;
        }
        return open;
    }

    public StoredFiles files() {
        var open = files;
        if (open == null) {
            var bucket = target.photoBucket().get();
            open = noted(new StoredFiles(AwsClients.s3(target.cloud().get()), bucket));
            files = open;
        }
        return open;
    }

    public WorkQueues workQueues() {
        var open = workQueues;
        if (open == null) {
            open = noted(new WorkQueues(AwsClients.sqs(target.cloud().get())));
            workQueues = open;
        }
        return open;
    }

    /** As the auditor. */
    public Database database() {
        var open = database;
        if (open == null) {
            open = noted(Database.asAuditor(target.database().get()));
            database = open;
        }
        return open;
    }

    public Broker broker() {
        var open = broker;
        if (open == null) {
            open = noted(Broker.at(target.broker().get()));
            broker = open;
        }
        return open;
    }

    public BillingDoor billing() {
        var open = billing;
        if (open == null) {
            open = new BillingDoor(target.billing().get());
            billing = open;
        }
        return open;
    }

    public ProviderMessages provider() {
        var open = provider;
        if (open == null) {
            open = switch (target.provider().get()) {
                case Provider.Simulator(var url) -> new SimulatorMessages(url);
                case Provider.Twilio twilio -> new TwilioMessages(twilio);
            };
            provider = open;
        }
        return open;
    }

    @Override
    public void close() {
        for (var one : opened.reversed()) {
            try {
                one.close();
            } catch (Exception failure) { // the next one wants to be closed as well
                log.debug("{} did not close", one.getClass().getSimpleName(), failure);
            }
        }
    }

    private <T extends AutoCloseable> T noted(T store) {
        opened.add(store);
        return store;
    }
}
