package org.meterline.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** What nobody may read but who needs it. All are made here, but for Twilio's, which Twilio gives and one command puts in. */
public final class Secrets extends Construct {

    private static final int PASSWORD_LENGTH = 40;

    private final Key key;
    private final RemovalPolicy removal;
    private final Secret twilio;
    private final Secret broker;
    private final Secret service;
    private final Secret adminKey;

    Secrets(Construct scope, String id, Environment environment, Key key) {
        super(scope, id);
        this.key = key;
        this.removal = environment.keepsData() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
        twilio = Secret.Builder.create(this, "Twilio")
                .description("Auth tokens of Twilio's accounts, primary first. Put in by hand, once")
                .encryptionKey(key)
                .secretStringValue(SecretValue.unsafePlainText("{}")) // no accounts yet
                .removalPolicy(removal)
                .build();
        broker = generated("Broker", "RabbitMQ's user", "{\"username\":\"meterline\"}", "password");
        service = generated(
                "Service", "billing-service's role in PostgreSQL", "{\"username\":\"meterline_app\"}", "password");
        adminKey = generated("Admin", "The first administrator's API key", "{}", "key");
        Accepted.finding(twilio, "SMG4", "Twilio rotates its tokens, and the lambdas see a new one at once.");
        Accepted.finding(
                broker, "SMG4", "Amazon MQ changes a password by a restart: docs/deploy.md says when and how.");
        Accepted.finding(service, "SMG4", "A new value is set in the database by the next deployment: docs/deploy.md.");
        Accepted.finding(adminKey, "SMG4", "It opens the door once; with keys of their own for people it is revoked.");
    }

    public Secret twilio() {
        return twilio;
    }

    public Secret broker() {
        return broker;
    }

    /** Of the role that billing-service works as. */
    public Secret service() {
        return service;
    }

    public Secret adminKey() {
        return adminKey;
    }

    private Secret generated(String id, String what, String template, String field) {
        return Secret.Builder.create(this, id)
                .description(what)
                .encryptionKey(key)
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate(template)
                        .generateStringKey(field)
                        .passwordLength(PASSWORD_LENGTH)
                        .excludePunctuation(true) // RabbitMQ and URLs have their own ideas of it
                        .build())
                .removalPolicy(removal)
                .build();
    }
}
