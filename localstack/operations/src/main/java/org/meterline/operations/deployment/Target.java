package org.meterline.operations.deployment;

import java.nio.file.Path;
import java.util.List;

/**
 * One deployment: where each of its stores is and what opens it, as far as that is known.
 *
 * @param name how to call it: {@code local}, {@code aws}
 * @param messageTable the DynamoDB table of {@link org.meterline.contracts.MessageTable}
 * @param photoQueue the SQS queue that hears of stored photos, by name
 * @param deadPhotoQueue where photos go that failed at every attempt, by name
 * @param replayQueue the SQS queue of messages that ingest is to send through again, by name
 * @param database the database as the owner of the tables, who may become the auditor's role
 * @param application the database as the service itself comes in
 * @param logs the files and folders that the deployment's processes log to
 * @param secrets passwords and tokens that must stand nowhere
 */
public record Target(
        String name,
        Reach<Cloud> cloud,
        Reach<String> messageTable,
        Reach<String> photoBucket,
        Reach<String> photoQueue,
        Reach<String> deadPhotoQueue,
        Reach<String> replayQueue,
        Reach<Login> database,
        Reach<Login> application,
        Reach<Login> broker,
        Reach<Billing> billing,
        Reach<Provider> provider,
        Reach<List<Path>> logs,
        List<String> secrets) {

    public Target {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "Target[" + name + "]";
    }
}
