package org.meterline.infra;

import java.util.List;
import java.util.Map;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PhotoName;
import software.amazon.awscdk.services.dynamodb.ITableV2;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/** What one of our processes may do, action by action: nothing is granted by wildcard. */
final class Rights {

    private static final String ANY_OBJECT = "*";

    private Rights() {}

    static PolicyStatement toClaimMessages(ITableV2 table) {
        return allow(List.of("dynamodb:PutItem"), List.of(table.getTableArn()));
    }

    static PolicyStatement toUpdateMessages(ITableV2 table) {
        return allow(List.of("dynamodb:GetItem", "dynamodb:UpdateItem"), List.of(table.getTableArn()));
    }

    static PolicyStatement toReadManyMessages(ITableV2 table) {
        return allow(List.of("dynamodb:BatchGetItem"), List.of(table.getTableArn()));
    }

    static PolicyStatement toFindUnsettledMessages(ITableV2 table) {
        return allow(
                List.of("dynamodb:Query"), List.of(table.getTableArn() + "/index/" + MessageTable.UNSETTLED_INDEX));
    }

    /** Puts a file where there is none; to learn that there is one, it must be let to look. */
    static PolicyStatement toStoreFiles(IBucket bucket) {
        return allow(List.of("s3:PutObject", "s3:GetObject"), List.of(photos(bucket), otherFiles(bucket)));
    }

    static PolicyStatement toReadPhotos(IBucket bucket) {
        return allow(List.of("s3:GetObject"), List.of(photos(bucket)));
    }

    static PolicyStatement toReadFiles(IBucket bucket) {
        return allow(List.of("s3:GetObject"), List.of(photos(bucket), otherFiles(bucket)));
    }

    /** The key opens that secret and none of its neighbours. */
    static List<PolicyStatement> toReadSecret(ISecret secret) {
        var key = secret.getEncryptionKey();
        var read = allow(List.of("secretsmanager:GetSecretValue"), List.of(secret.getSecretArn()));
        if (key == null) {
            return List.of(read);
        }
        var decrypt = PolicyStatement.Builder.create()
                .actions(List.of("kms:Decrypt"))
                .resources(List.of(key.getKeyArn()))
                .conditions(Map.of("StringEquals", Map.of("kms:EncryptionContext:SecretARN", secret.getSecretArn())))
                .build();
        return List.of(read, decrypt);
    }

    static PolicyStatement toWriteLogs(LogGroup group) {
        return allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(group.getLogGroupArn()));
    }

    /** A function's network card is made before anyone knows its name, and so AWS wants it for all. */
    static PolicyStatement toStandInTheNetwork() {
        return allow(
                List.of(
                        "ec2:AssignPrivateIpAddresses",
                        "ec2:CreateNetworkInterface",
                        "ec2:DeleteNetworkInterface",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSubnets",
                        "ec2:UnassignPrivateIpAddresses"),
                List.of("*"));
    }

    private static String photos(IBucket bucket) {
        return bucket.arnForObjects(PhotoName.READ_FOLDER + ANY_OBJECT);
    }

    private static String otherFiles(IBucket bucket) {
        return bucket.arnForObjects(PhotoName.UNREAD_FOLDER + ANY_OBJECT);
    }

    private static PolicyStatement allow(List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build();
    }
}
