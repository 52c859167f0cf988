package org.meterline.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.PostgresEngineVersion;
import software.amazon.awscdk.services.rds.PostgresInstanceEngineProps;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * PostgreSQL: closed to everyone but billing-service, encrypted on disk and on the wire, restorable to any second of its backups. The
 * owner's password is made and rotated by RDS; the service itself works as a role that owns nothing.
 */
public final class Database extends Construct {

    static final String NAME = "meterline";
    static final String OWNER = "meterline_owner";

    private static final int GROWS_TO = 4; // times its first size

    private final DatabaseInstance instance;

    Database(Construct scope, String id, Environment environment, NetworkStack network, Key key) {
        super(scope, id);
        var name = "meterline-" + environment.name();
        var logs = new EncryptedLogs(this, "Logs", "/aws/rds/instance/" + name + "/postgresql");
        instance = DatabaseInstance.Builder.create(this, "Instance")
                .instanceIdentifier(name) // a change that would replace it fails, for the name is taken
                .engine(DatabaseInstanceEngine.postgres(PostgresInstanceEngineProps.builder()
                        .version(PostgresEngineVersion.VER_17)
                        .build()))
                .instanceType(new InstanceType(environment.database().instance()))
                .databaseName(NAME)
                .credentials(Credentials.fromUsername(OWNER))
                .manageMasterUserPassword(true)
                .vpc(network.vpc())
                .vpcSubnets(NetworkStack.CLOSED)
                .securityGroups(List.of(network.doors().database()))
                .publiclyAccessible(false)
                .multiAz(environment.database().standby())
                .storageType(StorageType.GP3)
                .allocatedStorage(environment.database().gigabytes())
                .maxAllocatedStorage(GROWS_TO * environment.database().gigabytes())
                .storageEncrypted(true)
                .storageEncryptionKey(key)
                .parameters(Map.of(
                        "rds.force_ssl", "1", "log_min_error_statement", "panic")) // statements hold what people wrote
                .backupRetention(Duration.days(environment.database().backupDays()))
                .copyTagsToSnapshot(true)
                .autoMinorVersionUpgrade(true)
                .preferredBackupWindow("01:00-02:00")
                .preferredMaintenanceWindow("sun:03:00-sun:04:00")
                .cloudwatchLogsExports(List.of("postgresql"))
                .deletionProtection(environment.keepsData())
                .removalPolicy(environment.keepsData() ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY)
                .build();
        instance.getNode().addDependency(logs);
        Accepted.finding(
                instance, "RDS6", "Billing signs in with a generated password that Secrets Manager alone knows.");
        Accepted.finding(
                instance, "RDS11", "A port that others do not guess keeps nobody out; the security group does.");
        if (!environment.keepsData()) {
            Accepted.finding(instance, "RDS3", "To try Meterline for a day, one zone is enough.");
            Accepted.finding(instance, "RDS10", "What was tried for a day can be thrown away in one go.");
        }
    }

    /** Where JDBC finds it. TLS is required by both sides; whose certificate it is, is not checked. */
    String jdbcUrl() {
        return jdbcUrl("sslmode=require");
    }

    /** The same for who has RDS's roots in a file: nobody else can answer in its place. */
    String jdbcUrlCheckedBy(String roots) {
        return jdbcUrl("sslmode=verify-full&sslrootcert=" + roots);
    }

    private String jdbcUrl(String tls) {
        return "jdbc:postgresql://" + instance.getInstanceEndpoint().getSocketAddress() + "/" + NAME + "?" + tls;
    }

    /** What opens it as its owner, made and rotated by RDS. */
    ISecret ownerSecret() {
        var secret = instance.getSecret();
        if (secret == null) {
            throw new IllegalStateException("RDS manages the owner's password, and so there is a secret");
        }
        return secret;
    }

    public DatabaseInstance instance() {
        return instance;
    }
}
